/**
 * The shell around the machines: units, mailboxes, names, requests, snapshots and watchers. It touches the world through
 * the ports only, so a whole service runs on a virtual clock.
 */
export { createManager, type Manager, type ManagerOptions } from './create-manager.ts'
export type { ConfigurationReader, ServiceConfiguration } from './configuration-desk.ts'
export type { DialConfiguration } from './dial/dial-desk.ts'
