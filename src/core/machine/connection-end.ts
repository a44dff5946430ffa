/** How a connection arrives somewhere: it is up, it failed, it was lost, it was found up. */
import type { Cause, NetworkCause } from '../cause.ts'
import type { IpSettings } from '../ip-settings.ts'
import { enter, type ConnectionMachine, type Phase, type Turn, type Up } from './phase.ts'

type Step<At extends Phase['at']> = Extract<Phase, { at: At }>

/** The context that was asked for is up. The network error of earlier attempts is cleared by it. */
export function succeed(
  connection: ConnectionMachine,
  phase: Step<'activating'>,
  got: Up & { readonly networkError?: NetworkCause },
  turn: Turn,
): ConnectionMachine {
  const { ip, link, networkError } = got
  turn.effect({ type: 'complete', request: phase.mover.request, ...(ip && { ip }) })
  const { activationNetworkError: _, ...clean } = connection
  const up = enter(
    clean,
    {
      at: 'up',
      attempt: phase.attempt,
      confirmed: true,
      ...(ip && { ip }),
      ...(link && { link }),
      ...(networkError && { limitation: networkError }),
    },
    turn,
  )
  remember(up, turn)
  return up
}

/** The connect failed, at either step. What the network said of it is kept until a success. */
export function failed(
  connection: ConnectionMachine,
  phase: Step<'attaching'> | Step<'activating'>,
  cause: Cause,
  turn: Turn,
): ConnectionMachine {
  const told = phase.at === 'attaching' ? attachCause(cause) : withHint(cause, phase.hint)
  turn.effect({ type: 'complete', request: phase.mover.request, cause: told })
  const ended = enter(connection, { at: 'down', ended: { how: 'failed', cause: told } }, turn)
  return phase.at === 'activating' && told.network !== undefined
    ? { ...ended, activationNetworkError: told.network }
    : ended
}

/** The network refused a context that others had asked for, or we in an earlier life. */
export function refusedElsewhere(
  connection: ConnectionMachine,
  network: NetworkCause,
  turn: Turn,
): ConnectionMachine {
  const message = `activating the context failed: ${network.text} (3GPP cause ${network.value.toString()})`
  const cause: Cause = { code: 'connect_failed', message, network }
  const ended = enter(connection, { at: 'down', ended: { how: 'failed', cause } }, turn)
  return { ...ended, activationNetworkError: network }
}

/** The context went without our doing. */
export function lost(connection: ConnectionMachine, cause: Cause, turn: Turn): ConnectionMachine {
  return enter(connection, { at: 'down', ended: { how: 'lost', cause } }, turn)
}

/** Why a context went that the modem says is down: the network's word, else what else is wrong. */
export function causeOfLoss(network: NetworkCause | undefined, turn: Turn): Cause {
  if (network !== undefined) {
    return { code: 'disconnected', message: `the network ended the connection: ${network.text}`, network }
  }
  return (
    turn.obstacle ?? {
      code: 'disconnected',
      message: 'the network or the modem ended the connection without giving a cause',
    }
  )
}

/** A context that nobody here asked for is up: another program's, or ours from before a restart. */
export function takeOver(connection: ConnectionMachine, up: Up, turn: Turn): ConnectionMachine {
  const { use: _, ...unused } = connection
  return enter(unused, { at: 'up', ...up, confirmed: true }, turn)
}

/** Has it kept for a later life of the service whose context this is. */
export function remember(connection: ConnectionMachine, turn: Turn): void {
  const { id, sessionId, since, use, phase } = connection
  if (phase.at !== 'up' || use === undefined) return
  const addresses = addressesOf(phase.ip)
  turn.effect({ type: 'remember', connection: id, sessionId, use, addresses, since })
}

export function addressesOf(ip: IpSettings | undefined): string[] {
  return [ip?.v4, ip?.v6].flatMap((family) => family?.addresses.map(({ address }) => address) ?? [])
}

/** A failed attach reads as one, unless the modem itself, its SIM or its radio is the trouble. */
function attachCause(cause: Cause): Cause {
  if (cause.code !== 'status' && cause.code !== 'connect_failed') return cause
  return { ...cause, code: 'packet_service_detached' }
}

function withHint(cause: Cause, hint: NetworkCause | undefined): Cause {
  return cause.network !== undefined || hint === undefined ? cause : { ...cause, network: hint }
}
