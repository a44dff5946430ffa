/** Until when the bearer of a client certificate may stay: whoever has come with it is not looked at again. */
import type { X509Certificate } from 'node:crypto'
import type { TLSSocket } from 'node:tls'
import { DialtoneError, Milliseconds, Minutes, type Clock, type Timer } from '../../../base/index.ts'

/** A clock that is set is noticed after so long. */
const LOOK_AGAIN = Minutes(1)

const ends = new WeakMap<TLSSocket, AbortSignal>()

/** Aborts, with the error as its reason, when the certificate that was shown on the connection has expired. */
export function endOfCertificate(
  socket: TLSSocket,
  { validToDate }: Pick<X509Certificate, 'validToDate'>,
  clock: Clock,
): AbortSignal {
  const known = ends.get(socket)
  if (known !== undefined) return known
  const end = new AbortController()
  ends.set(socket, end.signal)
  let timer: Timer | undefined
  const look = (): void => {
    const left = validToDate.getTime() - clock.now()
    if (left <= 0) {
      end.abort(new DialtoneError('unauthenticated', 'the client certificate has expired'))
      return
    }
    timer = clock.setTimer(Milliseconds(Math.min(left, LOOK_AGAIN)), look, { background: true })
  }
  look()
  socket.once('close', () => timer?.[Symbol.dispose]())
  return end.signal
}
