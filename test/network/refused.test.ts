/** A process that may not configure the network, or has not what that takes, says so, and plans all the same. */
import { execFileSync } from 'node:child_process'
import { globSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { requireNetwork } from './require-network.ts'

const suite = requireNetwork()

interface Told {
  readonly obstacle: unknown
  readonly refused: string
  readonly plan: readonly string[]
}

const program = join(import.meta.dirname, 'obstacle.ts')

/** What `obstacle.ts` prints when another program starts it. */
const toldBy = (...argv: readonly [string, ...string[]]): Told => {
  const [command, ...args] = [...argv, process.execPath, program]
  return JSON.parse(execFileSync(command, args, { encoding: 'utf8' })) as Told
}

suite('without privileges', () => {
  test('nothing is configured, the reason is told, and what would be configured is shown', () => {
    const { obstacle, refused, plan } = toldBy('setpriv', '--reuid=65534', '--regid=65534', '--clear-groups')
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

suite('on a machine that lacks something', () => {
  /** In a mount namespace of its own, in which something is covered. */
  const covered = (cover: string): Told => toldBy('unshare', '-m', 'sh', '-c', `${cover} && exec "$@"`, 'sh')

  test('the library of nftables is named with the package that has it, and nothing is configured', () => {
    const [library = ''] = globSync('/usr/lib/*/libnftables.so.1')
    const { obstacle, refused, plan } = covered(`mount --bind /dev/null ${realpathSync(library)}`)
    expect(obstacle).toMatchObject({ code: 'not_supported' })
    expect(refused).toMatch(/libnftables\.so\.1 is missing; install the package nftables/)
    expect(plan.length).toBeGreaterThan(0)
  })

  test('a namespace in which no device was ever up has nothing to take away, and is started in', () => {
    const { obstacle } = toldBy('unshare', '-n', 'sh', '-c', 'ip link set lo down && exec "$@"', 'sh')
    expect(obstacle).toBeUndefined()
  })

  test('so is the device of the kernel that keeps packets', () => {
    const { obstacle, refused } = covered('mount -t tmpfs none /dev/net')
    expect(obstacle).toMatchObject({ code: 'not_supported' })
    expect(refused).toMatch(/\/dev\/net\/tun cannot be opened; load the kernel's module tun/)
  })
})
