/**
 * Listings in pages: so many bytes are wanted, so many entries are given, and a resume handle says where to go on. It is
 * the handle of the last entry given, so that a listing that changes between two pages gives none twice.
 */
import type { DWORD, HANDLE } from '../../com/data-type.ts'
import { given, type Pointer } from '../../com/holder.ts'
import { ERROR_INVALID_PARAMETER, ERROR_MORE_DATA, NO_ERROR } from '../../win32-error.ts'
import { ErrorNumber } from './error-number.ts'

/** Everything: -1. */
export const MAX_PREFERRED_LENGTH = 0xffffffff

export interface Page<Entry> {
  readonly buffer: Pointer<readonly Entry[]>
  /** In bytes. */
  readonly preferredLength: DWORD
  readonly entriesRead: Pointer<DWORD>
  readonly totalEntries: Pointer<DWORD>
  readonly resumeHandle: Pointer<DWORD>
}

/**
 * Fills in one page of `entries`, which are in the order of their handles. An entry that is alone too long for the wanted
 * length is given all the same, or nobody would get any further.
 */
export function fillPage<Entry, Source>(
  page: Page<Entry>,
  entries: readonly Source[],
  options: {
    readonly handleOf: (entry: Source) => HANDLE
    /** Bytes of an entry in C, on 64 bits. */
    readonly size: number
    readonly read: (entry: Source) => Entry
  },
): DWORD {
  const { buffer, preferredLength, entriesRead, totalEntries, resumeHandle } = page
  if (!given(buffer) || !given(entriesRead) || !given(totalEntries)) {
    throw new ErrorNumber(ERROR_INVALID_PARAMETER)
  }
  const { handleOf, size, read } = options
  const from = given(resumeHandle) ? resumeHandle.value : 0
  const rest = entries.filter((entry) => handleOf(entry) > from)
  const fitting =
    preferredLength === MAX_PREFERRED_LENGTH ? rest.length : Math.max(1, Math.floor(preferredLength / size))
  const taken = rest.slice(0, fitting)
  buffer.value = taken.map(read)
  entriesRead.value = taken.length
  totalEntries.value = rest.length
  const last = taken.at(-1)
  const more = taken.length < rest.length && last !== undefined
  if (given(resumeHandle)) resumeHandle.value = more ? handleOf(last) : 0
  return more ? ERROR_MORE_DATA : NO_ERROR
}

/** @throws ErrorNumber `ERROR_INVALID_PARAMETER` where there is nothing to fill in */
export function fill<T>(pointer: Pointer<T>, value: T): void {
  if (!given(pointer)) throw new ErrorNumber(ERROR_INVALID_PARAMETER)
  pointer.value = value
}
