/** What does not dial, and who dials instead: the service with virtual modems, all started as a user starts them. */
import { expect, test } from 'vitest'
import { get, GREETING, Office, WEB_V4 } from './office.ts'
import { requireNetwork } from './require-network.ts'

const suite = requireNetwork()

suite('a dial interface with a filter', () => {
  test('refused traffic gets no answer and does not dial; what is let through does', async () => {
    await using office = await Office.open()
    const { stage } = office
    await office.dialling('--only', 'tcp port 80')
    await office.until('disconnected')
    const ping = ['ping', '-c', '2', '-i', '0.05', '-W', '0.2', '192.0.2.80'] as const
    const dig = ['dig', '@192.0.2.80', '+tries=1', '+time=1', 'www.example'] as const
    const tls = ['curl', '-sS', '-m', '0.5', 'https://192.0.2.80/'] as const
    for (const [program, ...args] of [ping, dig, tls]) {
      await expect(stage.finish(stage.client, program, ...args)).rejects.toThrow(`${program} `)
      await expect(stage.finish(stage.gateway, program, ...args)).rejects.toThrow(`${program} `)
    }
    const shown = await office.shown()
    expect([shown.state, shown.attempt, shown.lastError]).toEqual(['disconnected', undefined, undefined])
    expect(await get(office, 'client', WEB_V4)).toBe(GREETING)
    // Nobody was asked to dial before: this is its first connection.
    expect((await office.until('connected')).connected?.number).toBe(1)
    // What does not dial flows while it is connected.
    const answered = ['ping', '-c', '2', '-i', '0.05', '-W', '20', '192.0.2.80'] as const
    expect(await stage.finish(stage.client, ...answered)).toContain('2 received')
  })
})

suite('two dial interfaces with a modem each', () => {
  test('one that cannot be reached is withdrawn, and the same traffic dials the next', async () => {
    await using office = await Office.open({ modems: 2 })
    const { stage } = office
    await office.dialling('--modem', 'modem0', '--redial-attempts', '1', '--redial-interval', '50 ms')
    await office.until('disconnected')
    await office.profile('spare', { modem: 1 })
    await office.add('spare', '--profile', 'spare', '--modem', 'modem1', '--priority', '10')
    await office.until('disconnected', /^/, 'spare')
    await office.profile('crowded', { apn: 'crowded' })
    await office.tell('dial', 'set', 'branch', '--profile', 'crowded')
    const page = get(office, 'client', WEB_V4)
    const failed = await office.until('unreachable')
    expect(failed.unreachability).toEqual(['connection-failure'])
    expect(failed.lastError?.message).toMatch(/3GPP cause 26/)
    expect(await page).toBe(GREETING)
    await office.until('connected', /tcp from 192\.168\.7\.2 .* port 80 dialled it$/, 'spare')
    const routes = stage.run(stage.gateway, 'ip', 'route', 'show', '192.0.2.0/24')
    // Which modem comes first, and is modem0, is nobody's choice.
    expect(routes).toMatch(new RegExp(`dev (${office.links.join('|')}) proto 209 `))
    expect(routes.trim().split('\n')).toHaveLength(1)
    // Mended and dialled by hand it serves again, before the other, which stays as it is.
    await office.tell('dial', 'set', 'branch', '--profile', 'internet')
    await office.tell('dial', 'connect', 'branch')
    const { connected } = await office.until('connected')
    expect(await get(office, 'client', `${WEB_V4}/address`)).toBe(
      `${connected?.ip.v4?.addresses[0]?.address ?? 'none'}\n`,
    )
    expect((await office.shown('spare')).state).toBe('connected')
  })
})
