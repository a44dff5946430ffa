/** The whole: traffic dials the virtual modem through the service, both started as a user starts them. */
import { expect, test } from 'vitest'
import { Download, get, GREETING, Office, WEB_V4, WEB_V6 } from './office.ts'
import { requireNetwork } from './require-network.ts'

const suite = requireNetwork()

suite('a dial interface with a modem', () => {
  test.each([
    ['a request for a page', WEB_V4],
    ['a request for a page by IPv6', WEB_V6],
  ])('%s dials, succeeds, and what was kept arrives', async (_what, web) => {
    await using office = await Office.open()
    await office.dialling()
    await office.until('disconnected')
    const { stage } = office
    const page = get(office, 'gateway', web)
    await office.until('connecting')
    const { reason } = await office.untilOpen()
    // Dialling may take longer than the second after which TCP sends again; what was kept is not sent again any more.
    const repeated = stage.retransmissions(stage.gateway)
    expect(reason.text).toMatch(/tcp from .* port 80 dialled it$/)
    expect(await page).toBe(GREETING)
    expect(stage.retransmissions(stage.gateway)).toBe(repeated)
  })

  test('a look-up of a name dials, and the page of that name follows', async () => {
    await using office = await Office.open()
    await office.dialling('--dns')
    await office.until('disconnected')
    const dig = ['dig', '+short', '+tries=1', '+time=20', 'www.example'] as const
    expect(await office.stage.finish(office.stage.gateway, ...dig)).toBe('192.0.2.80\n')
    expect((await office.until('connected')).reason.text).toMatch(
      /udp from .* to 192\.0\.0\.5 port 53 dialled it$/,
    )
    expect(await get(office, 'gateway', 'http://www.example/')).toBe(GREETING)
  })

  test('a client on the LAN dials, and is seen with the address that the modem was given', async () => {
    await using office = await Office.open()
    await office.dialling()
    await office.until('disconnected')
    const { stage } = office
    const v4 = get(office, 'client', `${WEB_V4}/address`)
    const { connected } = await office.untilOpen()
    const repeated = stage.retransmissions(stage.client)
    expect(await v4).toBe(`${connected?.ip.v4?.addresses[0]?.address ?? 'none'}\n`)
    expect(await get(office, 'client', `${WEB_V6}/address`)).toBe(
      `${connected?.ip.v6?.addresses[0]?.address ?? 'none'}\n`,
    )
    expect(stage.retransmissions(stage.client)).toBe(repeated)
  })

  test('a persistent one that the carrier drops in the middle of a download comes back by itself', async () => {
    await using office = await Office.open()
    await office.dialling('--persistent', '--redial-interval', '200 ms')
    const before = await office.until('connected')
    await new Download(office, 100 * 1024 * 1024).begun
    await office.virtual('disconnect')
    await office.until('connecting')
    const after = await office.until('connected')
    expect(after.connected?.ip).not.toEqual(before.connected?.ip)
    expect(after.reason.text).toMatch(/it is persistent$/)
    expect(await get(office, 'client', `${WEB_V4}/address`)).toBe(
      `${after.connected?.ip.v4?.addresses[0]?.address ?? 'none'}\n`,
    )
  })

  test('one that nobody uses hangs up, and the next traffic dials again', async () => {
    await using office = await Office.open()
    await office.dialling('--idle-timeout', '1 s')
    await office.until('disconnected')
    for (const _round of ['first', 'again']) {
      expect(await get(office, 'gateway', WEB_V4)).toBe(GREETING)
      await office.until('connected')
      await office.until('disconnected', /last: no traffic that counts/)
    }
  })
})
