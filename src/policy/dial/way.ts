/** How an interface gets up and down: dialling, redialling, giving up, hanging up, dropping. */
import { equal, type ErrorCode, type Instant } from '../../base/index.ts'
import type { Cause, IpSettings } from '../../core/index.ts'
import { idleLimit, idlePace } from '../idle.ts'
import { unreachableWait } from '../unreachable-wait.ts'
import { mayRedial, outsideHours } from './hours.ts'
import { failedOnTrial, STEADY, trialOf } from './trial.ts'
import { obstacles, refuseDialConnect } from './unreachability.ts'
import {
  DIALLER,
  type DialEffect,
  type DialFact,
  type DialMachine,
  type DialMover,
  type DialOrigin,
  type DialPhase,
  type HangUp,
  type RecalledRequest,
} from './machine.ts'

/** One turn of the machine: the time, and where effects are put. */
export interface DialTurn {
  readonly now: Instant
  /** Asks the dialer; gives the number of the attempt. */
  ask(verb: 'dial' | 'hang-up', by: string): number
  effect(effect: Exclude<DialEffect, { readonly type: 'dial' | 'hang-up' }>): void
}

type In<At extends DialPhase['at']> = Extract<DialPhase, { at: At }>

/** What the next attempt would meet again. */
const LASTING: readonly ErrorCode[] = ['not_found', 'invalid_profile', 'invalid_argument', 'access_denied']

export function dial(
  machine: DialMachine,
  origin: DialOrigin,
  movers: readonly DialMover[],
  turn: DialTurn,
  number = 1,
): DialMachine {
  const attempt = turn.ask('dial', origin.how === 'hand' ? origin.by : DIALLER)
  return { ...machine, phase: { at: 'dialling', attempt, number, origin, movers } }
}

/** What nobody asks for by hand. Where nothing but the hours is in its way, that it was refused is told. */
export function dialUnlessBarred(machine: DialMachine, origin: DialOrigin, turn: DialTurn): DialMachine {
  const bars = obstacles(machine)
  if (bars.length === 0) return dial(machine, origin, [], turn)
  const { settings, lastError } = machine
  if (bars.some((bar) => bar !== 'dial-out-hours') || lastError?.code === 'dial_out_hours') return machine
  const cause =
    origin.how === 'traffic'
      ? outsideHours(`traffic to ${origin.packet.destination} wanted ${settings.name}, which`)
      : outsideHours(`${settings.name} is to be connected always, but`, lastError)
  return { ...machine, lastError: cause }
}

/** A redial that the hours forbid is not waited for: without routes, another interface may serve meanwhile. */
export function keepHours(machine: DialMachine, turn: DialTurn): DialMachine {
  const { phase, settings } = machine
  if (phase.at !== 'waiting' || mayRedial(machine, phase)) return machine
  return over(
    machine,
    phase.movers,
    outsideHours(`${settings.name} is to dial again, but`, phase.cause),
    turn,
  )
}

/** The attempt failed: it is dialled again after a while, or the interface is unreachable for a longer one. */
export function failed(
  machine: DialMachine,
  { number, origin, movers }: Pick<In<'dialling'>, 'number' | 'origin' | 'movers'>,
  cause: Cause,
  turn: DialTurn,
): DialMachine {
  const { settings } = machine
  // Whoever ended the attempt at the modem meant it.
  if (cause.code === 'cancelled') return over({ ...machine, resting: 'others' }, movers, cause, turn)
  if (number <= settings.redial.attempts && !LASTING.includes(cause.code)) {
    const until = turn.now + settings.redial.interval
    return { ...machine, lastError: cause, phase: { at: 'waiting', until, number, origin, movers, cause } }
  }
  // An attempt by hand during the wait leaves the wait as it is, or trying would be punished.
  const { failure } = machine
  if (failure?.until !== undefined && failure.until > turn.now) return over(machine, movers, cause, turn)
  const round = (failure?.round ?? 0) + 1
  const until = turn.now + unreachableWait(settings.unreachable, round)
  return over({ ...machine, failure: { round, until } }, movers, cause, turn)
}

function over(machine: DialMachine, movers: readonly DialMover[], cause: Cause, turn: DialTurn): DialMachine {
  for (const { request } of movers) turn.effect({ type: 'complete', request, cause })
  return { ...settled(machine, 'connect', { cause }, turn), lastError: cause, phase: { at: 'down' } }
}

/** Ends an attempt on its way. What was pending ends first, with `why`; then those who wanted it to end. */
export function giveUp(
  machine: DialMachine,
  phase: In<'dialling'> | In<'waiting'> | In<'connecting-elsewhere'>,
  { movers, why }: Omit<HangUp, 'attempt'>,
  turn: DialTurn,
): DialMachine {
  const pending = phase.at === 'connecting-elsewhere' ? [] : phase.movers
  for (const { request } of pending) turn.effect({ type: 'complete', request, cause: why })
  const next = { ...settled(machine, 'connect', { cause: why }, turn), lastError: why }
  if (phase.at === 'waiting') {
    for (const { request } of movers) turn.effect({ type: 'complete', request })
    return { ...next, phase: { at: 'down' } }
  }
  if (phase.at === 'dialling') turn.effect({ type: 'abort', attempt: phase.attempt })
  const attempt = phase.at === 'dialling' ? phase.attempt : turn.ask('hang-up', byOf(movers))
  return { ...next, phase: { at: 'ending', attempt, movers } }
}

/** The last verb has ended. */
export function ended(
  machine: DialMachine,
  { movers, next, failed: attempt }: In<'ending'>,
  turn: DialTurn,
): DialMachine {
  for (const { request } of movers) turn.effect({ type: 'complete', request })
  const down: DialMachine = { ...settled(machine, 'disconnect', {}, turn), phase: { at: 'down' } }
  const isWanted = machine.settings.enabled && !machine.paused
  if (attempt !== undefined && isWanted && next?.origin.how !== 'hand') {
    return failed(down, { ...attempt, movers: [] }, attempt.cause, turn)
  }
  if (next === undefined) return down
  if (next.origin.how !== 'hand') return dialUnlessBarred(down, next.origin, turn)
  const cause = refuseDialConnect(down)
  return cause === undefined
    ? dial(down, next.origin, next.movers, turn)
    : over(down, next.movers, cause, turn)
}

/** What wanted it meanwhile is given up. */
export function forgetNext(
  machine: DialMachine,
  { next, failed: _, ...phase }: In<'ending'>,
  why: Cause,
  turn: DialTurn,
): DialMachine {
  if (next?.origin.how !== 'hand') return { ...machine, phase }
  for (const { request } of next.movers) turn.effect({ type: 'complete', request, cause: why })
  return { ...machine, lastError: why, phase }
}

export function hangUp(
  machine: DialMachine,
  phase: In<'up'>,
  { movers, why }: Omit<HangUp, 'attempt'>,
  turn: DialTurn,
): DialMachine {
  const attempt = turn.ask('hang-up', byOf(movers))
  return { ...machine, phase: { ...phase, hangUp: { attempt, movers, why } } }
}

/** Hanging up failed: the link is as it was. */
export function stillUp(
  machine: DialMachine,
  phase: In<'up'>,
  { movers }: HangUp,
  cause: Cause,
  turn: DialTurn,
): DialMachine {
  for (const { request } of movers) turn.effect({ type: 'complete', request, cause })
  const { hangUp: _, ...up } = phase
  return {
    ...settled(machine, 'disconnect', { cause }, turn),
    lastError: cause,
    phase: withIdle(machine, up, turn),
  }
}

/** The link is up, whoever asked for it. */
export function cameUp(
  machine: DialMachine,
  fact: Extract<DialFact, { type: 'up' }>,
  turn: DialTurn,
): DialMachine {
  const { phase } = machine
  const { link, connection, since = turn.now } = fact
  if (phase.at === 'up') return equal(phase.link, link) ? machine : { ...machine, phase: { ...phase, link } }
  const { lastError: _, failure, ...rest } = machine
  const wanted = wantedOf(phase)
  const trial = phase.at === 'dialling' ? trialOf(phase) : undefined
  const origin = wanted?.origin ?? fact.origin
  const up = withIdle(
    machine,
    { at: 'up', link, connection, since, ...(origin && { origin }), ...(trial !== undefined && { trial }) },
    turn,
  )
  let found: DialMachine = {
    ...rest,
    ...(trial !== undefined && failure !== undefined && { failure: { round: failure.round } }),
    phase: up,
  }
  if (phase.at === 'ending' && wanted !== undefined) {
    // It was down, as they asked; the last word is that it be up.
    for (const { request } of phase.movers) turn.effect({ type: 'complete', request })
    found = settled(found, 'disconnect', {}, turn)
  }
  for (const { request } of wanted?.movers ?? []) turn.effect({ type: 'complete', request, ip: link.ip })
  found = settled(found, 'connect', { ip: link.ip }, turn)
  if (phase.at !== 'ending' || wanted !== undefined) return found
  // It was given up too late.
  const why = machine.lastError ?? { code: 'cancelled', message: 'the attempt was given up' }
  return hangUp(found, up, { movers: phase.movers, why }, turn)
}

/** Whom it serves now that it is up; an origin only where that brought it up. */
function wantedOf(
  phase: DialPhase,
): { readonly origin?: DialOrigin; readonly movers: readonly DialMover[] } | undefined {
  switch (phase.at) {
    case 'dialling':
      return phase
    case 'waiting':
      return { movers: phase.movers }
    case 'ending':
      return phase.next?.origin.how === 'hand' ? phase.next : undefined
    default:
      return undefined
  }
}

function withIdle(machine: DialMachine, up: In<'up'>, turn: DialTurn): In<'up'> {
  const limit = idleLimit(machine.settings)
  return limit === 'never' ? up : { ...up, idleAt: turn.now + idlePace(limit) }
}

/** The link is gone. */
export function dropped(machine: DialMachine, cause: Cause, turn: DialTurn): DialMachine {
  const { phase } = machine
  if (phase.at === 'connecting-elsewhere') return over(machine, [], cause, turn)
  if (phase.at !== 'up') return machine
  const { hangUp: asked } = phase
  const isWanted = !machine.paused && (asked === undefined || asked.movers.length === 0)
  const attempt = isWanted ? failedOnTrial(phase, asked?.why ?? cause, turn.now) : undefined
  const { failure: _, ...succeeded } = machine
  if (asked !== undefined) {
    const { movers, why } = asked
    const ending = { at: 'ending', attempt: asked.attempt, movers } as const
    return attempt === undefined
      ? { ...succeeded, lastError: why, phase: ending }
      : { ...machine, lastError: attempt.cause, phase: { ...ending, failed: attempt } }
  }
  if (attempt !== undefined) return failed(machine, { ...attempt, movers: [] }, attempt.cause, turn)
  const down: DialMachine = { ...succeeded, lastError: cause, phase: { at: 'down' } }
  // Others have disconnected it.
  if (cause.code === 'cancelled') return { ...down, resting: 'others' }
  if (turn.now - phase.since >= STEADY || !machine.settings.persistent || machine.paused) return down
  const until = turn.now + machine.settings.redial.interval
  return {
    ...down,
    phase: { at: 'waiting', until, number: 1, origin: { how: 'persistence' }, movers: [], cause },
  }
}

/** What an earlier life of the service left pending ends as what came after it does, whoever began that. */
function settled(
  machine: DialMachine,
  settles: RecalledRequest['kind'],
  end: { readonly cause?: Cause; readonly ip?: IpSettings },
  turn: DialTurn,
): DialMachine {
  const due = machine.recalled.filter(({ kind }) => kind === settles)
  if (due.length === 0) return machine
  for (const { request } of due) turn.effect({ type: 'complete', request, ...end })
  return { ...machine, recalled: machine.recalled.filter(({ kind }) => kind !== settles) }
}

/** On its way there now, so that what becomes of it will be known. */
function isUnderway({ phase }: DialMachine, kind: RecalledRequest['kind']): boolean {
  if (kind === 'disconnect') {
    return phase.at === 'ending' || (phase.at === 'up' && phase.hangUp !== undefined)
  }
  return phase.at === 'dialling' || phase.at === 'waiting' || phase.at === 'connecting-elsewhere'
}

/** What an earlier life of the service left pending, and nothing is on its way to, has not come about. */
export function recallOver(machine: DialMachine, turn: DialTurn): DialMachine {
  const due = machine.recalled.filter(({ kind }) => !isUnderway(machine, kind))
  if (due.length === 0) return machine
  const up = machine.phase.at === 'up'
  for (const { request, kind } of due) {
    const message = `the service was restarted while this ${kind} was pending, and it had not been carried out; ask again`
    const fulfilled = kind === 'connect' ? up : !up
    turn.effect({
      type: 'complete',
      request,
      ...(!fulfilled && { cause: { code: 'service_restarted', message } as const }),
    })
  }
  return { ...machine, recalled: machine.recalled.filter((one) => !due.includes(one)) }
}

function byOf([mover]: readonly DialMover[]): string {
  return mover?.by ?? DIALLER
}
