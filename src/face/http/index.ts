/** The HTTP face: the app that answers requests, the sockets that they come by, and who is let in. */
export * from './access/caller-of.ts'
export { ClientList } from './access/client-list.ts'
export * from './app.ts'
export * from './claim-socket.ts'
export type { Listener } from './http-server.ts'
export * from './listen-tcp.ts'
export type { Metering } from './metering.ts'
export type { TlsFiles } from './tls.ts'

/** What describes the API; it loads what nobody else needs. */
export const loadApiDescription = (): Promise<typeof import('./openapi/describe-api.ts')> =>
  import('./openapi/describe-api.ts')
