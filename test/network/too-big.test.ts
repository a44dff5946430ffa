/** What waited and is larger than the link: its sender learns how large it may be, as from any router, or it is divided. */
import { expect, test } from 'vitest'
import { DataPaths } from './data-paths.ts'
import { requireNetwork } from './require-network.ts'
import { branch } from './settings.ts'
import { LINK, SERVER_V4, SERVER_V6, Stage } from './stage.ts'

const suite = requireNetwork()

/** What a ping printed that dialled, whose packets are larger than the 1400 bytes of the link. */
async function pingBy(namespace: 'client' | 'gateway', ...args: readonly string[]): Promise<string> {
  await using stage = new Stage()
  // What comes back is no larger.
  stage.batch(stage.carrier, ['link set port0 mtu 1400'])
  const paths = await DataPaths.start(stage)
  await paths.tell({ do: 'start', live: [] })
  await paths.tell({ do: 'path', settings: branch() })
  await paths.tell({ do: 'hold', name: 'branch' })
  const ping = stage.spawn(stage[namespace], 'ping', ['-c', '1', '-W', '20', '-s', '1430', ...args])
  let printed = ''
  ping.stdout?.on('data', (part: Buffer) => (printed += part.toString()))
  const ended = new Promise((resolve) => ping.once('close', resolve))
  await paths.fact('traffic')
  await paths.tell({ do: 'open', name: 'branch', link: LINK })
  await ended
  await paths.end()
  return printed
}

suite('a packet that waited and is larger than the link', () => {
  test.each([
    ['client', SERVER_V4, /From 192\.168\.7\.1 .*Frag needed and DF set \(mtu = 1400\)/],
    ['client', SERVER_V6, /From fd77::1 .*Packet too big: mtu=1400/],
    ['gateway', SERVER_V4, /Frag needed and DF set \(mtu = 1400\)/],
    ['gateway', SERVER_V6, /Packet too big: mtu=1400/],
  ] as const)('of the %s to %s: its sender is told', async (who, host, told) => {
    expect(await pingBy(who, '-M', 'do', host)).toMatch(told)
  })

  test.each(['client', 'gateway'] as const)('of the %s that may be divided arrives', async (who) => {
    expect(await pingBy(who, '-M', 'dont', SERVER_V4)).toContain('1 received')
  })
})
