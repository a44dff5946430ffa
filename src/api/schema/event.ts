/** The `data` of every event type. */
import { Type, type TSchema } from 'typebox'
import type { EventType } from '../../core/index.ts'
import {
  cause,
  connection,
  cursor,
  modem,
  object,
  packetService,
  profile,
  provider,
  radio,
  registration,
  request,
  signal,
  sim,
} from './core.ts'

export const EVENT_DATA = {
  'service.started': object({
    version: Type.String(),
    restarted: Type.Boolean(),
    lostAfter: Type.Optional(cursor),
  }),
  'service.stopping': Type.Record(Type.String(), Type.Never()),
  'storage.failed': object({ cause }),
  'storage.restored': Type.Record(Type.String(), Type.Never()),
  'modem.arrived': modem,
  'modem.changed': modem,
  'modem.removed': object({ name: Type.String(), reason: Type.String() }),
  'sim.changed': sim,
  'radio.changed': radio,
  'home-provider.changed': provider,
  'registration.changed': registration,
  'packet-service.changed': packetService,
  'signal.changed': signal,
  'connection.arrived': connection,
  'connection.changed': connection,
  'connection.removed': object({ name: Type.String() }),
  'request.started': request,
  'request.ended': request,
  'profile.added': profile,
  'profile.updated': profile,
  'profile.removed': object({ name: Type.String() }),
} as const satisfies Record<EventType, TSchema>
