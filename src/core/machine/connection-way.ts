/** The ways a connection goes: up by attaching and activating, down by deactivating, and down from half way up. */
import { Seconds } from '../../base/index.ts'
import type { Cause } from '../cause.ts'
import type { Mover } from './fact.ts'
import { enter, type ConnectionMachine, type Phase, type Turn } from './phase.ts'

/** A modem that is busy is asked again; letting go of a context takes a network 8 s at most (TS 24.008 §11.2.2, T3390). */
const RETRY_DELAY = Seconds(2)
const RETRIES = 4
/** A verb that was aborted has to end; a driver in which it does not is not waited for any longer. */
const ABORT_PATIENCE = Seconds(30)

export type Step<At extends Phase['at']> = Extract<Phase, { at: At }>

export function attach(
  connection: ConnectionMachine,
  { mover, settings }: Pick<Step<'attaching'>, 'mover' | 'settings'>,
  turn: Turn,
): ConnectionMachine {
  const attempt = turn.ask({ type: 'attach', sessionId: connection.sessionId })
  return enter(connection, { at: 'attaching', mover, attempt, settings }, turn)
}

export function activate(
  connection: ConnectionMachine,
  { mover, settings, attached }: Pick<Step<'activating'>, 'mover' | 'settings' | 'attached'>,
  turn: Turn,
): ConnectionMachine {
  const attempt = turn.ask({ type: 'activate', sessionId: connection.sessionId, settings })
  return enter(connection, { at: 'activating', mover, attempt, settings, attached }, turn)
}

export function deactivate(
  connection: ConnectionMachine,
  step: Pick<Step<'deactivating'>, 'movers' | 'tries' | 'ended' | 'before'>,
  turn: Turn,
): ConnectionMachine {
  const { movers, tries, ended, before } = step
  const attempt = turn.ask({ type: 'deactivate', sessionId: connection.sessionId })
  return enter(
    connection,
    { at: 'deactivating', attempt, movers, tries, ended, ...(before && { before }) },
    turn,
  )
}

/** Ends the connect at once; the modem is brought back down as it permits. */
export function abandon(
  connection: ConnectionMachine,
  phase: Step<'attaching'> | Step<'activating'>,
  cause: Cause,
  movers: readonly Mover[],
  ended: Step<'abandoning'>['ended'],
  turn: Turn,
): ConnectionMachine {
  turn.effect({ type: 'complete', request: phase.mover.request, cause })
  turn.effect({ type: 'abort', attempt: phase.attempt })
  turn.setTimer(timerOf(connection), ABORT_PATIENCE)
  const { attempt } = phase
  return enter(
    connection,
    { at: 'abandoning', attempt, sent: phase.at === 'activating', movers, ended },
    turn,
  )
}

export function abandoned(
  connection: ConnectionMachine,
  phase: Step<'abandoning'>,
  turn: Turn,
): ConnectionMachine {
  turn.effect({ type: 'clear-timer', timer: timerOf(connection) })
  if (phase.sent) return deactivate(connection, { ...phase, tries: 0 }, turn)
  for (const { request } of phase.movers) turn.effect({ type: 'complete', request })
  return enter(connection, { at: 'down', ended: phase.ended }, turn)
}

export function down(
  connection: ConnectionMachine,
  phase: Step<'deactivating'>,
  turn: Turn,
): ConnectionMachine {
  turn.effect({ type: 'clear-timer', timer: timerOf(connection) })
  for (const { request } of phase.movers) turn.effect({ type: 'complete', request })
  return enter(connection, { at: 'down', ended: phase.ended }, turn)
}

/** The modem did not deactivate: asked again while that may help, else taken at its word. */
export function stuck(
  connection: ConnectionMachine,
  phase: Step<'deactivating'>,
  cause: Cause,
  turn: Turn,
): ConnectionMachine {
  const { movers, before, tries } = phase
  if (tries < RETRIES && (cause.code === 'busy' || before === undefined)) {
    turn.setTimer(timerOf(connection), RETRY_DELAY)
    // Attempt numbers begin at 1: with 0 nothing is under way.
    return enter(connection, { ...phase, attempt: 0, tries: tries + 1 }, turn)
  }
  for (const { request } of movers) turn.effect({ type: 'complete', request, cause })
  return before === undefined
    ? enter(connection, { at: 'down', ended: { how: 'failed', cause } }, turn)
    : enter(connection, { at: 'up', ...before, confirmed: true }, turn)
}

export function timerOf(connection: ConnectionMachine): string {
  return `connection/${connection.sessionId.toString()}`
}
