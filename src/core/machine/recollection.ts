/**
 * What is left from an earlier life of the service. A context that is found up is adopted: with the use that was
 * remembered for it, if it is the same one; one that is found on its way up, where a connect was pending, is that connect's.
 * A request that was pending ends once the modem's picture is whole: well, if what it wanted is so, with the network's
 * cause where that refused it, and else as `service_restarted`.
 */
import type { Cause } from '../cause.ts'
import { connectionId } from '../connection.ts'
import { addressesOf, remember } from './connection-end.ts'
import { deactivate } from './connection-way.ts'
import type { Recollection } from './fact.ts'
import type { ModemMachine } from './modem.ts'
import type { ConnectionMachine, Phase, Turn } from './phase.ts'

/** `told`, as it is after a fact on its context, with the remembered use where that has just come up by itself. */
export function adopt(
  modem: ModemMachine,
  before: ConnectionMachine,
  told: ConnectionMachine,
  turn: Turn,
): ConnectionMachine {
  const { phase } = told
  const recollection = modem.recollections.get(told.sessionId)
  if (phase.at === 'activating-elsewhere' && recollection?.use !== undefined && wasConnecting(recollection)) {
    return told.use === undefined ? { ...told, use: recollection.use } : told
  }
  if (phase.at !== 'up' || before.phase.at === 'up' || told.use !== undefined) return told
  if (recollection?.use === undefined || !isSame(recollection, addressesOf(phase.ip))) {
    turn.effect({ type: 'remember', connection: told.id, sessionId: told.sessionId })
    return told
  }
  // A clock that was set back does not make it begin in the future.
  const since = Math.min(recollection.since ?? turn.now, turn.now)
  const adopted = { ...told, use: recollection.use, since }
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
    const phase: Phase = modem.sessions.get(sessionId)?.phase ?? { at: 'down' }
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
        ...(fulfilled ? {} : { cause: (kind === 'connect' && endOf(phase)) || restarted(kind) }),
        ...(ip && { ip }),
      })
    }
  }
  return { ...modem, recollections: kept }
}

/** Gives up a request of an earlier life of the service, and with a connect the context that is on its way up for it. */
export function cancelRecalled(modem: ModemMachine, request: number, turn: Turn): ModemMachine {
  for (const [sessionId, recollection] of modem.recollections) {
    const found = recollection.requests.find(({ id }) => id === request)
    if (found === undefined) continue
    const requests = recollection.requests.filter((one) => one !== found)
    const recollections = new Map(modem.recollections).set(sessionId, { ...recollection, requests })
    const session = modem.sessions.get(sessionId)
    const message = `the request to ${found.kind} was given up by its caller`
    turn.effect({ type: 'complete', request, cause: { code: 'cancelled', message } })
    if (found.kind !== 'connect' || session?.phase.at !== 'activating-elsewhere') {
      return { ...modem, recollections }
    }
    const ended = { how: 'asked', by: found.by } as const
    const down = deactivate(session, { movers: [], tries: 0, ended }, turn)
    return { ...modem, recollections, sessions: new Map(modem.sessions).set(sessionId, down) }
  }
  return modem
}

function isSame({ addresses, requests }: Recollection, now: readonly string[]): boolean {
  if (addresses === undefined) return wasConnecting({ requests })
  return addresses.some((address) => now.includes(address))
}

function wasConnecting({ requests }: Pick<Recollection, 'requests'>): boolean {
  return requests.some(({ kind }) => kind === 'connect')
}

/** What became of a context that was on its way up when it was found. */
function endOf(phase: Phase): Cause | undefined {
  if (phase.at !== 'down' || phase.ended === undefined) return undefined
  const { ended } = phase
  if (ended.how !== 'asked') return ended.how === 'failed' ? ended.cause : undefined
  return { code: 'cancelled', message: `the attempt to connect was given up by a disconnect by ${ended.by}` }
}

function restarted(kind: 'connect' | 'disconnect'): Cause {
  return {
    code: 'service_restarted',
    message: `the service was restarted while this ${kind} was pending, and it had not been carried out; ask again`,
  }
}
