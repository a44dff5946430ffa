/** Events, and what else comes on a stream of them, as named schemas: one for each type, told apart by `type`. */
import { Type, type TSchema } from 'typebox'
import { loadSchemas } from '../../../api/index.ts'

export async function eventComponents(): Promise<Readonly<Record<string, TSchema>>> {
  const { COMPONENTS, EVENT_DATA } = await loadSchemas()
  const text = (description: string): TSchema => Type.Optional(Type.String({ description }))
  const envelope = {
    v: Type.Literal(1, { description: 'Version of this shape' }),
    service: Type.String({ description: 'Id of the service that wrote it' }),
    epoch: Type.String(),
    seq: Type.Integer({ description: 'Grows by one within an epoch and has no holes' }),
    time: Type.Number({ description: 'Milliseconds since 1970-01-01 UTC' }),
    by: text('The caller on whose behalf; absent when the modem or network did it'),
    modem: text('Id of the modem that it is about'),
    connection: text('Id of the connection'),
    dialInterface: text('Id of the dial interface'),
    request: Type.Optional(Type.Integer()),
  }
  const events: Record<string, TSchema> = {}
  for (const [type, data] of Object.entries(EVENT_DATA)) {
    events[nameOf(type)] = Type.Object({ type: Type.Literal(type), ...envelope, data })
  }
  const snapshot = COMPONENTS.Snapshot.properties
  const first = {
    SnapshotItem: Type.Object({ type: Type.Literal('snapshot'), ...snapshot }),
    GapItem: Type.Object({
      type: Type.Literal('gap'),
      since: COMPONENTS.Cursor,
      reason: Type.Enum(['compacted', 'lost', 'unknown']),
      ...snapshot,
    }),
  }
  const place = Type.Object(
    { type: Type.Literal('cursor'), cursor: COMPONENTS.Cursor },
    { description: 'Under a filter: nothing that was asked for has happened up to here' },
  )
  const event = Type.Union(Object.values(events), { description: 'One entry of the journal' })
  return {
    ...events,
    ...first,
    Event: event,
    CursorItem: place,
    WatchItem: Type.Union([first.SnapshotItem, first.GapItem, place, event]),
  }
}

/** `modem.arrived` → `ModemArrivedEvent`. */
function nameOf(type: string): string {
  const words = type.split(/[.-]/).map((word) => word.charAt(0).toUpperCase() + word.slice(1))
  return `${words.join('')}Event`
}
