import { afterEach, beforeEach, expect, test } from 'vitest'
import { openCommandLine, type CommandLine } from '../../../../test/support/command-line.ts'
import { fakeDialInterface } from '../../../../test/support/fake-dial.ts'
import { IP, MODEM } from '../../../../test/support/fake-service.ts'
import type { UnreachabilityReason } from '../../../core/index.ts'

let cli: CommandLine

beforeEach(async () => {
  cli = await openCommandLine()
})
afterEach(() => cli[Symbol.asyncDispose]())

test('shows modem, network, signal and connection', async () => {
  cli.service.change({ state: 'activated', ip: IP })
  const { code, lines } = await cli.run('status')
  expect(code).toBe(0)
  expect(lines[0]).toMatch(/^Dialtone 0\.1\.0, running for .* \(process 4242\)$/)
  expect(lines.slice(2)).toEqual([
    'MODEM   STATE       NETWORK                      SIGNAL  CONNECTION  ADDRESS',
    'modem0  registered  Dialtone Mobile, home, LTE  -71 dBm  activated   100.64.0.2/30',
  ])
})

test('fits a narrow terminal and colours a colourful one', async () => {
  cli.service.change({ state: 'activated', ip: IP })
  const { lines } = await cli.run('status', { columns: 68, colour: true })

  const bare = lines.map((line) => line.replaceAll(/\x1b\[\d+m/g, ''))
  expect(Math.max(...bare.slice(2).map((line) => line.length))).toBeLessThanOrEqual(68)
  expect(lines[3]).toContain('\x1b[32mactivated\x1b[39m')
  expect(bare[3]).toContain('…')
})

test('says what needs help', async () => {
  const cause = { code: 'connect_failed', message: 'the network refused: not subscribed' } as const
  cli.service.change({ cause })
  expect((await cli.run('status')).lines.at(-1)).toBe(
    'modem0 is not connected; last cause: the network refused: not subscribed',
  )
  const reason = { code: 'locked', text: 'PIN1 is required' }
  cli.service.modemsNow.set(MODEM.id, { ...MODEM, state: 'locked', reason, signal: { rsrp: -98 } })
  const { out, lines } = await cli.run('status')
  expect(out).toContain('  RSRP -98 dBm  ')
  // What keeps the modem from working keeps its connection, whatever ended that before.
  expect(lines.at(-1)).toBe('modem0: PIN1 is required')
  expect(out).not.toContain('not connected')
})

test('says which dial interface needs help, with a modem or without, and is silent about what is down on purpose', async () => {
  const dialer = { kind: 'modem', modems: [], profile: 'internet' } as const
  const unreachable = (name: string, reason: UnreachabilityReason, text: string): void => {
    const change = {
      state: 'unreachable',
      reason: { code: reason, text },
      unreachability: [reason],
    } as const
    cli.service.dials.set(name, fakeDialInterface({ name, dialer }, change))
  }
  cli.service.dials.set('idle', fakeDialInterface({ name: 'idle', dialer }))
  unreachable('branch', 'no-device', 'modem7 is not there, and nothing else may be dialled with')
  unreachable('night', 'dial-out-hours', 'it may not dial at this hour')
  unreachable('off', 'disabled', 'it is disabled')
  const said = 'branch is unreachable: modem7 is not there, and nothing else may be dialled with'
  const { lines, out } = await cli.run('status')
  expect(lines.slice(-2)).toEqual(['', said])
  expect(out).not.toMatch(/idle|night|off/)
  expect((await cli.run('status', { columns: 40 })).lines.slice(-3)).toEqual([
    'branch is unreachable: modem7 is not',
    'there, and nothing else may be dialled',
    'with',
  ])
  cli.service.modemsNow.clear()
  expect((await cli.run('status')).lines.at(-1)).toBe(said)
})

test('without a modem says what to do', async () => {
  cli.service.modemsNow.clear()
  expect((await cli.run('status')).out).toMatch(
    /No modem\. Plug one in.*\n"dialtone doctor" says what keeps one/,
  )
})

test('as JSON it is the same, with nothing that a terminal would obey', async () => {
  const name = 'Evil\x1b[2J\x9b2J\x7f\u202Eeno\nmodem9'
  const registration = {
    state: 'home',
    mode: 'automatic',
    provider: { id: '00101', name },
    availableDataClasses: [],
  } as const
  cli.service.modemsNow.set(MODEM.id, { ...MODEM, registration })
  const { out } = await cli.run('modem show modem0 --json')
  expect(out).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]/)
  expect(JSON.parse(out)).toMatchObject({ registration })
})

test('what the network calls itself cannot harm the terminal', async () => {
  const provider = { id: '00101', name: 'Evil\x1b[2J\u202Eeno\nmodem9' }
  cli.service.modemsNow.set(MODEM.id, {
    ...MODEM,
    registration: { state: 'home', mode: 'automatic', provider, availableDataClasses: [] },
  })
  const { out } = await cli.run('status')
  expect(out).toContain('Evil?[2J?eno?modem9')
  expect(out).not.toContain('\x1b')
})
