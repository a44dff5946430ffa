/** A service that is killed, or stopped: the next one takes over what lives, and the machine is as it was in the end. */
import { expect, test } from 'vitest'
import { Download, get, GREETING, Office, WEB_V4, WEB_V6 } from './office.ts'
import { requireNetwork } from './require-network.ts'

const suite = requireNetwork()

/** Ends all that the service has made, and the service. */
async function leave(office: Office): Promise<void> {
  await office.tell('dial', 'disconnect', 'branch')
  await office.tell('dial', 'remove', 'branch')
  expect(await office.end('SIGTERM')).toBe(0)
}

/** The page, for a client who tries again: while no service is there nothing keeps what it sends. */
function persistently({ stage }: Office): Promise<string> {
  const again = ['--retry', '120', '--retry-delay', '1', '--retry-all-errors']
  return stage.meanwhile(stage.client, 'curl', '-sS', '-m', '5', ...again, WEB_V4)
}

suite('a service', () => {
  test('that is killed while connected finds its connection, and leaves nothing behind', async () => {
    await using office = await Office.open()
    const { stage } = office
    const before = stage.configuration()
    await office.dialling('--dns')
    await office.until('disconnected')
    expect(await get(office, 'client', WEB_V4)).toBe(GREETING)
    const { connected } = await office.until('connected')
    const download = new Download(office, 8 * 1024 * 1024)
    await download.begun
    // Before, dialling may have taken longer than the second after which TCP sends again.
    const repeated = stage.retransmissions(stage.client)
    expect(await office.end('SIGKILL')).toBe(137)
    await office.serve()
    expect((await office.until('connected')).connected).toMatchObject({
      ip: connected?.ip,
      link: connected?.link,
    })
    expect(await download.received).toBe(8 * 1024 * 1024)
    expect(stage.retransmissions(stage.client)).toBe(repeated)
    expect(await get(office, 'gateway', WEB_V6)).toBe(GREETING)
    await leave(office)
    expect(stage.configuration()).toBe(before)
  })

  test('that is killed while dialling: the next one dials what still wants to go, and leaves nothing behind', async () => {
    await using office = await Office.open()
    const { stage } = office
    const before = stage.configuration()
    await office.dialling('--dns')
    await office.until('disconnected')
    await office.virtual('apn', 'internet', 'slow', '--delay', '2s')
    const page = persistently(office)
    await office.until('connecting')
    expect(await office.end('SIGKILL')).toBe(137)
    await office.serve()
    // The modem goes on with what it was asked: the next one finds a context that is on its way, or up by now.
    const { connected } = await office.until('connected')
    expect(await page).toBe(GREETING)
    expect(await get(office, 'client', `${WEB_V4}/address`)).toBe(
      `${connected?.ip.v4?.addresses[0]?.address ?? 'none'}\n`,
    )
    const dig = ['dig', '+short', '+tries=1', '+time=20', 'www.example'] as const
    expect(await stage.finish(stage.gateway, ...dig)).toBe('192.0.2.80\n')
    await leave(office)
    expect(stage.configuration()).toBe(before)
  })

  test('that is killed while dialling in vain: the next one learns why, and dials again', async () => {
    await using office = await Office.open()
    const { stage } = office
    const before = stage.configuration()
    await office.dialling('--redial-interval', '1s')
    await office.until('disconnected')
    await office.virtual('congestion', '1', '--delay', '4s')
    const page = persistently(office)
    await office.until('connecting')
    expect(await office.end('SIGKILL')).toBe(137)
    await office.serve()
    await office.until('connecting', /dials again soon: .* no resources/)
    await office.virtual('congestion', '0')
    await office.until('connected')
    expect(await page).toBe(GREETING)
    await leave(office)
    expect(stage.configuration()).toBe(before)
  })

  test('that is killed as soon as the link is up, with what waits still on its way', async () => {
    await using office = await Office.open()
    const { stage } = office
    const before = stage.configuration()
    await office.dialling()
    await office.until('disconnected')
    const page = persistently(office)
    await office.untilOpen()
    expect(await office.end('SIGKILL')).toBe(137)
    await office.serve()
    await office.until('connected')
    expect(await page).toBe(GREETING)
    await leave(office)
    expect(stage.configuration()).toBe(before)
  })

  test('that is stopped while connected: traffic goes on, and the next one takes up the connection', async () => {
    await using office = await Office.open()
    const { stage } = office
    const before = stage.configuration()
    await office.dialling('--dns')
    await office.until('disconnected')
    expect(await get(office, 'client', WEB_V4)).toBe(GREETING)
    const first = await office.untilOpen()
    const download = new Download(office, 8 * 1024 * 1024)
    await download.begun
    const repeated = stage.retransmissions(stage.client)
    expect(await office.end('SIGTERM')).toBe(0)
    // From the LAN, through NAT, and by name servers of the network, while no service is there.
    expect(await get(office, 'client', WEB_V4)).toBe(GREETING)
    expect(await get(office, 'gateway', WEB_V6)).toBe(GREETING)
    await office.serve()
    const second = await office.untilOpen()
    expect(second.connected).toEqual(first.connected)
    expect(await download.received).toBe(8 * 1024 * 1024)
    expect(stage.retransmissions(stage.client)).toBe(repeated)
    expect(await get(office, 'client', WEB_V4)).toBe(GREETING)
    await leave(office)
    expect(stage.configuration()).toBe(before)
  })

  test.each(['SIGTERM', 'SIGKILL'] as const)(
    'that is ended by %s with an interface connected that runs only: the next one leaves nothing of it',
    async (signal) => {
      await using office = await Office.open()
      const { stage } = office
      const before = stage.configuration()
      await office.dialling('--running', '--dns')
      await office.until('disconnected')
      expect(await get(office, 'client', WEB_V4)).toBe(GREETING)
      await office.untilOpen()
      await office.end(signal)
      expect(stage.configuration()).not.toBe(before)
      await office.serve()
      expect(stage.configuration()).toBe(before)
      await office.untilDeactivated()
      // Nothing is in the way of another to the same networks.
      await office.add('branch', '--profile', 'internet')
      await office.until('disconnected')
      expect(await get(office, 'client', WEB_V4)).toBe(GREETING)
      await leave(office)
      expect(stage.configuration()).toBe(before)
    },
  )
})
