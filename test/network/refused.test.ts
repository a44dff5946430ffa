/** A process that may not configure the network says so, and plans all the same. */
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { requireNetwork } from './require-network.ts'

const suite = requireNetwork()

suite('without privileges', () => {
  test('nothing is configured, the reason is told, and what would be configured is shown', () => {
    const script = join(import.meta.dirname, 'unprivileged.ts')
    const args = ['--reuid=65534', '--regid=65534', '--clear-groups', process.execPath, script]
    const { obstacle, refused, plan } = JSON.parse(execFileSync('setpriv', args, { encoding: 'utf8' })) as {
      obstacle: unknown
      refused: string
      plan: string[]
    } // what unprivileged.ts prints
    expect(obstacle).toMatchObject({ code: 'access_denied' })
    expect(refused).toMatch(/lacks CAP_NET_ADMIN and CAP_NET_RAW; run the service as root/)
    expect(plan.filter((line) => line.startsWith('ip '))).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^ip tuntap add dev dt-branc-\w{6} mode tun$/),
        expect.stringMatching(
          /^ip route add 0.0.0.0\/0 dev dt-branc-\w{6} src 192.0.0.8 metric 5 proto 209$/,
        ),
        'ip link set dev wan0 mtu 1400 up',
        'ip route replace 0.0.0.0/0 via 10.64.0.1 dev wan0 onlink src 10.64.0.2 metric 5 proto 209',
      ]),
    )
    expect(plan).toContain('nft add element inet dialtone masqueraded { "wan0" }')
  })
})
