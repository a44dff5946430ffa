/**
 * Who a client certificate says its bearer is: the common name of its subject, where it is one that can be written down in a
 * journal. Whether the certificate is good has been found out by TLS; what it is good for is told by whoever runs the service.
 */
import type { IncomingMessage } from 'node:http'
import { TLSSocket } from 'node:tls'
import { DialtoneError, type Clock } from '../../../base/index.ts'
import { isTokenName } from '../../../core/index.ts'

/**
 * Nothing where none was shown.
 * @throws DialtoneError `unauthenticated` for one that is not good.
 */
export function certificateName(
  { socket }: Pick<IncomingMessage, 'socket'>,
  clock: Clock,
): string | undefined {
  if (!(socket instanceof TLSSocket)) return undefined
  const certificate = socket.getPeerX509Certificate()
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
  return name
}

function refused(why: string): DialtoneError {
  return new DialtoneError('unauthenticated', `the client certificate ${why}`)
}
