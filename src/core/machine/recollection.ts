/**
 * What is left from an earlier life of the service. A context that is found up is adopted: with the use that was
 * remembered for it, if it is the same one. A request that was pending ends once the modem's picture is whole: well, if
 * what it wanted is so, and else as `service_restarted`.
 */
import type { Cause } from '../cause.ts'
import { connectionId } from '../connection.ts'
import { addressesOf, remember } from './connection-end.ts'
import type { Recollection } from './fact.ts'
import type { ModemMachine } from './modem.ts'
import type { ConnectionMachine, Turn } from './phase.ts'

/** `told`, as it is after a fact on its context, with the remembered use where that has just come up by itself. */
export function adopt(
  modem: ModemMachine,
  before: ConnectionMachine,
  told: ConnectionMachine,
  turn: Turn,
): ConnectionMachine {
  const { phase } = told
  if (phase.at !== 'up' || before.phase.at === 'up' || told.use !== undefined) return told
  const recollection = modem.recollections.get(told.sessionId)
  if (recollection?.use === undefined || !isSame(recollection, addressesOf(phase.ip))) {
    turn.effect({ type: 'remember', connection: told.id, sessionId: told.sessionId })
    return told
  }
  const adopted = { ...told, use: recollection.use }
  remember(adopted, turn)
  return adopted
}

/**
 * Ends the requests that an earlier life of the service left pending. One whose context is just on its way waits for
 * where that leads, unless this is `final`.
 */
export function settle(
  modem: ModemMachine,
  turn: Turn,
  { final }: { readonly final: boolean },
): ModemMachine {
  if (modem.recollections.size === 0) return modem
  const kept = new Map<number, Recollection>()
  for (const [sessionId, recollection] of modem.recollections) {
    const phase = modem.sessions.get(sessionId)?.phase ?? { at: 'down' }
    if (!final && (phase.at === 'activating-elsewhere' || phase.at === 'deactivating-elsewhere')) {
      kept.set(sessionId, recollection)
      continue
    }
    if (phase.at !== 'up') {
      turn.effect({ type: 'remember', connection: connectionId(modem.identity.id, sessionId), sessionId })
    }
    for (const { id: request, kind } of recollection.requests) {
      const fulfilled = phase.at === (kind === 'connect' ? 'up' : 'down')
      const ip = kind === 'connect' && phase.at === 'up' ? phase.ip : undefined
      turn.effect({
        type: 'complete',
        request,
        ...(fulfilled ? {} : { cause: restarted(kind) }),
        ...(ip && { ip }),
      })
    }
  }
  return { ...modem, recollections: kept }
}

function isSame({ addresses, requests }: Recollection, now: readonly string[]): boolean {
  if (addresses === undefined) return requests.some(({ kind }) => kind === 'connect')
  return addresses.some((address) => now.includes(address))
}

function restarted(kind: 'connect' | 'disconnect'): Cause {
  return {
    code: 'service_restarted',
    message: `the service was restarted while this ${kind} was pending, and it had not been carried out; ask again`,
  }
}
