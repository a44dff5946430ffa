/**
 * The service on TCP, which it is only where it is told to be. Whoever comes this way has to show who he is. What is said is
 * encrypted where there is a certificate; where there is none, it is spoken on loopback addresses only, unless whoever runs
 * the service says that something else keeps it from prying eyes.
 */
import type { IncomingMessage, Server } from 'node:http'
import type { Server as TlsServer } from 'node:https'
import { BlockList, isIP } from 'node:net'
import type { SecureContextOptions } from 'node:tls'
import { DialtoneError, type Clock } from '../../base/index.ts'
import { refuseHost } from './access/host-check.ts'
import { limitConnections, type ConnectionLimits } from './access/connection-limits.ts'
import {
  createHttpServer,
  cutOff,
  type HttpServer,
  type Listener,
  type Patience,
  type Refusal,
} from './http-server.ts'
import { sendRefusal } from './problem-reply.ts'
import { readTls, renew, type TlsFiles } from './tls.ts'

export interface TcpAddress {
  /** An address, or a name that has one. */
  readonly host: string
  /** 0: any that is free. */
  readonly port: number
  /** So many ports after it are tried where it is taken, then any that is free. */
  readonly others?: number
}

export interface TcpOptions {
  readonly clock: Clock
  readonly tls?: TlsFiles
  /** Not encrypted on any address: where something else sees to that. */
  readonly plain?: boolean
  /** Names by which the service is reached, beside `localhost` and its addresses: asked at each request. */
  readonly hostNames?: () => readonly string[]
  readonly patience?: Patience
  readonly connections?: ConnectionLimits
}

export interface TcpListener extends Listener {
  /** `https://192.0.2.1:8443`, with the port that it has. */
  readonly url: string
  /** Whether what is said is encrypted, and by which files. */
  readonly tls: TlsFiles | undefined
  /**
   * Reads the certificates again, from these files from now on. What is open goes on. Whether there are any, and whether
   * callers are asked for theirs, stays as it is.
   * @throws DialtoneError, and all stays as it was
   */
  renew(files?: TlsFiles): Promise<void>
}

/** @throws DialtoneError `invalid_argument`, `access_denied`, `not_found` */
export async function listenTcp(address: TcpAddress, options: TcpOptions): Promise<TcpListener> {
  const { clock, plain = false, hostNames = () => [], patience } = options
  let files = options.tls
  const open = plain || files !== undefined
  if (!open && isIP(address.host) !== 0 && !isLoopback(address.host)) throw notEncrypted(address)
  const tls: SecureContextOptions | undefined = files && (await readTls(files, clock))
  const http = createHttpServer({ clock, ...(tls && { tls }), ...(patience && { patience }) })
  const { server, close } = http
  limitConnections(server, options.connections)
  try {
    await bind(server, address)
    const at = server.address()
    if (at === null || typeof at === 'string') throw new TypeError('a TCP server has a port')
    // A name may have led elsewhere.
    if (!open && !isLoopback(at.address)) throw notEncrypted(address)
    const host = at.family === 'IPv6' ? `[${at.address}]` : at.address
    return {
      url: `${files === undefined ? 'http' : 'https'}://${host}:${at.port}`,
      serve: guarded(http, hostNames, clock),
      release: close,
      get tls() {
        return files
      },
      renew: async (others = files) => {
        if (files === undefined || others === undefined) return
        renew(server as TlsServer, await readTls(others, clock)) // made with certificates
        files = others
      },
      [Symbol.asyncDispose]: close,
    }
  } catch (thrown) {
    await close()
    throw thrown
  }
}

/** What is not meant for this service gets no further. */
function guarded({ serve }: HttpServer, names: () => readonly string[], clock: Clock): Listener['serve'] {
  const refusalOf = (request: IncomingMessage): Refusal | undefined => {
    const why = refuseHost(request, { names: names() })
    if (why === undefined) return undefined
    // RFC 9110 §15.5.20.
    return { status: 421, phrase: 'Misdirected Request', error: new DialtoneError('access_denied', why) }
  }
  return (handler, upgrade) => {
    serve(
      (request, response) => {
        const refusal = refusalOf(request)
        if (refusal === undefined) handler(request, response)
        else sendRefusal(response, refusal)
      },
      upgrade &&
        ((request, socket, head) => {
          const refusal = refusalOf(request)
          if (refusal === undefined) upgrade(request, socket, head)
          else cutOff(socket, refusal, clock)
        }),
    )
  }
}

async function bind(server: Server | TlsServer, { host, port, others = 0 }: TcpAddress): Promise<void> {
  const ports = port === 0 ? [0] : Array.from({ length: others + 1 }, (_, after) => port + after)
  if (others > 0) ports.push(0)
  for (const [at, one] of ports.entries()) {
    const failure = await listen(server, host, one)
    if (failure === undefined) return
    if (failure.code !== 'EADDRINUSE' || at === ports.length - 1) throw refusal(host, one, failure)
  }
}

function listen(
  server: Server | TlsServer,
  host: string,
  port: number,
): Promise<NodeJS.ErrnoException | undefined> {
  return new Promise((resolve) => {
    const failed = (error: NodeJS.ErrnoException): void => resolve(error)
    server.once('error', failed)
    server.listen({ host, port }, () => {
      server.off('error', failed)
      resolve(undefined)
    })
  })
}

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('::1', 'ipv6')

function isLoopback(address: string): boolean {
  return loopback.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
}

function notEncrypted({ host, port }: TcpAddress): DialtoneError {
  return new DialtoneError(
    'invalid_argument',
    `the service does not listen at ${at(host, port)}: nothing of what is said there would be encrypted, tokens included; ` +
      'give it a certificate (--tls-certificate, --tls-key), a loopback address, or --plain-http where something else encrypts',
  )
}

function refusal(host: string, port: number, failure: NodeJS.ErrnoException): DialtoneError {
  const why: Readonly<Record<string, string>> = {
    EADDRINUSE: 'another program does',
    EADDRNOTAVAIL: 'this computer does not have that address',
    EACCES: 'ports below 1024 are for root',
    ENOTFOUND: 'there is no address of that name',
  }
  return new DialtoneError(
    failure.code === 'EACCES' ? 'access_denied' : 'invalid_argument',
    `the service cannot listen at ${at(host, port)}: ${why[failure.code ?? ''] ?? failure.message}; choose another with --listen`,
    { cause: failure },
  )
}

function at(host: string, port: number): string {
  return `${isIP(host) === 6 ? `[${host}]` : host}:${port}`
}
