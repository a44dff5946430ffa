/** What is there in a fake service, unless its test says otherwise. */
import { DialtoneError } from '../../src/base/index.ts'
import {
  networkStatus,
  type Connection,
  type DataPlanStatus,
  type DeviceServicesState,
  type IpSettings,
  type Modem,
  type NetworkStatus,
  type OpenMessage,
  type PublicProfile,
  type Request,
  type Usage,
} from '../../src/core/index.ts'
import type { ConnectivityInterval, Timeline, View } from '../../src/api/index.ts'

export const MODEM: Modem = {
  id: '6f1b9c1e-0000-5000-8000-000000000001',
  name: 'modem0',
  driver: 'mbim',
  device: 'virtual',
  state: 'registered',
  reason: { code: 'home', text: 'registered at home' },
  equipment: { id: '001010123456783', manufacturer: 'Dialtone', model: 'Virtual Modem', firmware: '1.0' },
  sim: {
    state: 'initialized',
    subscriberId: '001010123456789',
    iccid: '8988211000000012345',
    telephoneNumbers: ['+15550100'],
    pin: { type: 'none', state: 'unlocked' },
  },
  radio: { hardware: 'on', software: 'on' },
  registration: {
    state: 'home',
    mode: 'automatic',
    provider: { id: '00101', name: 'Dialtone Mobile' },
    availableDataClasses: ['lte'],
  },
  packetService: { state: 'attached', dataClass: 'lte', uplinkSpeed: 50e6, downlinkSpeed: 150e6 },
  signal: { rssi: -71 },
}

export const CONNECTION: Connection = {
  id: '6f1b9c1e-0000-5000-8000-000000000002',
  name: 'modem0',
  modem: MODEM.id,
  sessionId: 0,
  state: 'deactivated',
  reason: { code: 'not-asked', text: 'nobody has asked for a connection' },
  since: 0,
}

export const PROFILE: PublicProfile = {
  name: 'internet',
  isDefault: true,
  subscriberId: '001010123456789',
  connectionMode: 'manual',
  context: {
    accessString: 'internet',
    authProtocol: 'none',
    compression: false,
    ipType: 'default',
    hasPassword: false,
  },
  dataRoamingPartners: [],
}

export const IP: IpSettings = {
  v4: {
    addresses: [{ address: '100.64.0.2', prefixLength: 30 }],
    gateway: '100.64.0.1',
    dns: ['198.51.100.53'],
    mtu: 1500,
  },
}

export const DEVICE_SERVICES: DeviceServicesState = {
  services: [
    {
      id: 'c08a26dd-7718-4382-8482-6e0d583c4d0f',
      name: 'c08a26dd-7718-4382-8482-6e0d583c4d0f',
      commands: [1, 2, 3],
      driven: false,
      stream: { write: true, read: true, limit: 4 },
      sessions: [],
      streams: [],
    },
  ],
  maxCommandSize: 4048,
  maxStreams: 4,
  maxDataSize: 2048,
}

const USED = { received: 3_000_000, sent: 250_000, connected: 5_400_000 }
const ROAMED = { received: 1000, sent: 0, connected: 60_000 }

export const USAGE: Usage = {
  from: Date.UTC(2026, 0, 1),
  to: Date.UTC(2026, 0, 3),
  granularity: 'day',
  total: { ...USED, roaming: ROAMED },
  spans: [{ start: Date.UTC(2026, 0, 2), end: Date.UTC(2026, 0, 3), ...USED, roaming: ROAMED }],
}

export const MESSAGE: OpenMessage = {
  id: '6f1b9c1e-0000-5000-8000-000000000003',
  kind: 'text',
  direction: 'incoming',
  status: 'new',
  number: '+15550123',
  time: 1000,
  indexes: [1],
  total: 1,
  missing: [],
  text: 'See you at noon',
  parts: [
    { index: 1, status: 'new', content: { format: 'pdu', octets: '00040481214300006211121151830003c3e510' } },
  ],
}

/** Whatever was opened is open. */
export function deviceServicesAfter(requests: readonly Request[]): DeviceServicesState {
  const opened = (by: Request['kind']): number[] =>
    requests.filter(({ kind }) => kind === by).map(({ id }) => id)
  const sessions = opened('open-device-service')
  const streams = opened('open-stream')
  const services = DEVICE_SERVICES.services.map((service) => ({ ...service, sessions, streams }))
  return { ...DEVICE_SERVICES, services }
}

export const TIMELINE: Timeline = {
  from: 1_699_999_000_000,
  to: 1_700_002_000_000,
  connections: [
    {
      id: CONNECTION.id,
      name: CONNECTION.name,
      since: 1_699_999_000_000,
      intervals: [{ start: 1_700_000_000_000, end: 1_700_000_600_000, roaming: false }],
    },
  ],
  dialInterfaces: [
    { id: 'd1', name: 'branch', since: 1_700_000_000_000, intervals: [{ start: 1_700_000_300_000 }] },
  ],
}

export const INTERVALS: readonly ConnectivityInterval[] = [
  { start: Date.UTC(2026, 0, 1), end: Date.UTC(2026, 0, 1, 1, 30), roaming: true },
  { start: Date.UTC(2026, 0, 1, 2), roaming: false },
]

/** The flat view of what there is. */
export function networkOf({ cursor, modems, connections }: View, plan?: DataPlanStatus): NetworkStatus {
  return networkStatus(
    cursor,
    [...connections.values()].flatMap((connection) => {
      const modem = modems.get(connection.modem)
      return modem === undefined ? [] : [{ modem, connection, plan }]
    }),
  )
}

/** One that is acquired beside the default one. */
export const SECOND: Connection = {
  ...CONNECTION,
  id: CONNECTION.id.replace(/2$/, '3'),
  name: `${MODEM.name}/1`,
  sessionId: 1,
  state: 'activating',
}

/** What a profile's XML holds, as far as it matters here; the rest is `model`'s. */
export function readProfile(
  { xml, replace }: { readonly xml: string; readonly replace?: boolean },
  known: ReadonlyMap<string, PublicProfile>,
  model: PublicProfile,
): PublicProfile {
  const name = /<Name>(.*)<\/Name>/.exec(xml)?.[1]
  if (name === undefined) {
    throw new DialtoneError('invalid_profile', 'the profile has no name', { detail: { line: 1, column: 1 } })
  }
  if (known.has(name) && replace !== true) {
    throw new DialtoneError('already_exists', `there is a profile ${name} already`)
  }
  const subscriberId = /<SubscriberID>(.*)<\/SubscriberID>/.exec(xml)?.[1]
  const iconPath = /<ICONFilePath>(.*)<\/ICONFilePath>/.exec(xml)?.[1]
  return {
    ...model,
    name,
    isDefault: false,
    ...(subscriberId === undefined ? {} : { subscriberId }),
    ...(iconPath === undefined ? {} : { iconPath }),
  }
}

/** By name or id. */
export function findCalled<T extends { readonly id: string; readonly name: string }>(
  all: readonly T[],
  what: string,
  called: string,
): T {
  const found = all.find(({ name, id }) => name === called || id === called)
  if (found === undefined) throw new DialtoneError('not_found', `there is no ${what} ${called}`)
  return found
}
