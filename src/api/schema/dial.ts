/** Dial interfaces as JSON Schema: what is told of them, and what is taken. Durations are in milliseconds. */
import { Type, type TSchema } from 'typebox'
import type { Duration } from '../../base/index.ts'
import { FLOW_CONTROLS, PPP_AUTHENTICATIONS, UNREACHABILITY_REASONS } from '../../core/index.ts'
import type { DialService } from '../dial/dial-service.ts'
import { cause, instant, ipSettings, link, object, reason } from './core.ts'
import { tagged } from './shape.ts'

const name = (description: string) => Type.String({ minLength: 1, maxLength: 256, description })
const requestId = Type.Integer({ minimum: 1 })
// A duration is a number that knows its unit: in JSON, which does not, milliseconds.
const duration = Type.Unsafe<Duration>({ type: 'number', minimum: 0, description: 'Milliseconds' })

const port = object({ from: Type.Integer(), to: Type.Integer() })
export const rule = object({
  family: Type.Optional(Type.Enum(['ipv4', 'ipv6'])),
  source: Type.Optional(Type.String({ maxLength: 64, description: 'A network: 10.0.0.0/8' })),
  destination: Type.Optional(Type.String({ maxLength: 64, description: 'A network: 2001:db8::/32' })),
  protocol: Type.Optional(
    Type.Union([Type.Integer(), Type.Enum(['tcp', 'tcp-established', 'udp', 'icmp', 'icmpv6'])]),
  ),
  sourcePort: Type.Optional(port),
  destinationPort: Type.Optional(port),
  icmpType: Type.Optional(Type.Integer()),
  icmpCode: Type.Optional(Type.Integer()),
})
export const filter = object({
  action: Type.Enum(['only', 'except']),
  rules: Type.Array(rule, { maxItems: 256 }),
})
export const route = object({
  destination: Type.String({ maxLength: 64, description: 'A network: 10.0.0.0/8' }),
  metric: Type.Integer(),
  dials: Type.Boolean({ description: 'Traffic on it dials' }),
})
export const dialOutHours = object({
  days: Type.Array(
    object({
      day: Type.Integer({ description: '0 is Sunday' }),
      windows: Type.Array(object({ from: Type.Integer(), to: Type.Integer() }, 'Minutes after midnight'), {
        maxItems: 96,
      }),
    }),
    { maxItems: 7 },
  ),
  timeZone: Type.Optional(Type.String({ maxLength: 64, description: 'IANA name' })),
})
/** What is taken of them. */
export const credentials = object({
  userName: Type.String({ maxLength: 256 }),
  domain: Type.Optional(Type.String({ maxLength: 15 })),
  password: Type.Optional(Type.String({ maxLength: 256, description: 'Never shown again' })),
})
const changedCredentials = object({
  userName: Type.String({ maxLength: 256 }),
  domain: Type.Optional(Type.String({ maxLength: 15 })),
  password: Type.Optional(Type.String({ maxLength: 256, description: 'Never shown again' })),
  keepPassword: Type.Optional(
    Type.Boolean({ description: 'The password stays though the user name is another' }),
  ),
})
const shownCredentials = object({
  userName: Type.String({ description: 'Hidden unless asked for' }),
  domain: Type.Optional(Type.String()),
  hasPassword: Type.Boolean(),
})

export const modemDialer = object({
  kind: Type.Literal('modem'),
  modems: Type.Array(Type.String({ maxLength: 255 }), {
    maxItems: 64,
    description: 'In order of preference; any when empty',
  }),
  profile: Type.String({ maxLength: 255 }),
})
export const serialLine = object({
  kind: Type.Literal('serial'),
  device: Type.String({ maxLength: 255, description: '/dev/ttyUSB0' }),
  speed: Type.Integer({ description: 'Bits per second' }),
  flowControl: Type.Enum([...FLOW_CONTROLS]),
  number: Type.String({ maxLength: 64, description: 'Dialled by ATD' }),
  init: Type.Array(Type.String({ maxLength: 128 }), {
    maxItems: 16,
    description: 'AT commands that are sent before it dials',
  }),
  apn: Type.Optional(Type.String({ maxLength: 100, description: 'Defined as context 1 of a mobile modem' })),
})
export const pppoeLine = object({
  kind: Type.Literal('pppoe'),
  device: Type.String({ maxLength: 15, description: 'A network device: eth1' }),
  service: Type.Optional(Type.String({ maxLength: 128, description: 'Any when absent' })),
  concentrator: Type.Optional(Type.String({ maxLength: 128, description: 'Any when absent' })),
})
export const pppDialer = object({
  kind: Type.Literal('ppp'),
  line: Type.Union([serialLine, pppoeLine]),
  mtu: Type.Optional(Type.Integer({ description: 'Bytes' })),
  mru: Type.Optional(Type.Integer({ description: 'Bytes' })),
  authentication: Type.Array(Type.Enum([...PPP_AUTHENTICATIONS]), { maxItems: 3 }),
  answer: Type.Optional(
    object(
      {
        address: Type.String({ maxLength: 15, description: 'Of this end' }),
        peer: Type.String({ maxLength: 15, description: 'Given to the caller' }),
      },
      'Callers are let in who have its name and its password',
    ),
  ),
})

/** What has a value in any settings; the configuration file takes it as it is where it spells it the same. */
export const settled = {
  type: Type.Enum(['home-router', 'full-router']),
  enabled: Type.Boolean(),
  dialer: Type.Union([modemDialer, pppDialer]),
  persistent: Type.Boolean(),
  priority: Type.Integer(),
  routes: Type.Array(route, { maxItems: 1024 }),
  idleTimeout: Type.Union([duration, Type.Literal('never')]),
  redial: object({ attempts: Type.Integer(), interval: duration }),
  unreachable: object({ first: duration, step: duration, longest: duration }),
  hold: object({ packets: Type.Integer(), bytes: Type.Integer(), age: duration }),
  nat: Type.Boolean(),
  dns: Type.Boolean(),
}

export const dialSettings = object({
  name: Type.String(),
  ...settled,
  filter: Type.Optional(filter),
  dialOutHours: Type.Optional(dialOutHours),
  credentials: Type.Optional(shownCredentials),
})

const { dialer, ...others } = settled
const optional = {
  type: Type.Optional(others.type),
  enabled: Type.Optional(others.enabled),
  persistent: Type.Optional(others.persistent),
  priority: Type.Optional(others.priority),
  routes: Type.Optional(others.routes),
  idleTimeout: Type.Optional(others.idleTimeout),
  redial: Type.Optional(others.redial),
  unreachable: Type.Optional(others.unreachable),
  hold: Type.Optional(others.hold),
  nat: Type.Optional(others.nat),
  dns: Type.Optional(others.dns),
}
export const settingsInput = object({
  name: Type.String({ maxLength: 256 }),
  dialer,
  ...optional,
  filter: Type.Optional(filter),
  dialOutHours: Type.Optional(dialOutHours),
  credentials: Type.Optional(credentials),
})
export const change = object({
  dialer: Type.Optional(dialer),
  ...optional,
  filter: Type.Optional(Type.Union([filter, Type.Null()])),
  dialOutHours: Type.Optional(Type.Union([dialOutHours, Type.Null()])),
  credentials: Type.Optional(Type.Union([changedCredentials, Type.Null()])),
})

export const statistics = object({
  bytesSent: Type.Number(),
  bytesReceived: Type.Number(),
  packetsSent: Type.Number(),
  packetsReceived: Type.Number(),
  errorsSent: Type.Number(),
  errorsReceived: Type.Number(),
})

export const connected = object({
  number: Type.Integer({ description: 'Unique per connect' }),
  direction: Type.Enum(['outgoing', 'incoming']),
  since: instant,
  connection: Type.Optional(Type.String({ description: 'The id of the connection of the modem' })),
  port: Type.String({ description: 'What is dialled with' }),
  ip: ipSettings,
  link,
  by: Type.Optional(Type.String()),
  statistics: Type.Optional(statistics),
})

export const dialState = Type.Enum(['unreachable', 'disconnected', 'connecting', 'connected'])

export const dialInterface = object({
  id: Type.String(),
  name: Type.String(),
  settings: dialSettings,
  stored: Type.Boolean({ description: 'A restart brings these settings' }),
  file: Type.Optional(Type.String({ description: 'The configuration file that has it' })),
  state: dialState,
  reason,
  since: instant,
  unreachability: Type.Array(Type.Enum([...UNREACHABILITY_REASONS])),
  lastError: Type.Optional(cause),
  nextAttempt: Type.Optional(instant),
  hoursBegin: Type.Optional(instant),
  attempt: Type.Optional(Type.Integer()),
  connected: Type.Optional(connected),
  request: Type.Optional(Type.Integer()),
  dataPath: Type.Union([
    object({ state: Type.Enum(['holding', 'open', 'withdrawn']) }),
    object({ state: Type.Literal('absent'), cause }),
  ]),
})

export const demandDial = object({ state: Type.Enum(['running', 'paused', 'absent']) })

export const dialPort = object({
  number: Type.Integer(),
  kind: Type.Enum(['modem', 'serial', 'pppoe']),
  name: Type.String(),
  modem: Type.Optional(Type.String({ description: 'The id of the modem' })),
  device: Type.String(),
  condition: Type.Enum(['non-operational', 'disconnected', 'listening', 'initializing', 'authenticated']),
  connection: Type.Optional(Type.Integer()),
  dialInterface: Type.Optional(Type.String()),
  since: Type.Optional(instant),
  calls: Type.Integer(),
  statistics: Type.Optional(statistics),
})

export const lanInterface = object({
  name: Type.String(),
  index: Type.Integer(),
  kind: Type.Enum(['lan', 'loopback']),
  up: Type.Boolean(),
})

const nothing = object({})
const accepted = object({ requestId })
const ofInterface = { dialInterface: name('Name or id of a dial interface') }
const apply = Type.Optional(Type.Enum(['both', 'running', 'stored']))

export const DIAL_SCHEMAS = {
  demandDial: { input: nothing, output: demandDial },
  pauseDemandDial: { input: nothing, output: demandDial },
  continueDemandDial: { input: nothing, output: demandDial },
  dialInterfaces: { input: nothing, output: Type.Array(dialInterface) },
  dialInterface: { input: object(ofInterface), output: dialInterface },
  storedDialInterfaces: { input: nothing, output: Type.Array(dialSettings) },
  dialSettings: {
    input: object({ ...ofInterface, of: Type.Optional(Type.Enum(['running', 'stored'])) }),
    output: tagged(dialSettings),
  },
  addDialInterface: { input: object({ settings: settingsInput, apply }), output: tagged(dialSettings) },
  setDialInterface: { input: object({ ...ofInterface, change, apply }), output: tagged(dialSettings) },
  removeDialInterface: { input: object({ ...ofInterface, apply }), output: Type.Void() },
  connectInterface: { input: object(ofInterface), output: accepted },
  disconnectInterface: { input: object(ofInterface), output: accepted },
  clearDialStatistics: { input: object(ofInterface), output: Type.Void() },
  dialPorts: { input: nothing, output: Type.Array(dialPort) },
  disconnectPort: { input: object({ port: name('Name or number of a port') }), output: accepted },
  lanInterfaces: { input: nothing, output: Type.Array(lanInterface) },
  planDialInterface: {
    input: object({
      dialInterface: Type.Optional(ofInterface.dialInterface),
      settings: Type.Optional(settingsInput),
    }),
    output: object({ lines: Type.Array(Type.String()), obstacle: Type.Optional(cause) }),
  },
} as const satisfies Record<keyof DialService, { readonly input: TSchema; readonly output: TSchema }>
