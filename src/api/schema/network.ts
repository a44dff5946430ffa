/** Usage, and the flat view of all connections, as JSON Schema. */
import { Type } from 'typebox'
import { object } from './core.ts'

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
