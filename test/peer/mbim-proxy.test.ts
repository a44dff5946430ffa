/**
 * Our host through the real mbim-proxy (Debian: apt-get install libmbim-proxy) on a pty to the virtual modem. Each story is
 * a process in a network namespace of its own: abstract sockets belong to one, and a proxy of this machine must not be met.
 */
import { expect, test } from 'vitest'
import { runNamespaced } from './namespaced.ts'
import { requirePeer } from './peer.ts'

const tell = (story: string): Promise<unknown> => runNamespaced('through-mbim-proxy.ts', [story])

const suite = requirePeer('mbim-proxy', 'apt-get install libmbim-proxy')

suite('through the real mbim-proxy', () => {
  test('our host connects, hears of a drop, connects again and disconnects', async () => {
    expect(await tell('connect')).toMatchObject({
      opened: { type: 'opened', adopted: true, capabilities: { maxSessions: 8 } },
      ip: { v4: { addresses: [{ prefixLength: 30 }] }, v6: { addresses: [{ prefixLength: 64 }] } },
      active: 'activated',
      dropped: { state: 'deactivated', networkError: { value: 38 } },
      down: 'deactivated',
    })
  })

  test('a host that starts again finds its connection where it was', async () => {
    const { opened, ip, context } = (await tell('adopt')) as Record<
      string,
      { adopted?: boolean; ip?: unknown }
    >
    expect(opened?.adopted).toBe(true)
    expect(context).toMatchObject({ state: 'activated', ip })
  })

  test('two hosts share a modem; what the network does is told to both', async () => {
    expect(await tell('two-hosts')).toMatchObject({
      told: { type: 'context', state: 'deactivated', networkError: { value: 38 } },
      active: 'activated',
    })
  })

  test('a modem that is pulled out ends what is pending, with the cause', async () => {
    expect(await tell('unplug')).toMatchObject({ cause: { code: 'unplugged' }, last: { type: 'gone' } })
  })

  test('a proxy that dies is the end of the channel alone: the modem is reached directly, its context as it was', async () => {
    const { ip, failed, opened, context, gone } = (await tell('proxy-killed')) as Record<string, unknown>
    expect(failed).toMatchObject([
      { cause: { message: expect.stringContaining('@mbim-proxy closed the connection') as string } },
    ])
    expect(opened).toMatchObject([{ adopted: true }])
    expect(context).toMatchObject([{ state: 'activated', ip }])
    expect(gone).toEqual([])
  })

  test('a device that it cannot open is refused, with what may be the matter', async () => {
    const { cause } = (await tell('no-modem')) as { cause: { message: string } }
    expect(cause).toMatchObject({ code: 'channel_failed' })
    expect(cause.message).toContain('cannot open the device')
  })
})
