/**
 * The data types of the Windows headers, so that a signature reads as it does on its page. Numbers are unsigned; a BSTR is
 * a string, a SAFEARRAY an array (of BYTE: a Uint8Array), a VARIANT_BOOL a boolean. Nothing is to be freed.
 */
export type BYTE = number
export type ULONG = number
export type DWORD = number
export type WORD = number
export type UCHAR = number
export type USHORT = number
/** Counts of bytes and frames: exact up to 2^53. */
export type ULONGLONG = number
/** 100 ns since 1601-01-01 UTC. */
export type FILETIME = bigint
export type BOOL = boolean
export type VARIANT_BOOL = boolean
export type BSTR = string
export type LPCWSTR = string
export type LPWSTR = string
/** What something is known by; 0 is null. An event object has a handle of its own kind. */
export type HANDLE = number
export type SAFEARRAY<T> = readonly T[]

/** One of the numbers of an enumeration. */
export type MemberOf<Enumeration> = Enumeration[keyof Enumeration]
