/**
 * Listings in pages: so many bytes are wanted, so many entries are given, and a resume handle says where to go on. It is
 * the handle of the last entry given, so that a listing that changes between two pages gives none twice.
 */
import type { DWORD, HANDLE } from '../../com/data-type.ts'
import { dword } from '../../com/dword.ts'
import { given, type Pointer } from '../../com/holder.ts'
import { ERROR_INVALID_PARAMETER, ERROR_MORE_DATA, NO_ERROR } from '../../win32-error.ts'
import { ErrorNumber } from './error-number.ts'

export interface Page<Entry> {
  readonly buffer: Pointer<readonly Entry[]>
  /** In bytes; -1 is everything. */
  readonly preferredLength: DWORD
  readonly entriesRead: Pointer<DWORD>
  readonly totalEntries: Pointer<DWORD>
  readonly resumeHandle: Pointer<DWORD>
}

const EVERYTHING = 0xffffffff

/** Fills in one page of `entries`, which are in the order of their handles. */
export function fillPage<Entry, Source>(
  page: Page<Entry>,
  entries: readonly Source[],
  options: {
    readonly handleOf: (entry: Source) => HANDLE
    /** Bytes of an entry in C, on 64 bits. */
    readonly size: number
    readonly read: (entry: Source) => Entry
    /**
     * How many are given where the wanted length holds so many. Unless told, one is given though it does not fit, or nobody
     * would get any further.
     */
    readonly count?: (fitting: number) => number
  },
): DWORD {
  const { buffer, preferredLength, entriesRead, totalEntries, resumeHandle } = page
  if (!given(buffer) || !given(entriesRead) || !given(totalEntries)) {
    throw new ErrorNumber(ERROR_INVALID_PARAMETER)
  }
  const { handleOf, size, read, count = atLeastOne } = options
  const from = given(resumeHandle) ? resumeHandle.value : 0
  const rest = entries.filter((entry) => handleOf(entry) > from)
  const length = dword(preferredLength)
  const taken = length === EVERYTHING ? rest : rest.slice(0, count(Math.floor(length / size)))
  buffer.value = taken.map(read)
  entriesRead.value = taken.length
  totalEntries.value = rest.length
  const more = taken.length < rest.length
  const last = taken.at(-1)
  if (given(resumeHandle)) resumeHandle.value = more ? (last === undefined ? from : handleOf(last)) : 0
  return more ? ERROR_MORE_DATA : NO_ERROR
}

/** @throws ErrorNumber `ERROR_INVALID_PARAMETER` where there is nothing to fill in */
export function fill<T>(pointer: Pointer<T>, value: T): void {
  if (!given(pointer)) throw new ErrorNumber(ERROR_INVALID_PARAMETER)
  pointer.value = value
}

function atLeastOne(fitting: number): number {
  return Math.max(1, fitting)
}
