import type { DWORD } from './data-type.ts'

/** A number as C takes it for a DWORD: `-1` is 0xffffffff, which is "everything" and "for ever". */
export function dword(value: number): DWORD {
  return value >>> 0
}
