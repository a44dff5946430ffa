/**
 * Runs in a worker: copies the write-ahead log of a database back into it, as far as no reader is in the way, and syncs
 * what that takes. The log is then written from its beginning again. Whoever writes meanwhile is not held up.
 */
import { workerData } from 'node:worker_threads'
import { Database } from './database.ts'

using database = new Database(String(workerData))
database.execute('PRAGMA synchronous = NORMAL; PRAGMA wal_checkpoint(PASSIVE)')
