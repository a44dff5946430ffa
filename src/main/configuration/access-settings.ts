/** `[listen]` of the configuration, as the service is started with it. */
import { DialtoneError } from '../../base/index.ts'
import { isTokenName, SCOPES, type Scope } from '../../core/index.ts'
import type { Configuration } from '../../api/index.ts'
import type { AccessSettings } from '../serve-service.ts'
import { parseTcpAddress } from '../tcp-address.ts'
import { listOf } from './list-of.ts'

/** @throws DialtoneError `invalid_argument` for what does not go together. */
export function accessOf(listen: Configuration['listen'] = {}): AccessSettings {
  const certificate = listen['tls-certificate']
  const key = listen['tls-key']
  const clientCa = listen['client-ca']
  const plain = listen['plain-http'] === true
  const group = listen['socket-group']
  if ((certificate === undefined) !== (key === undefined)) {
    throw invalid('a certificate for TLS and its key go together (--tls-certificate, --tls-key)')
  }
  if (certificate === undefined && clientCa !== undefined) {
    throw invalid(
      'client certificates are for TLS, which takes a certificate of the service (--tls-certificate)',
    )
  }
  if (certificate !== undefined && plain) {
    throw invalid('plain HTTP and a certificate for TLS exclude each other')
  }
  return {
    listen: listOf(listen.tcp).map(parseTcpAddress),
    ...(certificate !== undefined &&
      key !== undefined && { tls: { certificate, key, ...(clientCa !== undefined && { clientCa }) } }),
    clients: new Map(listOf(listen.clients).map(clientOf)),
    hostNames: listOf(listen['host-names']),
    plain,
    ...(group !== undefined && { socketGroup: group }),
  }
}

/** `branch-7=read,connect`; nothing for what is written otherwise. */
export function parseClient(text: string): readonly [name: string, scopes: readonly Scope[]] | undefined {
  const [, name = '', list = ''] = /^([^=]+)=(.+)$/.exec(text) ?? []
  const scopes = list.split(',').map((word) => SCOPES.find((scope) => scope === word.trim()))
  if (!isTokenName(name) || scopes.includes(undefined)) return undefined
  return [name, scopes.filter((scope) => scope !== undefined)]
}

function clientOf(text: string): readonly [string, readonly Scope[]] {
  const client = parseClient(text)
  if (client === undefined) throw invalid(`${JSON.stringify(text)} is no client: write NAME=SCOPE,SCOPE`)
  return client
}

function invalid(message: string): DialtoneError {
  return new DialtoneError('invalid_argument', message)
}
