/**
 * The machine of one modem. `stepModem` takes one fact and gives the modem after it and what is to be done. Pure: the
 * same facts give the same effects, whatever the time and whoever runs them. What changed is found by comparing the modem
 * before and after, so a fact that repeats another one changes nothing and tells nothing.
 */
import { equal, type Instant } from '../../base/index.ts'
import type { Cause } from '../cause.ts'
import { connectionId } from '../connection.ts'
import type { DeviceServices } from '../device-service.ts'
import type { MessageStore } from '../message.ts'
import type { Capabilities, Equipment, Radio, Reached } from '../modem.ts'
import type {
  Multicarrier,
  PacketService,
  Provider,
  ProviderList,
  Registration,
  Signal,
  VisibleProviders,
} from '../registration.ts'
import type { ProvisionedContexts } from '../provisioned-context.ts'
import type { Sim } from '../sim.ts'
import * as connection from './connection.ts'
import { cannotConnect } from './connection-explain.ts'
import { causeOfLoss, lost } from './connection-end.ts'
import { timerOf } from './connection-way.ts'
import { deviceServiceTold, tellRestored, withSessionsLeft } from './device-service.ts'
import type { ModemEffect } from './effect.ts'
import type { ModemFact, Recollection } from './fact.ts'
import {
  MESSAGES_TIMER,
  NO_MESSAGES,
  partTold,
  placesEmptied,
  storeRead,
  tellIncomplete,
  type Messages,
} from './message.ts'
import { fullTold, storeTold, withMessages, withoutCard } from './message-store.ts'
import { cancelOperation, endOperations, operate, operated, type PendingOperation } from './operation.ts'
import type { ConnectionMachine, Turn } from './phase.ts'
import { timesAfter, type StateTimes } from './state-times.ts'
import { streamsEnded, streamTold, type OpenStream } from './stream.ts'
import { found, listed, withoutLists, withoutScans } from './provider.ts'
import { adopt, cancelRecalled, settle } from './recollection.ts'
import { radioObstacle, registrationObstacle } from './registration.ts'
import { report } from './report.ts'
import { thinSignal } from './signal.ts'
import { simObstacle } from './sim.ts'
import { counted, countingAnew, recalled, withUsers, type Reading, type Users } from './traffic.ts'

export interface ModemIdentity {
  /** GUID. */
  readonly id: string
  readonly name: string
  readonly driver: string
  readonly device: string
}

export interface ModemMachine {
  readonly identity: ModemIdentity
  /** `unknown`: it has said nothing yet, and nobody is told of it. `gone` is the end. */
  readonly phase: 'unknown' | 'initializing' | 'ready' | 'failed' | 'gone'
  /** Why it failed, until it is ready again; why it went. */
  readonly cause?: Cause
  readonly reached?: Reached
  readonly equipment?: Equipment
  readonly capabilities?: Capabilities
  readonly deviceServices?: DeviceServices
  /** By the request that opened it: the service (UUID) whose indications are wanted. */
  readonly serviceSessions: ReadonlyMap<number, string>
  /** By the request that opened it. */
  readonly streams: ReadonlyMap<number, OpenStream>
  readonly sim?: Sim
  readonly radio?: Radio
  readonly homeProvider?: Provider
  readonly preferredProviders?: ProviderList
  readonly visibleProviders?: VisibleProviders
  readonly multicarrier?: Multicarrier
  readonly emergencyMode?: boolean
  readonly registration?: Registration
  readonly packetService?: PacketService
  readonly signal?: Signal
  readonly provisionedContexts?: ProvisionedContexts
  readonly messageStore?: MessageStore
  readonly messages: Messages
  /** Session 0 always, others while they have a context. */
  readonly sessions: ReadonlyMap<number, ConnectionMachine>
  /** What is asked of the modem itself, by the number of the attempt. */
  readonly operations: ReadonlyMap<number, PendingOperation>
  /** The counters as they were read last; absent while nothing is known of them. */
  readonly traffic?: Reading
  /** Absent where nobody had a context since then. */
  readonly users?: Users
  /** The last attempt number given out. */
  readonly attempts: number
  readonly recollections: ReadonlyMap<number, Recollection>
  readonly since: StateTimes
}

/** Timer on which an earlier life's requests end if the modem has not become ready until then. */
export const RECALL_TIMER = 'recall'

/** MBIM 1.0 §10.5.12: a session id is 0 to 255. What a modem says of others is nonsense and is not kept. */
const LAST_SESSION = 255

/** How many contexts may be active at once: as many as the modem says; one while it has said nothing. */
export function sessionLimit({ capabilities }: Pick<ModemMachine, 'capabilities'>): number {
  return capabilities?.maxSessions ?? 1
}

export function initialModem(identity: ModemIdentity, options: { readonly now: Instant }): ModemMachine {
  return {
    identity,
    phase: 'unknown',
    sessions: new Map([[0, idle(identity, 0, options.now)]]),
    serviceSessions: new Map(),
    streams: new Map(),
    operations: new Map(),
    attempts: 0,
    messages: NO_MESSAGES,
    recollections: new Map(),
    since: { state: options.now, phase: options.now },
  }
}

export function stepModem(
  before: ModemMachine,
  fact: ModemFact,
  now: Instant,
): { readonly state: ModemMachine; readonly effects: readonly ModemEffect[] } {
  if (before.phase === 'gone') return { state: before, effects: [] }
  const later: ModemEffect[] = []
  const completions: ModemEffect[] = []
  const tellings: ModemEffect[] = []
  let attempts = before.attempts
  const turnOf = (modem: ModemMachine): Turn => {
    // What is lost while the modem is opened anew is lost by what made that necessary.
    const trouble = modem.phase === 'ready' ? undefined : modem.cause
    const obstacle = trouble ?? obstacleOf(modem) ?? registrationObstacle(modem.registration)
    return {
      now,
      attached: modem.packetService?.state === 'attached',
      ...(obstacle && { obstacle }),
      ask: (verb) => {
        attempts += 1
        later.push({ ...verb, attempt: attempts })
        return attempts
      },
      effect: (effect) => (effect.type === 'complete' ? completions : later).push(effect),
      tell: (event) => tellings.push({ type: 'tell', event }),
      setTimer: (timer, delay) => later.push({ type: 'set-timer', timer, delay }),
    }
  }
  const changed = apply(before, fact, turnOf)
  if (changed === before && attempts === before.attempts) {
    return { state: before, effects: [...tellings, ...completions, ...later] }
  }
  const since = timesAfter(before, changed, now)
  const state = { ...withUsers(changed), attempts, since }
  const effects = [...report(before, state), ...tellings, ...completions, ...later]
  return { state: withoutIdle(state), effects }
}

type TurnOf = (modem: ModemMachine) => Turn

function apply(modem: ModemMachine, fact: ModemFact, turnOf: TurnOf): ModemMachine {
  switch (fact.type) {
    case 'recall':
      return {
        ...modem,
        recollections: new Map(fact.sessions.map((session) => [session.sessionId, session])),
        ...(fact.traffic && recalled(fact.traffic)),
        messages: {
          ...modem.messages,
          recalled: {
            unread: new Set(fact.messages?.unread),
            ...(fact.messages && { known: new Set(fact.messages.known) }),
          },
        },
      }
    case 'reached': {
      const { driver, device, reached } = fact
      const next = withPart(modem, 'reached', reached)
      const { identity } = next
      return identity.driver === driver && identity.device === device
        ? next
        : { ...next, identity: { ...identity, driver, device } }
    }
    case 'opened':
      return opened(modem, fact, turnOf(modem))
    case 'ready':
      return ready(modem, turnOf(modem))
    case 'failed': {
      const turn = turnOf(modem)
      const without = streamsEnded(modem, turn)
      return interrupted({ ...without, phase: 'failed', cause: fact.cause }, fact.cause, turn)
    }
    case 'gone': {
      const turn = turnOf(modem)
      const ended = eachSession(interrupted(modem, fact.cause, turn), (session) =>
        session.phase.at === 'down' ? session : lost(session, fact.cause, turn),
      )
      return { ...settle(ended, turn, { final: true }), phase: 'gone', cause: fact.cause }
    }
    case 'sim':
      return barred(withoutCard(withoutLists(withSim(modem, fact.sim))), turnOf)
    case 'radio':
      return barred(withoutScans(withPart(modem, 'radio', fact.radio)), turnOf)
    case 'home-provider':
      return withPart(modem, 'homeProvider', fact.provider)
    case 'capabilities':
      return withPart(modem, 'capabilities', fact.capabilities)
    case 'preferred-providers':
    case 'multicarrier-providers':
      return listed(modem, fact)
    case 'visible-providers':
      return found(modem, fact, turnOf(modem).now)
    case 'emergency':
      return modem.emergencyMode === fact.emergencyMode
        ? modem
        : { ...modem, emergencyMode: fact.emergencyMode }
    case 'registration':
      return withPart(modem, 'registration', fact.registration)
    case 'packet-service': {
      const next = withPart(modem, 'packetService', fact.packetService)
      const turn = turnOf(next)
      return turn.attached ? eachSession(next, (session) => connection.attached(session, turn)) : next
    }
    case 'signal': {
      const signal = thinSignal(modem.signal, fact.signal)
      return signal === modem.signal ? modem : { ...modem, signal }
    }
    case 'provisioned-contexts':
      return withPart(modem, 'provisionedContexts', fact.provisionedContexts)
    case 'device-service':
      deviceServiceTold(modem, fact, turnOf(modem))
      return modem
    case 'stream-data':
      streamTold(modem, fact, turnOf(modem))
      return modem
    case 'message-store':
      return storeTold(modem, fact.store)
    case 'message-store-full':
      return fullTold(modem, fact.full)
    case 'messages':
      return withMessages(modem, storeRead(modem.messages, fact.parts, turnOf(modem)))
    case 'message':
      return withMessages(modem, partTold(modem.messages, fact.part, turnOf(modem)), fact.part.index)
    case 'messages-removed':
      return withMessages(modem, placesEmptied(modem.messages, fact.places))
    case 'context':
      return contextTold(modem, fact, turnOf(modem))
    case 'voice-call': {
      const session = modem.sessions.get(fact.sessionId)
      return session === undefined || session.voiceCall === fact.state
        ? modem
        : withSession(modem, { ...session, voiceCall: fact.state })
    }
    case 'traffic':
      return counted(modem, fact, turnOf(modem))
    case 'connect': {
      const { obstacle, ...turn } = turnOf(modem)
      const barred = obstacle && { obstacle: cannotConnect(modem.identity.name, fact.sessionId, obstacle) }
      return inSession(modem, fact.sessionId, { ...turn, ...barred }, (session, barredTurn) =>
        connection.connect(session, fact, barredTurn),
      )
    }
    case 'disconnect':
      return inSession(modem, fact.sessionId, turnOf(modem), (session, turn) =>
        connection.disconnect(session, fact, turn),
      )
    case 'outcome':
      return inSession(modem, fact.sessionId, turnOf(modem), (session, turn) =>
        connection.outcome(session, fact, turn),
      )
    case 'operate':
      return operate(modem, fact, turnOf(modem))
    case 'operated':
      return operated(modem, fact, turnOf(modem))
    case 'cancel': {
      const turn = turnOf(modem)
      cancelOperation(modem, fact.request, turn)
      const given = cancelRecalled(modem, fact.request, turn)
      return eachSession(given, (session) => connection.cancel(session, fact.request, turn))
    }
    case 'timer': {
      const turn = turnOf(modem)
      // What is on its way in a modem that is well is told when it is there.
      if (fact.timer === RECALL_TIMER) return settle(modem, turn, { final: modem.phase !== 'ready' })
      if (fact.timer === MESSAGES_TIMER) return withMessages(modem, tellIncomplete(modem.messages))
      return eachSession(modem, (session) =>
        timerOf(session) === fact.timer ? connection.timer(session, turn) : session,
      )
    }
  }
}

function opened(modem: ModemMachine, fact: Extract<ModemFact, { type: 'opened' }>, turn: Turn): ModemMachine {
  // Whatever was pending was asked of a session that is no more.
  const reopened = modem.phase === 'unknown' ? modem : interrupted(modem, modem.cause ?? restarted(), turn)
  const unconfirmed = eachSession(streamsEnded(reopened, turn), (session) =>
    session.phase.at === 'up' ? { ...session, phase: { ...session.phase, confirmed: false } } : session,
  )
  const { deviceServices: _, ...bare } = fact.adopted ? unconfirmed : countingAnew(unconfirmed, turn.now)
  return withSessionsLeft({
    ...bare,
    ...(fact.deviceServices && { deviceServices: fact.deviceServices }),
    phase: 'initializing',
    equipment: equal(modem.equipment, fact.equipment) && modem.equipment ? modem.equipment : fact.equipment,
    capabilities:
      equal(modem.capabilities, fact.capabilities) && modem.capabilities
        ? modem.capabilities
        : fact.capabilities,
  })
}

/** The picture is whole: what was up and has not been told again is not up any more. */
function ready(modem: ModemMachine, turn: Turn): ModemMachine {
  const checked = eachSession(modem, (session) =>
    session.phase.at === 'up' && !session.phase.confirmed
      ? lost(session, causeOfLoss(undefined, turn), turn)
      : session,
  )
  tellRestored(checked, turn)
  const { cause: _, ...well } = settle(checked, turn, { final: false })
  return { ...well, phase: 'ready' }
}

function interrupted(modem: ModemMachine, cause: Cause, turn: Turn): ModemMachine {
  return eachSession(endOperations(modem, cause, turn), (session) =>
    connection.interrupt(session, cause, turn),
  )
}

function contextTold(modem: ModemMachine, fact: connection.ContextFact, turn: Turn): ModemMachine {
  const { sessionId, state } = fact
  if (!Number.isInteger(sessionId) || sessionId < 0 || sessionId > LAST_SESSION) return modem
  const known = modem.sessions.get(sessionId)
  if (known === undefined && state === 'deactivated') return modem
  const session = known ?? idle(modem.identity, sessionId, turn.now)
  const told = connection.context(session, fact, turn)
  const next = withSession(modem, adopt(modem, session, told, turn))
  return modem.phase === 'ready' ? settle(next, turn, { final: false }) : next
}

/** A radio or SIM that went away ends attempts that are under way. */
function barred(modem: ModemMachine, turnOf: TurnOf): ModemMachine {
  const cause = obstacleOf(modem)
  // A SIM that is read anew, because the operator changed something on it, is back in a moment.
  if (cause === undefined || cause.code === 'busy') return modem
  const turn = turnOf(modem)
  return eachSession(modem, (session) => connection.bar(session, cause, turn))
}

function obstacleOf({ sim, radio }: ModemMachine): Cause | undefined {
  return simObstacle(sim) ?? radioObstacle(radio)
}

function inSession(
  modem: ModemMachine,
  sessionId: number,
  turn: Turn,
  change: (session: ConnectionMachine, turn: Turn) => ConnectionMachine,
): ModemMachine {
  const session = modem.sessions.get(sessionId) ?? idle(modem.identity, sessionId, turn.now)
  return withSession(modem, change(session, turn))
}

function eachSession(
  modem: ModemMachine,
  change: (session: ConnectionMachine) => ConnectionMachine,
): ModemMachine {
  let next = modem
  for (const session of modem.sessions.values()) next = withSession(next, change(session))
  return next
}

function withSession(modem: ModemMachine, session: ConnectionMachine): ModemMachine {
  if (modem.sessions.get(session.sessionId) === session) return modem
  return { ...modem, sessions: new Map(modem.sessions).set(session.sessionId, session) }
}

/** Sessions but the default one are kept only while something is with them. */
function withoutIdle(modem: ModemMachine): ModemMachine {
  const kept = [...modem.sessions].filter(([id, { phase }]) => id === 0 || phase.at !== 'down')
  return kept.length === modem.sessions.size ? modem : { ...modem, sessions: new Map(kept) }
}

/** The stored contexts are those of a SIM: with another, or none that can be read, they are to be told anew. */
function withSim(modem: ModemMachine, sim: Sim): ModemMachine {
  const { provisionedContexts, ...others } = modem
  const same = modem.sim === undefined || (sim.state === 'initialized' && sim.iccid === modem.sim.iccid)
  return withPart(same || provisionedContexts === undefined ? modem : others, 'sim', sim)
}

type Part =
  | 'reached'
  | 'sim'
  | 'radio'
  | 'homeProvider'
  | 'capabilities'
  | 'registration'
  | 'packetService'
  | 'provisionedContexts'

function withPart<P extends Part>(
  modem: ModemMachine,
  part: P,
  value: NonNullable<ModemMachine[P]>,
): ModemMachine {
  return equal(modem[part], value) ? modem : { ...modem, [part]: value }
}

function idle(identity: ModemIdentity, sessionId: number, now: Instant): ConnectionMachine {
  return { id: connectionId(identity.id, sessionId), sessionId, phase: { at: 'down' }, since: now }
}

function restarted(): Cause {
  return { code: 'channel_failed', message: 'the modem was opened anew' }
}
