/** What the verbs stand on: a modem of a ModemManager that is here, from its appearing until either goes. */
import { DialtoneError, type Clock, type Logger } from '../../base/index.ts'
import type { DriverFact, Registration } from '../../core/index.ts'
import type { ModemManagerService } from './modem-manager-service.ts'
import type { RemoteObject } from './remote-object.ts'
import type { Messages } from './messages.ts'
import type { Sessions } from './sessions.ts'

/** What is to be so, whichever modem object stands for the modem: it outlives them. */
export interface Wish {
  /** Somebody has switched it off here: it is not enabled without being told. */
  radioOff: boolean
  /** How the network was chosen, as far as that was done here: ModemManager does not tell. */
  mode: Registration['mode']
}

export interface ModemContext {
  readonly service: ModemManagerService
  readonly modem: RemoteObject
  readonly clock: Clock
  readonly log: Logger
  readonly wish: Wish
  /** Whether bearers are to share the data port. */
  readonly multiplex: boolean
  readonly sessions: Sessions
  readonly messages: Messages
  /** The SIM, where there is one that can be asked. */
  card: RemoteObject | undefined
  /** Ends with the modem object: what is asked on the side ends with it. */
  readonly signal: AbortSignal
  tell(fact: DriverFact): void
  /** Tells what has changed of the whole picture. */
  retell(): void
}

/** What is asked on the side may fail with ModemManager, which is told where that is noticed. */
export function background({ log, signal }: ModemContext, what: string, work: Promise<unknown>): void {
  work.catch((error: unknown) => {
    if (!signal.aborted) log.info({ error: String(error) }, `${what} failed`)
  })
}

/** What need not be there: nothing when ModemManager refuses or does not know it. */
export async function ifOffered<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked
  } catch (error) {
    if (DialtoneError.of(error)?.code === 'status') return undefined
    throw error
  }
}
