/**
 * The contract of a service, for who offers it and for who uses it, in Node.js and in a browser: the flat `Service`, the
 * `ConnectionManager` on top of it, the client over any `fetch`, problem documents and the table of operations.
 */
export { DialtoneError, ERROR_CODES, type ErrorCode } from '../base/index.ts'
export { CauseError } from '../core/index.ts'
export type * from './accepted.ts'
export type * from './access/access-service.ts'
export type * from './capture/capture-service.ts'
export * from './client.ts'
export type * from './condition.ts'
export type * from './configuration/configuration-service.ts'
export type * from './connection-manager.ts'
export * from './create-connection-manager.ts'
export type * from './dial/dial-service.ts'
export * from './dial/describe-dialer.ts'
export * from './dial/dial-settings-text.ts'
export { dialerOfKind } from './dial/dialer-settings-text.ts'
export type * from './dial/live-dial-interface.ts'
export * from './dial/packet-rule-text.ts'
export * from './event-stream.ts'
export * from './lasting.ts'
export * from './list.ts'
export type * from './live-message.ts'
export type { NetworkChange } from './network-changes.ts'
export * from './next-page.ts'
export * from './operation.ts'
export * from './problem.ts'
export * from './redact.ts'
export * from './resume.ts'
export type { Configuration } from './schema/configuration/configuration.ts'
export type * from './service.ts'
export * from './describe-request.ts'
export * from './telling.ts'
export * from './view.ts'
export type * from './virtual-service.ts'

/** The schemas of every operation and event. On demand, as building them takes longer than most clients live. */
export const loadSchemas = (): Promise<typeof import('./schema/load.ts')> => import('./schema/load.ts')
