import { describe, expect, test } from 'vitest'
import { CONNECTION, IP, MODEM } from '../../test/support/fake-service.ts'
import type { Connection } from './connection.ts'
import { connectivityOf } from './connectivity.ts'
import type { DataPlanStatus } from './data-plan.ts'
import type { IpFamilySettings } from './ip-settings.ts'
import type { Modem } from './modem.ts'
import { networkNews, networkStatus, signalBars } from './network.ts'

const UP: Connection = { ...CONNECTION, state: 'activated', ip: IP, accessString: 'internet' }
const v4 = (change: Partial<IpFamilySettings>): Partial<Connection> => ({
  ip: { v4: { addresses: [{ address: '10.0.0.2', prefixLength: 30 }], dns: ['10.0.0.1'], ...change } },
})

test.each<[string, Partial<Connection>, string]>([
  ['with addresses and name servers', {}, 'internet complete'],
  ['with an address behind the operator', v4({}), 'internet complete'],
  ['that is down', { state: 'deactivated' }, 'none not-asked'],
  ['that is being connected', { state: 'activating' }, 'none not-asked'],
  ['without a name server', v4({ dns: [] }), 'constrained no-name-server'],
  ['without an address', v4({ addresses: [] }), 'local no-address'],
  [
    'with one for the link only',
    v4({ addresses: [{ address: '169.254.3.4', prefixLength: 16 }] }),
    'local no-address',
  ],
  ['to the IMS', { accessString: 'IMS' }, 'local operator-services'],
  ['to a name that begins alike', { accessString: 'imsi.example' }, 'internet complete'],
])('a connection %s', (_, change, expected) => {
  const { level, reason } = connectivityOf({ ...UP, ...change })
  expect(`${level} ${reason.code}`).toBe(expected)
})

test.each<[Parameters<typeof signalBars>[0], number | undefined]>([
  [{ rssi: -60 }, 5],
  [{ rssi: -71 }, 4],
  [{ rssi: -105 }, 1],
  [{ rssi: -113 }, 0],
  [{ rssi: -60, rsrp: -112 }, 2],
  [{ rsrp: -140 }, 0],
  [{ snr: 12 }, undefined],
])('%j has so many bars: %s', (signal, bars) => {
  expect(signalBars(signal)).toBe(bars)
})

const plan = (change: Partial<DataPlanStatus>): DataPlanStatus => ({
  cost: 'fixed',
  used: 0,
  since: 0,
  overLimit: false,
  nearLimit: false,
  ...change,
})
const CURSOR = { epoch: 'e', seq: 1 }
const one = (
  id: string,
  connection: Partial<Connection> = {},
  more: { modem?: Modem; plan?: DataPlanStatus } = {},
) => ({
  modem: MODEM,
  connection: { ...UP, id, name: id, ...connection },
  ...more,
})
const abroad: Modem = {
  ...MODEM,
  registration: { state: 'roaming', mode: 'automatic', availableDataClasses: [] },
}

describe('the one to prefer', () => {
  test.each<[string, ReturnType<typeof one>[], string | undefined]>([
    ['leads to the Internet', [one('a', { state: 'deactivated' }), one('b')], 'b'],
    ['reaches furthest', [one('a', v4({ dns: [] })), one('b')], 'b'],
    ['may be constrained where nothing is better', [one('a', v4({ dns: [] }))], 'a'],
    ['is at home', [one('a', {}, { modem: abroad }), one('b')], 'b'],
    [
      'is not used up',
      [one('a', {}, { plan: plan({ overLimit: true }) }), one('b', {}, { modem: abroad })],
      'b',
    ],
    [
      'costs least',
      [
        one('a', {}, { plan: plan({ cost: 'variable' }) }),
        one('b', {}, { plan: plan({ cost: 'unrestricted' }) }),
      ],
      'b',
    ],
    ['is the default one among equals', [one('a', { sessionId: 1 }), one('b')], 'b'],
    ['is the first among equals', [one('a'), one('b')], 'a'],
    ['is none where none leads out', [one('a', { accessString: 'ims' })], undefined],
    ['is none where there is none', [], undefined],
  ])('%s', (_, all, preferred) => {
    const status = networkStatus(CURSOR, all)
    expect(status.preferred).toBe(preferred)
    if (preferred !== undefined) expect(status.connections[0]?.id).toBe(preferred)
  })
})

test.each<[string, ReturnType<typeof one>[], ReturnType<typeof one>[], string[]]>([
  ['nothing', [one('a')], [one('a', { since: 5 })], []],
  ['a connection that came', [one('a')], [one('a'), one('b')], ['connections']],
  ['one that went, and was the one to prefer', [one('a')], [], ['preferred', 'level', 'connections']],
  ['one that is down', [one('a')], [one('a', { state: 'deactivated' })], ['preferred', 'level']],
  ['another country', [one('a')], [one('a', {}, { modem: abroad })], ['cost', 'registration']],
  ['a plan that is used up', [one('a')], [one('a', {}, { plan: plan({ overLimit: true }) })], ['cost']],
])('what is new: %s', (_, before, after, news) => {
  expect(networkNews(networkStatus(CURSOR, before), networkStatus(CURSOR, after))).toEqual(news)
})
