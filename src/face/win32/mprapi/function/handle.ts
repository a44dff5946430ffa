/** What a session with a router, or with its stored configuration, is known by. Null is 0. */
import type { HANDLE } from '../../com/data-type.ts'

export type MPR_SERVER_HANDLE = HANDLE
export type RAS_SERVER_HANDLE = HANDLE
export type MIB_SERVER_HANDLE = HANDLE
