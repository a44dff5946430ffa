/** Usage, and the flat view of all connections, as JSON Schema. */
import { Type } from 'typebox'
import { cursor, dataClass, object, provider, reason, registrationState } from './core.ts'

const instant = Type.Number({ description: 'Milliseconds since 1970-01-01 UTC' })

const amount = {
  received: Type.Number({ description: 'Bytes' }),
  sent: Type.Number({ description: 'Bytes' }),
  connected: Type.Number({ description: 'Milliseconds with a context activated' }),
}

const splitAmount = { ...amount, roaming: object(amount, 'How much of it was abroad') }

export const usageGranularity = Type.Enum(['minute', 'hour', 'day', 'total'])

export const usage = object({
  from: instant,
  to: instant,
  granularity: usageGranularity,
  total: object(splitAmount),
  spans: Type.Array(object({ start: instant, end: instant, ...splitAmount })),
})

const costType = Type.Enum(['unrestricted', 'fixed', 'variable'])

export const dataPlanProperties = {
  cost: costType,
  limit: Type.Optional(Type.Integer({ minimum: 1, description: 'Bytes in one billing cycle' })),
  billingDay: Type.Optional(Type.Integer({ minimum: 1, maximum: 31 })),
  counted: Type.Optional(
    object(
      { bytes: Type.Integer({ minimum: 0 }), at: Type.Integer({ minimum: 0 }) },
      'What the operator itself has counted, and when',
    ),
  ),
  nearAt: Type.Optional(
    Type.Number({ minimum: 0, maximum: 1, description: 'Share of the limit; 0.8 unless told' }),
  ),
  backgroundRestricted: Type.Optional(Type.Boolean()),
}

export const dataPlanStatus = object({
  ...dataPlanProperties,
  used: Type.Number({ description: 'Bytes in the present cycle' }),
  since: instant,
  nextCycle: Type.Optional(instant),
  overLimit: Type.Boolean(),
  nearLimit: Type.Boolean(),
})

const level = Type.Enum(['none', 'local', 'constrained', 'internet'])

export const networkConnection = object({
  id: Type.String(),
  name: Type.String(),
  modem: Type.String({ description: "The modem's id" }),
  profile: Type.Optional(Type.String()),
  accessString: Type.Optional(Type.String()),
  level,
  reason,
  registration: registrationState,
  provider: Type.Optional(provider),
  dataClass: Type.Optional(dataClass),
  signalBars: Type.Optional(Type.Integer({ description: '0 to 5' })),
  cost: object({
    type: Type.Enum(['unknown', ...costType.enum]),
    roaming: Type.Boolean(),
    overLimit: Type.Boolean(),
    nearLimit: Type.Boolean(),
    backgroundRestricted: Type.Boolean(),
  }),
  plan: Type.Optional(dataPlanStatus),
})

export const networkStatus = object({
  cursor,
  level,
  preferred: Type.Optional(Type.String({ description: 'Id of the connection to prefer for the Internet' })),
  connections: Type.Array(networkConnection),
})

const interval = { start: instant, end: Type.Optional(instant) }

export const intervals = Type.Array(object({ ...interval, roaming: Type.Boolean() }))

const track = {
  id: Type.String(),
  name: Type.String(),
  since: Type.Number({
    description:
      'From when on it is known whether it was up, in milliseconds since 1970-01-01 UTC: `from`, or when it was first heard of',
  }),
}

export const timeline = object({
  from: instant,
  to: instant,
  connections: Type.Array(object({ ...track, intervals })),
  dialInterfaces: Type.Array(object({ ...track, intervals: Type.Array(object(interval)) })),
})
