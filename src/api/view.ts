/**
 * The present state of a service as its events tell it: a snapshot, and then every event applied to it, in place. The
 * same for the live objects of `ConnectionManager` and for a dashboard. The values in it are never changed, only replaced.
 */
import type {
  Connection,
  Cursor,
  DemandDial,
  DialInterface,
  Event,
  Modem,
  PublicProfile,
  Request,
} from '../core/index.ts'
import type { ServiceInfo, Snapshot } from './service.ts'

export interface View {
  cursor: Cursor
  readonly service: ServiceInfo
  /** By id. */
  readonly modems: Map<string, Modem>
  /** By id. */
  readonly connections: Map<string, Connection>
  /** By name. */
  readonly profiles: Map<string, PublicProfile>
  demandDial: DemandDial
  /** By id. */
  readonly dialInterfaces: Map<string, DialInterface>
  /** The pending ones, by id. */
  readonly requests: Map<number, Request>
}

export function viewOf(snapshot: Snapshot): View {
  return {
    cursor: snapshot.cursor,
    service: snapshot.service,
    modems: new Map(snapshot.modems.map((modem) => [modem.id, modem])),
    connections: new Map(snapshot.connections.map((connection) => [connection.id, connection])),
    profiles: new Map(snapshot.profiles.map((profile) => [profile.name, profile])),
    demandDial: snapshot.demandDial,
    dialInterfaces: new Map(snapshot.dialInterfaces.map((one) => [one.id, one])),
    requests: new Map(snapshot.requests.map((request) => [request.id, request])),
  }
}

/** Takes `event` in; false where the view holds it already. */
export function apply(view: View, event: Event): boolean {
  if (event.epoch === view.cursor.epoch && event.seq <= view.cursor.seq) return false
  change(view, event)
  view.cursor = { epoch: event.epoch, seq: event.seq }
  return true
}

function change(view: View, event: Event): void {
  const { modems, connections, profiles, requests, dialInterfaces } = view
  const part = (values: Partial<Modem>): void => {
    const modem = event.modem === undefined ? undefined : modems.get(event.modem)
    if (modem !== undefined) modems.set(modem.id, { ...modem, ...values })
  }
  switch (event.type) {
    case 'modem.arrived':
    case 'modem.changed':
      modems.set(event.data.id, event.data)
      return
    case 'modem.removed':
      modems.delete(event.modem ?? '')
      return
    case 'sim.changed':
      part({ sim: event.data })
      return
    case 'radio.changed':
      part({ radio: event.data })
      return
    case 'home-provider.changed':
      part({ homeProvider: event.data })
      return
    case 'preferred-providers.changed':
      part({ preferredProviders: event.data })
      return
    case 'visible-providers.changed':
      part({ visibleProviders: event.data })
      return
    case 'multicarrier.changed':
      part({ multicarrier: event.data })
      return
    case 'emergency.changed':
      part({ emergencyMode: event.data.emergencyMode })
      return
    case 'registration.changed':
      part({ registration: event.data })
      return
    case 'packet-service.changed':
      part({ packetService: event.data })
      return
    case 'signal.changed':
      part({ signal: event.data })
      return
    case 'provisioned-contexts.changed':
      part({ provisionedContexts: event.data })
      return
    case 'message-store.changed':
      part({ messageStore: event.data })
      return
    case 'connection.arrived':
    case 'connection.changed':
      connections.set(event.data.id, event.data)
      return
    case 'connection.removed':
      connections.delete(event.connection ?? '')
      return
    case 'request.started':
      requests.set(event.data.id, event.data)
      return
    case 'request.ended':
      requests.delete(event.data.id)
      return
    case 'profile.added':
    case 'profile.updated':
      profiles.set(event.data.name, event.data)
      return
    case 'profile.removed':
      profiles.delete(event.data.name)
      return
    case 'dial.arrived':
    case 'dial.changed':
      dialInterfaces.set(event.data.id, event.data)
      return
    case 'dial.removed':
      dialInterfaces.delete(event.dialInterface ?? '')
      return
    case 'demand-dial.changed':
      view.demandDial = event.data
      return
    case 'device-service.changed':
    case 'device-service.indication':
    case 'device-service.data':
    case 'device-service.restored':
    case 'configuration.reloaded':
    case 'configuration.refused':
    case 'service.started':
    case 'service.stopping':
      return
    default:
    // An event of a newer service, of which this code knows nothing.
  }
}
