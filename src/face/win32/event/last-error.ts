/**
 * The error of the last call of this thread that says only whether it succeeded, as Win32 keeps it: events, handles and
 * waits. Functions that answer an error number themselves leave it alone.
 */
import type { DWORD } from '../com/data-type.ts'

let last: DWORD = 0

/**
 * Of a wait, to be asked in the statement after the `await`.
 *
 * @see GetLastError (errhandlingapi.h)
 */
export function GetLastError(): DWORD {
  return last
}

/** @see SetLastError (errhandlingapi.h) */
export function SetLastError(dwErrCode: DWORD): void {
  last = dwErrCode
}
