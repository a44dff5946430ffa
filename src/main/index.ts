/** The package `dialtone`: a connection manager for mobile broadband modems, in this process or as this machine's service. */
export * from '../base/index.ts'
export * from '../api/index.ts'
export type * from '../core/index.ts'
export { CauseError, formatCursor, isRegistered } from '../core/index.ts'
export {
  ConnectionManager,
  type ConnectOptions,
  type ConnectToOptions,
  type OpenOptions,
} from './connection-manager.ts'
export type { ServiceOptions } from './open-service.ts'
