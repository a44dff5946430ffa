/** Why something is as it is. */
import { Type } from 'typebox'
import { EXPLANATION_PARTS, EXPLANATION_STANDINGS, UNREACHABILITY_REASONS } from '../../core/index.ts'
import { cause, connectionState, instant, modemState } from './core.ts'
import { dialState } from './dial.ts'
import { object, text } from './shape.ts'

const standing = Type.Enum([...EXPLANATION_STANDINGS], {
  description: 'blocked: nothing gets through until something changes',
})

const step = object({
  part: Type.Enum([...EXPLANATION_PARTS]),
  name: Type.String(),
  state: Type.String(),
  standing,
  text: text('Why it is in this state'),
  since: Type.Optional(instant),
  cause: Type.Optional(cause),
  facts: Type.Array(object({ name: Type.String(), value: Type.String() })),
})

export const explanation = object({
  what: Type.Enum(['modem', 'connection', 'dial-interface']),
  id: Type.String(),
  name: Type.String(),
  state: Type.Union([modemState, connectionState, dialState]),
  standing,
  since: Type.Optional(instant),
  summary: text('All of it in a sentence'),
  steps: Type.Array(step, { description: 'The chain of reasons, from the outside in' }),
  lastError: Type.Optional(cause),
  unreachability: Type.Optional(Type.Array(Type.Enum([...UNREACHABILITY_REASONS]))),
  remedies: Type.Array(
    object({
      text: text('What would change it'),
      command: Type.Optional(text('To be typed as it stands, but for words in capitals')),
    }),
  ),
  next: Type.Optional(object({ at: instant, text: text('What happens then by itself') })),
})
