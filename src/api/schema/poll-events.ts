/** Where a subscriber begins, which events it wants, and what it gets where it asks again and again. */
import { Type } from 'typebox'
import { MOST_FILTER_VALUES } from '../../core/index.ts'
import type { WatchItem } from '../service.ts'
import { object } from './core.ts'

const values = (what: string) =>
  Type.Optional(
    Type.Array(Type.String({ maxLength: 255 }), { maxItems: MOST_FILTER_VALUES, description: what }),
  )

export const POLL_EVENTS = {
  input: object({
    since: Type.Optional(
      Type.String({ maxLength: 64, description: 'A cursor; a snapshot comes first without' }),
    ),
    type: values('Types of events: `connection.changed`, or all of a kind: `connection.*`'),
    modem: values('Names or ids of modems; events of their connections are included'),
    connection: values('Names or ids of connections'),
    dialInterface: values('Names or ids of dial interfaces'),
    wait: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 60_000,
        description: 'Milliseconds to wait where nothing has happened',
      }),
    ),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, description: 'Events at the most' })),
  }),
  output: object({
    cursor: Type.String({ description: 'Where to go on from: the next `since`' }),
    gap: Type.Optional(
      Type.Enum(['compacted', 'lost', 'unknown'], { description: 'Why events after `since` are not there' }),
    ),
    // Described beside the events themselves, by this name.
    items: Type.Array(Type.Unsafe<WatchItem>({ $ref: 'WatchItem#' })),
  }),
}
