import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openCommandLine, type CommandLine } from '../../../../test/support/command-line.ts'
import { MODEM } from '../../../../test/support/fake-service.ts'
import type { ListedProvider, Modem } from '../../../core/index.ts'

const FOUND: readonly ListedProvider[] = [
  { id: '00101', name: 'Dialtone Mobile', states: ['home', 'visible'], cellularClasses: ['gsm'], rssi: -67 },
  { id: '00102', name: 'Rival\u001b[31m', states: ['forbidden', 'visible'], cellularClasses: ['gsm'] },
]
const TABLE = [
  'NUMBER  NAME             STATE               TECHNOLOGY   SIGNAL',
  '00101   Dialtone Mobile  home, visible       GSM         -67 dBm',
  '00102   Rival?[31m       forbidden, visible  GSM',
  '',
].join('\n')

let cli: CommandLine

beforeEach(async () => {
  cli = await openCommandLine()
})
afterEach(() => cli[Symbol.asyncDispose]())

function modemIs(parts: Partial<Modem>): void {
  cli.service.modemsNow.set(MODEM.id, { ...MODEM, ...parts })
}

describe('modem register', () => {
  test.each([
    ['automatic', { mode: 'automatic' }, 'modem0 chooses its network itself, now Dialtone Mobile (00101)\n'],
    [
      '00101 modem0',
      { mode: 'manual', provider: '00101' },
      'modem0 uses the network 00101, now Dialtone Mobile (00101)\n',
    ],
    [
      'automatic --prefer lte,5G-NSA',
      { mode: 'automatic', dataClasses: ['lte', '5g-nsa'] },
      'modem0 chooses its network itself, now Dialtone Mobile (00101)\n',
    ],
  ])('%s', async (words, choice, out) => {
    expect(await cli.run(`modem register ${words}`)).toMatchObject({ code: 0, out })
    expect(cli.service.calls).toContainEqual(['register', { modem: MODEM.id, ...choice }])
  })

  test('a network that is not in reach ends with its cause', async () => {
    cli.service.onOperation = ({ id }) =>
      cli.service.end(id, {
        state: 'failed',
        cause: { code: 'not_found', message: 'choosing the network failed: it is not visible' },
      })
    expect(await cli.run('modem register 26201')).toMatchObject({
      code: 3,
      err: expect.stringContaining('it is not visible') as string,
    })
  })

  test('a technology that there is not is wrong usage', async () => {
    expect(await cli.run('modem register automatic --prefer 6g')).toMatchObject({
      code: 2,
      err: expect.stringContaining('there is no technology "6g"') as string,
    })
  })
})

describe('modem scan', () => {
  test('shows what it finds, with nothing in it that a terminal would obey', async () => {
    cli.service.onOperation = ({ id }) => cli.service.end(id, { state: 'succeeded', providers: FOUND })
    expect(await cli.run('modem scan')).toMatchObject({
      code: 0,
      out: TABLE,
      err: 'modem0 looks for networks (request 1) …\n',
    })
    expect(cli.service.calls).toContainEqual(['scan', { modem: MODEM.id, multicarrier: false }])
    expect((await cli.run('modem scan --json --multicarrier')).out).toBe(
      `${JSON.stringify(FOUND, undefined, 2)}\n`,
    )
  })

  test('says that nothing is in reach', async () => {
    cli.service.onOperation = ({ id }) => cli.service.end(id, { state: 'succeeded', providers: [] })
    expect(await cli.run('modem scan')).toMatchObject({
      code: 0,
      out: '',
      err: expect.stringContaining('No network is in reach.') as string,
    })
  })

  test('shows the last one without scanning', async () => {
    expect((await cli.run('modem scan --last')).code).toBe(3)
    modemIs({ visibleProviders: { scannedAt: 0, providers: FOUND } })
    expect(await cli.run('modem scan --last')).toMatchObject({ code: 0, out: TABLE, err: '' })
    expect(cli.service.calls.map(([name]) => name)).not.toContain('scan')
  })
})

describe('modem providers', () => {
  test('are shown', async () => {
    expect((await cli.run('modem providers')).err).toContain('has not told of its preferred networks yet')
    modemIs({ preferredProviders: { providers: FOUND } })
    expect(await cli.run('modem providers modem0')).toMatchObject({ code: 0, out: TABLE })
    const cause = { code: 'not_supported', message: 'the modem tells of no such list' } as const
    modemIs({ preferredProviders: { providers: [], cause } })
    expect(await cli.run('modem providers show')).toMatchObject({
      code: 1,
      err: 'dialtone: the modem tells of no such list\n',
    })
  })

  test('are set', async () => {
    expect(await cli.run('modem providers set 99941,99940 --forbid 00102')).toMatchObject({ code: 0 })
    expect(cli.service.calls).toContainEqual([
      'setPreferredProviders',
      {
        modem: MODEM.id,
        providers: [{ id: '99941' }, { id: '99940' }, { id: '00102', state: 'forbidden' }],
      },
    ])
  })
})

test('modem carrier makes it the customer of another one', async () => {
  expect(await cli.run('modem carrier 00102')).toMatchObject({
    code: 0,
    out: 'modem0 is a customer of 00102 now\n',
  })
  expect(cli.service.calls).toContainEqual(['setHomeProvider', { modem: MODEM.id, provider: '00102' }])
})

test('modem show tells of networks as well', async () => {
  modemIs({
    preferredProviders: { providers: [{ ...(FOUND[0] as ListedProvider), states: ['preferred'] }] },
    visibleProviders: { scannedAt: 0, providers: FOUND },
    emergencyMode: true,
  })
  const { out } = await cli.run('modem show')
  expect(out).toContain('Preferred       Dialtone Mobile (00101)')
  expect(out).toContain('In reach        Dialtone Mobile (00101), Rival?[31m (00102)')
  expect(out).toContain('Emergency       emergency calls only')
})

describe('modem signal-reports', () => {
  test('says what holds', async () => {
    cli.service.onOperation = ({ id }) =>
      cli.service.end(id, { state: 'succeeded', signalReports: { interval: 10, rssiChange: 4 } })
    expect(await cli.run('modem signal-reports --interval 10 --rssi 4 --error-rate off')).toMatchObject({
      code: 0,
      out: 'modem0 tells of its signal every 10 s, when it moves by 4 dB\n',
    })
    const asked = { modem: MODEM.id, interval: 10, rssiChange: 4, errorRateChange: 'off' }
    expect(cli.service.calls).toContainEqual(['setSignalReports', asked])
  })

  test('takes numbers and off', async () => {
    expect(await cli.run('modem signal-reports --interval often')).toMatchObject({
      code: 2,
      err: expect.stringContaining('It has to be a whole number, or off.') as string,
    })
  })
})
