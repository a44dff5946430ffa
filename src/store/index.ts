/**
 * The state of a service: the journal of events, profiles with their sealed passwords, requests, notes. SQLite in a folder
 * or in memory; the port is `Store` of core, and who uses it sees nothing of SQLite.
 */
export { backUp, inspectBackup, type BackupInfo } from './backup.ts'
export { openStore, type StoreOptions } from './open-store.ts'
export { restore } from './restore.ts'
export { hashOfSecret, newTokenSecret } from './token-secret.ts'
