/** Short messages as JSON Schema. */
import { Type } from 'typebox'
import { MESSAGE_FILTERS } from '../../core/index.ts'
import { object, text } from './shape.ts'

export const messageFilter = Type.Enum([...MESSAGE_FILTERS])
export const messageFormat = Type.Enum(['pdu', 'cdma'])
export const messageClass = Type.Enum([0, 1, 2, 3])
const status = Type.Enum(['new', 'read', 'draft', 'sent'])
const deliveryState = Type.Enum(['pending', 'delivered', 'failed'])
const index = Type.Integer({ minimum: 1, description: 'A place in the store' })
const octets = text('Hexadecimal')

const content = Type.Union([
  object({ format: Type.Enum(['pdu']), octets }),
  object({
    format: Type.Enum(['cdma']),
    octets,
    address: Type.String(),
    time: Type.String(),
    encoding: Type.Integer(),
    language: Type.Integer(),
    characters: Type.Integer(),
  }),
])

const properties = {
  id: Type.String(),
  kind: Type.Enum(['text', 'data', 'status-report', 'unreadable']),
  direction: Type.Enum(['incoming', 'outgoing']),
  status,
  number: Type.Optional(text('Sender or recipient; hidden in events unless asked for')),
  class: Type.Optional(messageClass),
  time: Type.Optional(Type.Number({ description: 'Milliseconds since 1970-01-01 UTC' })),
  indexes: Type.Array(Type.Integer()),
  total: Type.Integer({ description: 'Parts' }),
  missing: Type.Array(Type.Integer({ description: 'Numbers of parts that have not come' })),
  report: Type.Optional(
    object({
      reference: Type.Integer(),
      state: deliveryState,
      status: Type.Integer({ description: 'TP-ST, 3GPP TS 23.040 §9.2.3.15' }),
      text: Type.String(),
    }),
  ),
  references: Type.Optional(Type.Array(Type.Integer())),
  delivery: Type.Optional(object({ state: deliveryState, text: Type.String() })),
}

export const message = object(properties)

export const openMessage = object({
  ...properties,
  text: Type.Optional(Type.String()),
  data: Type.Optional(octets),
  parts: Type.Array(object({ index: Type.Optional(index), status, content })),
})

export const messageStore = object({
  state: Type.Enum(['not-initialized', 'initialized']),
  format: messageFormat,
  capacity: Type.Integer({ description: 'Places' }),
  serviceCentre: Type.Optional(Type.String()),
  cdmaLength: Type.Integer({ description: 'Octets of a CDMA text; 0 with other modems' }),
  full: Type.Boolean(),
  latest: Type.Optional(index),
})

export const readMessages = Type.Array(
  object({ id: Type.String(), indexes: Type.Array(Type.Integer()), status }),
)

export const selection = { filter: Type.Optional(messageFilter), index: Type.Optional(index) }

/** 3GPP TS 23.040 §9.1.2.5: 20 digits; a plus, and spaces as people write them. */
const number = Type.String({ maxLength: 64, description: 'A telephone number' })

export const sendMessage = {
  to: Type.Optional(number),
  text: Type.Optional(Type.String({ maxLength: 65_536, description: 'At most 255 parts' })),
  class: Type.Optional(messageClass),
  report: Type.Optional(Type.Boolean({ description: 'Ask the network what becomes of it' })),
  validity: Type.Optional(Type.Integer({ minimum: 1, description: 'Seconds for which the network tries' })),
  pdu: Type.Optional(
    Type.String({ maxLength: 512, description: 'Hexadecimal: service centre and SMS-SUBMIT' }),
  ),
  cdma: Type.Optional(
    object({
      address: number,
      encoding: Type.Integer({ minimum: 0, maximum: 31 }),
      language: Type.Integer({ minimum: 0, maximum: 255 }),
      characters: Type.Integer({ minimum: 0, maximum: 255 }),
      octets: Type.String({ maxLength: 320, description: 'Hexadecimal' }),
    }),
  ),
}

export const messageConfiguration = {
  serviceCentre: Type.Optional(Type.String({ maxLength: 20, description: 'Its number' })),
  format: Type.Optional(messageFormat),
}
