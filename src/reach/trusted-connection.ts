/**
 * A connection over TLS to a router that is who it should be. Nothing is said on it before that is known: not the token, and
 * not what is asked.
 */
import type { Socket } from 'node:net'
import {
  checkServerIdentity,
  connect,
  type ConnectionOptions,
  type PeerCertificate,
  type TLSSocket,
} from 'node:tls'
import { DialtoneError, formatDuration, Seconds, systemClock } from '../base/index.ts'
import { parseFingerprint } from './fingerprint.ts'
import type { RouterPlace } from './router.ts'

/** Above what shaking hands takes over a satellite (four round trips of 0.6 s). */
const PATIENCE = Seconds(10)

/** @throws DialtoneError `untrusted`, `service_unavailable`; what the system throws where nobody is there. */
export async function trustedConnection(
  { hostname, port }: { readonly hostname: string; readonly port: number },
  place: RouterPlace,
): Promise<Socket> {
  const { ca, certificate, key, fingerprint } = place
  const pinned = fingerprint === undefined ? undefined : parseFingerprint(fingerprint)
  const options: ConnectionOptions = {
    host: hostname,
    port,
    // RFC 6066 §3: an address is no server name.
    ...(/^[\d.]+$|:/.test(hostname) ? {} : { servername: hostname }),
    ...(ca === undefined ? {} : { ca }),
    ...(certificate === undefined ? {} : { cert: certificate }),
    ...(key === undefined ? {} : { key }),
    minVersion: 'TLSv1.2',
    // It is looked at below, where more can be said of it.
    rejectUnauthorized: false,
  }
  const socket = await shakeHands(options, place.address)
  const why = pinned === undefined ? distrust(socket, hostname) : differs(socket, pinned)
  if (why === undefined) return socket
  const shown = shownBy(socket)
  socket.destroy()
  throw new DialtoneError('untrusted', `${place.address} is not trusted: ${why}`, {
    detail: { address: place.address, ...(shown && { fingerprint: shown }) },
  })
}

async function shakeHands(options: ConnectionOptions, address: string): Promise<TLSSocket> {
  const socket = connect(options)
  const done = Promise.withResolvers<undefined>()
  socket.once('secureConnect', () => done.resolve(undefined))
  socket.once('error', done.reject)
  socket.once('close', () => done.reject(new Error('the connection was closed')))
  using _ = systemClock.setTimer(PATIENCE, () => {
    const message = `${address} does not answer: no connection within ${formatDuration(PATIENCE)}`
    done.reject(new DialtoneError('service_unavailable', message))
  })
  try {
    await done.promise
    return socket
  } catch (thrown) {
    socket.destroy()
    throw thrown
  }
}

/**
 * The certificate that the other end has shown; the typings say nothing of there being none. Not by `getPeerX509Certificate`,
 * which gives it once and never again (Node.js 24.21).
 */
function certificateOf(socket: TLSSocket): Partial<PeerCertificate> {
  return socket.getPeerCertificate()
}

function shownBy(socket: TLSSocket): string | undefined {
  const { fingerprint256 } = certificateOf(socket)
  return fingerprint256 === undefined ? undefined : parseFingerprint(fingerprint256)
}

function differs(socket: TLSSocket, pinned: string): string | undefined {
  const shown = shownBy(socket)
  if (shown === pinned) return undefined
  return (
    `its certificate has the fingerprint ${shown ?? 'of none'}, not ${pinned}. Either it was renewed, which whoever runs the router knows, ` +
    'or somebody else answers in its place'
  )
}

function distrust(socket: TLSSocket, hostname: string): string | undefined {
  // Node.js gives the name of OpenSSL's error here, or of its own.
  if (!socket.authorized) return inWords(String(socket.authorizationError), socket, hostname)
  const wrong = checkServerIdentity(hostname, socket.getPeerCertificate())
  return wrong === undefined ? undefined : inWords(WRONG_NAME, socket, hostname)
}

/** Node.js's own word. */
const WRONG_NAME = 'ERR_TLS_CERT_ALTNAME_INVALID'

function inWords(code: string, socket: TLSSocket, hostname: string): string {
  const { valid_from: from = '', valid_to: until = '', subjectaltname: names } = certificateOf(socket)
  const pin = `or pin it by its fingerprint (${shownBy(socket) ?? ''}) once you have compared it with the one that the router has`
  switch (code) {
    case WRONG_NAME:
      return `its certificate is for ${names ?? 'no name at all'}, not for ${hostname}: use what it is for as its address, ${pin}`
    case 'CERT_HAS_EXPIRED':
      return `its certificate has expired (${until}): it has to be renewed there, and the clocks of both to be right`
    case 'CERT_NOT_YET_VALID':
      return `its certificate is not valid before ${from}: the clock of one of the two is wrong`
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
      return `nobody but itself vouches for its certificate: name that certificate as its ca, ${pin}`
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
      return `no authority that is known here vouches for its certificate: name its authority as its ca, ${pin}`
    default:
      return `its certificate is not valid (${code}); name its authority as its ca, ${pin}`
  }
}
