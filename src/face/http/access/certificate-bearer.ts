/**
 * Who a client certificate says its bearer is: the common name of its subject, where it is one that can be written down in a
 * journal. Whether the certificate is good has been found out by TLS; what it is good for is told by whoever runs the service.
 */
import { X509Certificate } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { TLSSocket } from 'node:tls'
import { DialtoneError, type Clock } from '../../../base/index.ts'
import { isTokenName } from '../../../core/index.ts'
import { endOfCertificate } from './certificate-end.ts'

export interface Bearer {
  readonly name: string
  /** Aborts when the certificate expires. */
  readonly ended: AbortSignal
}

/**
 * Nothing where none was shown.
 * @throws DialtoneError `unauthenticated` for one that is not good.
 */
export function certificateBearer(
  { socket }: Pick<IncomingMessage, 'socket'>,
  clock: Clock,
): Bearer | undefined {
  if (!(socket instanceof TLSSocket)) return undefined
  const certificate = shownOn(socket)
  if (certificate === undefined) return undefined
  if (!socket.authorized) {
    // Node.js says here which check it failed, as a code.
    throw refused(`is not one that this service takes (${String(socket.authorizationError)})`)
  }
  // TLS looked at it when the connection began, which may be long ago.
  if (certificate.validToDate.getTime() <= clock.now()) throw refused('has expired')
  const names = [...certificate.subject.matchAll(/^CN=(.*)$/gm)].map(([, name = '']) => name)
  const [name] = names
  if (names.length !== 1 || name === undefined || !isTokenName(name)) {
    throw refused('has no common name of letters, digits, ".", "_" and "-"')
  }
  return { name, ended: endOfCertificate(socket, certificate, clock) }
}

const shown = new WeakMap<TLSSocket, X509Certificate>()

/** Not by `getPeerX509Certificate`, which gives it once and never again (Node.js 24.21). */
function shownOn(socket: TLSSocket): X509Certificate | undefined {
  const known = shown.get(socket)
  if (known !== undefined) return known
  // An empty object where none was shown, of which the typings say nothing.
  const { raw } = socket.getPeerCertificate() as { readonly raw?: Buffer }
  if (raw === undefined) return undefined
  const certificate = new X509Certificate(raw)
  shown.set(socket, certificate)
  return certificate
}

function refused(why: string): DialtoneError {
  return new DialtoneError('unauthenticated', `the client certificate ${why}`)
}
