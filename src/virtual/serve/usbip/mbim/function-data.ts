/** Where the data of an MBIM function goes that is not for its control channel: IP packets of sessions, and streams of device services. */
import type { Datagram } from '../ntb/ntb-layout.ts'

export interface FunctionData extends Disposable {
  /** Of the host. Its bytes may be a view, and are read before this returns or copied. */
  send(datagram: Datagram): void
  /** The host sent what could not be taken. */
  refused(): void
}

/** The host, as its data sees it. */
export interface DataHost {
  /** False when it is lost. */
  deliver(datagram: Datagram): boolean
  /** Nothing that came before belongs to the session any more. */
  ended(session: number): void
}

/** For whatever carries no data: a modem that is played back has told none. */
export const noData: FunctionData = {
  send: () => undefined,
  refused: () => undefined,
  [Symbol.dispose]: () => undefined,
}
