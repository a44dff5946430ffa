/**
 * The service on TCP, which it is only where it is told to be. Whoever comes this way has to show who he is; and as nothing
 * that is said here is encrypted, it is spoken on loopback addresses only.
 */
import type { Server } from 'node:http'
import { BlockList, isIP } from 'node:net'
import { DialtoneError, type Clock } from '../../base/index.ts'
import { createHttpServer, type Listener } from './http-server.ts'

export interface TcpAddress {
  /** An address, or a name that has one. */
  readonly host: string
  /** 0: any that is free. */
  readonly port: number
  /** So many ports after it are tried where it is taken, then any that is free. */
  readonly others?: number
}

export interface TcpListener extends Listener {
  /** `http://127.0.0.1:8080`, with the port that it has. */
  readonly url: string
}

/** @throws DialtoneError `invalid_argument`, `access_denied` */
export async function listenTcp(
  address: TcpAddress,
  options: { readonly clock: Clock },
): Promise<TcpListener> {
  if (isIP(address.host) !== 0 && !isLoopback(address.host)) throw notEncrypted(address)
  const { server, serve, close } = createHttpServer(options)
  try {
    await bind(server, address)
    const at = server.address()
    if (at === null || typeof at === 'string') throw new TypeError('a TCP server has a port')
    // A name may have led elsewhere.
    if (!isLoopback(at.address)) throw notEncrypted(address)
    const url = `http://${at.family === 'IPv6' ? `[${at.address}]` : at.address}:${at.port}`
    return { url, serve, release: close, [Symbol.asyncDispose]: close }
  } catch (thrown) {
    await close()
    throw thrown
  }
}

async function bind(server: Server, { host, port, others = 0 }: TcpAddress): Promise<void> {
  const ports = port === 0 ? [0] : Array.from({ length: others + 1 }, (_, after) => port + after)
  if (others > 0) ports.push(0)
  for (const [at, one] of ports.entries()) {
    const failure = await listen(server, host, one)
    if (failure === undefined) return
    if (failure.code !== 'EADDRINUSE' || at === ports.length - 1) throw refusal(host, one, failure)
  }
}

function listen(server: Server, host: string, port: number): Promise<NodeJS.ErrnoException | undefined> {
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

export function isLoopback(address: string): boolean {
  return loopback.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
}

function notEncrypted({ host, port }: TcpAddress): DialtoneError {
  return new DialtoneError(
    'invalid_argument',
    `the service does not listen at ${host}:${port}: nothing of what is said there would be encrypted, tokens included; give it a loopback address`,
  )
}

function refusal(host: string, port: number, failure: NodeJS.ErrnoException): DialtoneError {
  const at = `the service cannot listen at ${isIP(host) === 6 ? `[${host}]` : host}:${port}`
  const why: Readonly<Record<string, string>> = {
    EADDRINUSE: 'another program does',
    EADDRNOTAVAIL: 'this computer does not have that address',
    EACCES: 'ports below 1024 are for root',
    ENOTFOUND: 'there is no address of that name',
  }
  return new DialtoneError(
    failure.code === 'EACCES' ? 'access_denied' : 'invalid_argument',
    `${at}: ${why[failure.code ?? ''] ?? failure.message}; choose another with --listen`,
    { cause: failure },
  )
}
