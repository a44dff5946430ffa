/**
 * Takes one fact and gives the interface after it and what is to be done. Pure: the same facts at the same times give the
 * same effects. A fact that repeats another changes nothing; an outcome of an attempt that is over is not listened to.
 */
import { Milliseconds, type Instant } from '../../base/index.ts'
import type { Cause } from '../../core/index.ts'
import { decideIdle, idleLimit, idlePace } from '../idle.ts'
import { mayRedial, withHours } from './hours.ts'
import type { DialEffect, DialFact, DialMachine, DialTimer } from './machine.ts'
import { pathOf, samePath } from './path.ts'
import { dialState, refuseDialConnect, refuseDialDisconnect } from './unreachability.ts'
import {
  ended,
  cameUp,
  dial,
  dialUnlessBarred,
  dropped,
  failed,
  forgetNext,
  giveUp,
  hangUp,
  keepHours,
  recallOver,
  stillUp,
  type DialTurn,
} from './way.ts'

const GIVEN_UP: Cause = { code: 'cancelled', message: 'the attempt to connect was given up by its caller' }

export function stepDial(
  before: DialMachine,
  fact: DialFact,
  now: Instant,
): { readonly state: DialMachine; readonly effects: readonly DialEffect[] } {
  const completions: DialEffect[] = []
  const later: DialEffect[] = []
  let { attempts } = before
  const turn: DialTurn = {
    now,
    ask: (type, by) => {
      attempts += 1
      later.push({ type, attempt: attempts, by })
      return attempts
    },
    effect: (effect) => (effect.type === 'complete' ? completions : later).push(effect),
  }
  const applied = persist(keepHours(apply(withHours(before, fact, now), fact, turn), turn), turn)
  if (applied === before) return { state: before, effects: [...completions, ...later] }
  const same = dialState(applied) === dialState(before)
  // One that was up before the service was started is so since then.
  const since = (fact.type === 'up' && fact.since) || now
  const state = { ...applied, attempts, since: same ? before.since : Math.min(since, now) }
  return {
    state,
    effects: [...completions, ...pathChange(before, state), ...later, ...timers(before, state, now)],
  }
}

function apply(machine: DialMachine, fact: DialFact, turn: DialTurn): DialMachine {
  const { phase } = machine
  switch (fact.type) {
    case 'connect': {
      const cause = refuseDialConnect(machine)
      if (cause !== undefined) {
        turn.effect({ type: 'complete', request: fact.request, cause })
        return machine
      }
      const { resting: _, ...awake } = machine
      const origin = { how: 'hand', by: fact.by } as const
      const movers = [{ request: fact.request, by: fact.by }]
      if (phase.at === 'ending') return { ...awake, phase: { ...phase, next: { origin, movers } } }
      return dial(awake, origin, movers, turn)
    }
    case 'disconnect':
      return disconnect(machine, fact, turn)
    case 'cancel':
      return cancel(machine, fact.request, turn)
    case 'traffic':
      return traffic(machine, fact, turn)
    case 'settings':
      return changed(machine, fact, turn)
    case 'paused':
      return paused(machine, fact.paused, turn)
    case 'available':
      return withObstacle(machine, fact.cause)
    case 'connecting':
      if (phase.at !== 'down') return machine
      return {
        ...machine,
        phase: { at: 'connecting-elsewhere', ...(fact.by !== undefined && { by: fact.by }) },
      }
    case 'up':
      return cameUp(machine, fact, turn)
    case 'down':
      return dropped(machine, fact.cause, turn)
    case 'link-lost':
      if (phase.at !== 'up' || phase.hangUp !== undefined) return machine
      return hangUp(machine, phase, { movers: [], why: fact.cause }, turn)
    case 'dialled':
      if (phase.at === 'ending' && phase.attempt === fact.attempt) return ended(machine, phase, turn)
      if (phase.at !== 'dialling' || phase.attempt !== fact.attempt || fact.cause === undefined) {
        return machine
      }
      return failed(machine, phase, fact.cause, turn)
    case 'hung-up':
      if (phase.at === 'ending' && phase.attempt === fact.attempt) return ended(machine, phase, turn)
      if (phase.at !== 'up' || phase.hangUp?.attempt !== fact.attempt) return machine
      return fact.cause === undefined ? machine : stillUp(machine, phase, phase.hangUp, fact.cause, turn)
    case 'usage':
      return used(machine, fact, turn)
    case 'timer':
      return fired(machine, fact.timer, turn)
    case 'recall':
      return { ...machine, recalled: fact.requests }
  }
}

function disconnect(
  machine: DialMachine,
  { request, by }: Extract<DialFact, { type: 'disconnect' }>,
  turn: DialTurn,
): DialMachine {
  const { phase, settings } = machine
  const mover = { request, by }
  const why = { code: 'cancelled', message: `${settings.name} was disconnected by ${by}` } as const
  const resting = { ...machine, resting: by }
  switch (phase.at) {
    case 'down': {
      const cause = refuseDialDisconnect(machine)
      turn.effect({ type: 'complete', request, ...(cause && { cause }) })
      return machine
    }
    case 'dialling':
    case 'waiting':
    case 'connecting-elsewhere':
      return giveUp(resting, phase, { movers: [mover], why }, turn)
    case 'ending':
      return forgetNext(resting, { ...phase, movers: [...phase.movers, mover] }, why, turn)
    case 'up':
      if (phase.hangUp === undefined) return hangUp(resting, phase, { movers: [mover], why }, turn)
      return {
        ...resting,
        phase: { ...phase, hangUp: { ...phase.hangUp, movers: [...phase.hangUp.movers, mover] } },
      }
  }
}

/** A disconnect that is given up goes on; only its request ends. */
function cancel(machine: DialMachine, request: number, turn: DialTurn): DialMachine {
  const { phase, recalled } = machine
  const isIt = (mover: { readonly request: number }): boolean => mover.request === request
  if (recalled.some(isIt)) {
    const message = 'the request was given up by its caller'
    turn.effect({ type: 'complete', request, cause: { code: 'cancelled', message } })
    return { ...machine, recalled: recalled.filter((one) => !isIt(one)) }
  }
  if ((phase.at === 'dialling' || phase.at === 'waiting') && phase.movers.some(isIt)) {
    return giveUp(machine, phase, { movers: [], why: GIVEN_UP }, turn)
  }
  if (phase.at === 'ending' && phase.next?.movers.some(isIt) === true) {
    return forgetNext(machine, phase, GIVEN_UP, turn)
  }
  const hanging = phase.at === 'ending' ? phase : phase.at === 'up' ? phase.hangUp : undefined
  if (hanging?.movers.some(isIt) !== true) return machine
  const message =
    'the request to disconnect was given up by its caller; the interface is disconnected all the same'
  turn.effect({ type: 'complete', request, cause: { code: 'cancelled', message } })
  const movers = hanging.movers.filter((mover) => !isIt(mover))
  if (phase.at === 'ending') return { ...machine, phase: { ...phase, movers } }
  return phase.at === 'up' && phase.hangUp !== undefined
    ? { ...machine, phase: { ...phase, hangUp: { ...phase.hangUp, movers } } }
    : machine
}

function traffic(
  machine: DialMachine,
  { packet }: Extract<DialFact, { type: 'traffic' }>,
  turn: DialTurn,
): DialMachine {
  const { phase } = machine
  const origin = { how: 'traffic', packet } as const
  if (phase.at === 'ending' && phase.next === undefined) {
    return { ...machine, phase: { ...phase, next: { origin, movers: [] } } }
  }
  return phase.at === 'down' ? dialUnlessBarred(machine, origin, turn) : machine
}

/** Somebody has changed something: what failed before is tried again. */
function changed(
  machine: DialMachine,
  { settings, by }: Extract<DialFact, { type: 'settings' }>,
  turn: DialTurn,
): DialMachine {
  const { failure: _, resting: __, ...rest } = machine
  const next: DialMachine = { ...rest, settings }
  const { phase } = next
  if (!settings.enabled) {
    const why = { code: 'disabled', message: `${settings.name} was disabled by ${by}` } as const
    return halt(next, why, turn)
  }
  const limit = idleLimit(settings)
  if (phase.at !== 'up' || limit === idleLimit(machine.settings)) return next
  const { idleAt: ___, ...up } = phase
  if (limit === 'never') return { ...next, phase: up }
  turn.effect({ type: 'measure' })
  return { ...next, phase: { ...up, idleAt: turn.now + idlePace(limit) } }
}

/** Connections stay up through a pause; attempts do not. */
function paused(machine: DialMachine, value: boolean, turn: DialTurn): DialMachine {
  if (machine.paused === value) return machine
  const next = { ...machine, paused: value }
  if (!value || next.phase.at === 'up') return next
  return halt(next, { code: 'paused', message: 'demand dialling was paused' }, turn)
}

function halt(machine: DialMachine, why: Cause, turn: DialTurn): DialMachine {
  const { phase } = machine
  if (phase.at === 'dialling' || phase.at === 'waiting') {
    return giveUp(machine, phase, { movers: [], why }, turn)
  }
  if (phase.at === 'up' && phase.hangUp === undefined) {
    return hangUp(machine, phase, { movers: [], why }, turn)
  }
  return phase.at === 'ending' ? forgetNext(machine, phase, why, turn) : machine
}

function used(
  machine: DialMachine,
  { measured, lastTraffic }: Extract<DialFact, { type: 'usage' }>,
  turn: DialTurn,
): DialMachine {
  const { phase, settings } = machine
  const timeout = idleLimit(settings)
  if (phase.at !== 'up' || phase.hangUp !== undefined || phase.idleAt === undefined || timeout === 'never') {
    return machine
  }
  // Where nobody sees the traffic, silence cannot be told from use.
  const decision = measured
    ? decideIdle(timeout, { since: phase.since, lastTraffic }, turn.now)
    : ({ hangUp: false, lookAgain: idlePace(timeout) } as const)
  if (!decision.hangUp) return { ...machine, phase: { ...phase, idleAt: turn.now + decision.lookAgain } }
  const why = {
    code: 'idle',
    message: `no traffic that counts went through ${settings.name} for too long`,
  } as const
  return hangUp(machine, phase, { movers: [], why }, turn)
}

function fired(machine: DialMachine, timer: DialTimer, turn: DialTurn): DialMachine {
  const { phase, failure } = machine
  switch (timer) {
    case 'redial':
      if (phase.at !== 'waiting' || !mayRedial(machine, phase)) return machine
      return dial(machine, phase.origin, phase.movers, turn, phase.number + 1)
    case 'wait':
      return failure === undefined ? machine : { ...machine, failure: { round: failure.round } }
    case 'idle':
      if (phase.at === 'up' && phase.hangUp === undefined) turn.effect({ type: 'measure' })
      return machine
    case 'recall':
      return recallOver(machine, turn)
    case 'hours':
      // The hours have been looked at already, as with every fact.
      return machine
  }
}

/** A persistent interface is to be up whenever it is down. */
function persist(machine: DialMachine, turn: DialTurn): DialMachine {
  if (!machine.settings.persistent || machine.phase.at !== 'down' || machine.resting !== undefined) {
    return machine
  }
  return dialUnlessBarred(machine, { how: 'persistence' }, turn)
}

function withObstacle(machine: DialMachine, cause: DialMachine['obstacle']): DialMachine {
  const { obstacle, ...rest } = machine
  if (obstacle?.code === cause?.code && obstacle?.message === cause?.message) return machine
  return cause === undefined ? rest : { ...rest, obstacle: cause }
}

function pathChange(before: DialMachine, after: DialMachine): DialEffect[] {
  const path = pathOf(after)
  return samePath(pathOf(before), path) ? [] : [{ type: 'path', path }]
}

/** Timers are what the state says they are. */
function timers(before: DialMachine, after: DialMachine, now: Instant): DialEffect[] {
  const was = timesOf(before)
  return Object.entries(timesOf(after)).flatMap(([name, at]): DialEffect[] => {
    const timer = name as keyof typeof was // its own key
    if (at === was[timer]) return []
    if (at === undefined) return [{ type: 'clear-timer', timer }]
    return [{ type: 'set-timer', timer, delay: Milliseconds(Math.max(0, at - now)) }]
  })
}

function timesOf({ phase, failure, hoursAt }: DialMachine) {
  return {
    redial: phase.at === 'waiting' ? phase.until : undefined,
    wait: failure?.until,
    hours: hoursAt,
    idle: phase.at === 'up' && phase.hangUp === undefined ? phase.idleAt : undefined,
  } satisfies Partial<Record<DialTimer, Instant | undefined>>
}
