/**
 * Events in words: who it is about, and what happened, one line each. The same words on the command line, in the log of
 * the service and on a dashboard. What the network and the SIM name themselves is data here: whoever shows it takes out
 * what would do harm where it is shown.
 */
import {
  dialNeedsHelp,
  type Connection,
  type DataPlanStatus,
  type DemandDial,
  type DialInterface,
  type Event,
  type ListedProvider,
  type Message,
  type Modem,
  type ModemState,
  type Multicarrier,
  type Registration,
  type Sim,
} from '../core/index.ts'
import type { Reloaded } from './configuration/configuration-service.ts'
import { describeRequest } from './describe-request.ts'
import {
  describeConnection,
  describeContexts,
  describeDeviceService,
  describeDialInterface,
  describeIpSettings,
  describeMessage,
  describeMessageStore,
  describeModem,
  describePacketService,
  describeProviderList,
  describeProviders,
  describeRadio,
  describeRegistration,
  describeSignal,
  describeSim,
} from './describe-state.ts'
import type { WatchItem } from './service.ts'

/** `good`: something works now. `bad`: it does not. `quiet`: of interest to few. */
export type Tone = 'good' | 'bad' | 'plain' | 'quiet'

export interface Telling {
  /** `modem0`, `modem0/1`, `profile internet`, `service`. */
  readonly subject: string
  readonly text: string
  readonly tone: Tone
  /** More of it, by name, where there is room for several lines. */
  readonly details?: readonly (readonly [name: string, value: string])[]
  /** What changed does not show in words: the same was said the last time. */
  readonly again?: true
}

const EMERGENCY = { true: 'emergency calls only', false: 'not for emergency calls only' } as const

/** What goes without saying. */
const UNSAID: Partial<Record<string, string>> = { 'emergency.changed': EMERGENCY.false }

/** Events name modems and connections by id; their short names are learnt from what comes by. */
export class Teller {
  readonly #names = new Map<string, string>()
  /** What was said last of a modem or connection, by type of event. */
  readonly #said = new Map<string, Map<string, string>>()

  learn(item: WatchItem): void {
    if (item.type === 'snapshot' || item.type === 'gap') {
      const all = [...item.modems, ...item.connections, ...item.dialInterfaces]
      for (const one of all) this.#names.set(one.id, one.name)
      for (const { id, emergencyMode } of item.modems) {
        if (emergencyMode === true) this.#remember(id, 'emergency.changed', EMERGENCY.true)
      }
    } else if (item.type === 'modem.arrived' || item.type === 'modem.changed') {
      this.#names.set(item.data.id, item.data.name)
    } else if (item.type === 'connection.arrived' || item.type === 'connection.changed') {
      this.#names.set(item.data.id, item.data.name)
    } else if (item.type === 'dial.arrived' || item.type === 'dial.changed') {
      this.#names.set(item.data.id, item.data.name)
    }
  }

  /** The short name of a modem or connection, or its id where none is known. */
  nameOf(id: string | undefined): string {
    return id === undefined ? 'modem' : (this.#names.get(id) ?? id)
  }

  tell(event: Event): Telling {
    this.learn(event)
    const telling = this.#inWords(event)
    return this.#isSaid(event, telling.text) ? { ...telling, again: true } : telling
  }

  #isSaid({ type, modem, connection, dialInterface }: Event, text: string): boolean {
    const about = dialInterface ?? connection ?? modem ?? ''
    // What comes, also what comes back, has everything told of it.
    if (type.endsWith('.arrived')) this.#said.delete(about)
    const before = this.#said.get(about)?.get(type) ?? UNSAID[type]
    this.#remember(about, type, text)
    return type.endsWith('.changed') && before === text
  }

  #remember(about: string, type: string, text: string): void {
    const said = this.#said.get(about) ?? new Map<string, string>()
    this.#said.set(about, said)
    said.set(type, text)
  }

  #inWords(event: Event): Telling {
    const modem = this.nameOf(event.modem)
    switch (event.type) {
      case 'service.started':
        return say(
          'service',
          `${event.data.restarted ? 'started again' : 'started'} (version ${event.data.version})`,
        )
      case 'service.stopping':
        return say('service', 'is stopping')
      case 'storage.failed':
        return say('service', `cannot store its state: ${event.data.cause.message}`, 'bad')
      case 'storage.restored':
        return say('service', 'stores its state again', 'good')
      case 'modem.arrived':
        return say(event.data.name, `arrived: ${describeModem(event.data)}`, 'good')
      case 'modem.changed':
        return tellModem(event.data)
      case 'modem.removed':
        return say(event.data.name, `removed: ${event.data.reason}`, 'bad')
      case 'sim.changed':
        return say(modem, describeSim(event.data), toneOfSim(event.data))
      case 'radio.changed':
        return say(modem, describeRadio(event.data), 'plain')
      case 'home-provider.changed':
        return say(modem, `home operator is ${event.data.name} (${event.data.id})`, 'quiet')
      case 'preferred-providers.changed':
        return say(modem, `preferred networks: ${describeProviderList(event.data)}`, 'quiet')
      case 'visible-providers.changed':
        return say(modem, `in reach: ${describeProviders(event.data.providers)}`)
      case 'multicarrier.changed':
        return say(modem, `carriers: ${describeProviders(carriersOf(event.data))}`, 'quiet')
      case 'emergency.changed':
        return say(modem, EMERGENCY[`${event.data.emergencyMode}`])
      case 'registration.changed':
        return say(modem, describeRegistration(event.data), toneOfRegistration(event.data))
      case 'packet-service.changed':
        return say(
          modem,
          describePacketService(event.data),
          event.data.state === 'attached' ? 'good' : 'plain',
        )
      case 'signal.changed':
        return say(modem, `signal ${describeSignal(event.data)}`, 'quiet')
      case 'device-service.changed':
        return say(modem, describeDeviceService(event.data), 'quiet')
      case 'device-service.indication':
        return say(modem, `device service ${event.data.name}: indication of command ${event.data.command}`)
      case 'device-service.data':
        return say(modem, `device service ${event.data.name}: data on stream ${event.data.stream}`, 'quiet')
      case 'device-service.restored':
        return say(modem, `sessions on device services go on: ${event.data.services.join(', ')}`, 'quiet')
      case 'message-store.changed':
        return say(modem, describeMessageStore(event.data), event.data.full ? 'bad' : 'quiet')
      case 'message.received':
        return say(modem, `received ${describeMessage(event.data)}`, 'good')
      case 'message.changed':
        return tellMessage(modem, event.data)
      case 'message.removed':
        return say(modem, 'deleted a message', 'quiet')
      case 'connection.arrived':
        return say(event.data.name, `has a connection now (${event.data.state})`, 'quiet')
      case 'connection.changed':
        return {
          ...say(event.data.name, describeConnection(event.data), toneOfConnection(event.data)),
          ...(event.data.ip === undefined ? {} : { details: describeIpSettings(event.data.ip) }),
        }
      case 'provisioned-contexts.changed':
        return say(modem, describeContexts(event.data), 'quiet')
      case 'connection.removed':
        return say(event.data.name, 'has no connection any more', 'quiet')
      case 'data-plan.changed':
        return tellPlan(modem, event.data.plan)
      case 'request.started':
        return say(
          this.nameOf(event.data.dialInterface ?? event.data.connection ?? event.data.modem),
          `request ${event.data.id}: ${describeRequest(event.data)}`,
          'quiet',
        )
      case 'request.ended':
        return say(
          this.nameOf(event.data.dialInterface ?? event.data.connection ?? event.data.modem),
          `request ${event.data.id}: ${describeRequest(event.data)}`,
          event.data.state === 'failed' ? 'bad' : 'quiet',
        )
      case 'dial.arrived':
        return say(event.data.name, describeDialInterface(event.data), toneOfDial(event.data))
      case 'dial.changed':
        return tellDialInterface(event.data)
      case 'dial.removed':
        return say(event.data.name, 'dial interface removed')
      case 'dial.stored':
        return say(event.data.name, 'settings stored', 'quiet')
      case 'dial.forgotten':
        return say(event.data.name, 'stored settings removed', 'quiet')
      case 'demand-dial.changed':
        return say('dial', DEMAND_DIAL_WORDS[event.data.state])
      case 'configuration.reloaded':
        return say('configuration', `read again: ${describeReload(event.data)}`)
      case 'configuration.refused':
        return say('configuration', `stays as it was: ${event.data.message}`, 'bad')
      case 'token.created':
        return say(`token ${event.data.name}`, `created: ${event.data.scopes.join(', ')}`)
      case 'token.revoked':
        return say(`token ${event.data.name}`, 'revoked')
      case 'access.denied':
        return tellDenial(event)
      case 'operation.done':
        return say('service', describeDone(event), 'quiet')
      case 'profile.added':
        return say(`profile ${event.data.name}`, 'added')
      case 'profile.updated':
        return say(`profile ${event.data.name}`, 'updated')
      case 'profile.removed':
        return say(`profile ${event.data.name}`, 'removed')
      default:
        return newer(event)
    }
  }
}

function tellDenial({ by, data }: Event & { readonly type: 'access.denied' }): Telling {
  const { code, operation, address, untold } = data
  const who = by ?? 'somebody'
  const from = address === undefined ? '' : ` from ${address}`
  const why = code === 'unauthenticated' ? 'showed no token that is good' : 'lacks the right'
  const more = untold === 0 ? '' : ` (and ${untold} more before, of whom nothing was told)`
  return say('access', `${who}${from} was refused ${operation}: ${why}${more}`, 'bad')
}

function describeDone({ by, data }: Event & { readonly type: 'operation.done' }): string {
  const words = data.operation.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  return `${words}${data.about === undefined ? '' : ` ${data.about}`}, asked for by ${by ?? 'nobody'}`
}

/** `dial interface branch, log.level; at the next start: listen.socket`. */
export function describeReload({
  changed,
  settings,
  restart,
}: Pick<Reloaded, 'changed' | 'settings' | 'restart'>): string {
  const now = [...changed.map((name) => `dial interface ${name}`), ...settings]
  const later = restart.length === 0 ? '' : `; at the next start: ${restart.join(', ')}`
  return (now.length === 0 ? 'nothing has changed' : now.join(', ')) + later
}

/** An event of a newer service, of which this code knows nothing but that it is one. */
function newer(event: { readonly type: string }): Telling {
  return say('service', event.type, 'quiet')
}

function say(subject: string, text: string, tone: Tone = 'plain'): Telling {
  return { subject, text, tone }
}

function tellPlan(modem: string, plan: DataPlanStatus | undefined): Telling {
  if (plan === undefined) return say(modem, 'has no data plan any more')
  if (plan.overLimit) return say(modem, 'has used up its data plan', 'bad')
  return say(modem, plan.nearLimit ? 'has used most of its data plan' : 'has its data plan')
}

/** States that say themselves why they are. */
const PLAIN_STATES = new Set<ModemState>(['registered', 'connecting', 'connected', 'disconnecting'])

function tellModem({ name, state, reason }: Modem): Telling {
  // Whatever changed has an event of its own, but for what needs help.
  const tone = state === 'failed' || state === 'locked' ? 'bad' : 'quiet'
  return say(name, PLAIN_STATES.has(state) ? `is ${state}` : `is ${state}: ${reason.text}`, tone)
}

const DEMAND_DIAL_WORDS: Record<DemandDial['state'], string> = {
  running: 'demand dialling goes on',
  paused: 'demand dialling is paused',
  absent: 'there is no demand dialling',
}

function tellDialInterface(one: DialInterface): Telling {
  return say(one.name, describeDialInterface(one), toneOfDial(one))
}

function toneOfDial(one: DialInterface): Tone {
  if (one.state === 'connected') return 'good'
  return dialNeedsHelp(one) ? 'bad' : 'plain'
}

function toneOfSim({ state }: Sim): Tone {
  return state === 'initialized' ? 'good' : state === 'not-initialized' ? 'plain' : 'bad'
}

function carriersOf({ preferredProviders, visibleProviders }: Multicarrier): readonly ListedProvider[] {
  const preferred = preferredProviders?.providers ?? []
  const more = visibleProviders?.providers.filter(({ id }) => !preferred.some((one) => one.id === id)) ?? []
  return [...preferred, ...more]
}

function toneOfRegistration({ state }: Registration): Tone {
  if (state === 'home' || state === 'roaming' || state === 'partner') return 'good'
  return state === 'denied' ? 'bad' : 'plain'
}

const DELIVERY_TONES = { pending: 'quiet', delivered: 'good', failed: 'bad' } as const

function tellMessage(modem: string, message: Message): Telling {
  const { delivery, status } = message
  if (delivery === undefined) return say(modem, `${describeMessage(message)} is ${status}`, 'quiet')
  const words = { pending: 'is on its way', delivered: 'was delivered', failed: 'was not delivered' }
  return say(
    modem,
    `${describeMessage(message)} ${words[delivery.state]}: ${delivery.text}`,
    DELIVERY_TONES[delivery.state],
  )
}

function toneOfConnection({ state, cause }: Connection): Tone {
  return state === 'activated' ? 'good' : cause === undefined ? 'plain' : 'bad'
}
