/**
 * HRESULTs: what every method answers, as plain unsigned numbers. The general codes of COM are here; those of the Mobile
 * Broadband API are in `mbnapi/hresult.ts`. Numbers: winerror.h.
 */
export type HRESULT = number

export const S_OK = 0x00000000
/** Success, but less than was asked for: an enumerator that came to its end. */
export const S_FALSE = 0x00000001
/** The value is not known yet; an event will tell when it is. */
export const E_PENDING = 0x8000000a
export const E_NOTIMPL = 0x80004001
export const E_NOINTERFACE = 0x80004002
export const E_POINTER = 0x80004003
export const E_ABORT = 0x80004004
export const E_FAIL = 0x80004005
export const E_UNEXPECTED = 0x8000ffff
export const E_ACCESSDENIED = 0x80070005
/** The object is stale: its device is gone. */
export const E_HANDLE = 0x80070006
export const E_OUTOFMEMORY = 0x8007000e
export const E_INVALIDARG = 0x80070057
export const CLASS_E_NOAGGREGATION = 0x80040110
export const REGDB_E_CLASSNOTREG = 0x80040154
export const CONNECT_E_NOCONNECTION = 0x80040200
export const CONNECT_E_ADVISELIMIT = 0x80040201
export const CONNECT_E_CANNOTCONNECT = 0x80040202

const FACILITY_WIN32 = 0x80070000

/** Whether a result is a success: `S_OK`, `S_FALSE`. */
export function SUCCEEDED(hr: HRESULT): boolean {
  return hr < 0x80000000
}

export function FAILED(hr: HRESULT): boolean {
  return !SUCCEEDED(hr)
}

/** A Win32 error number as an HRESULT; 0 stays 0, and what is an HRESULT already stays as it is. */
export function HRESULT_FROM_WIN32(error: number): HRESULT {
  return error === 0 || error >= 0x80000000 ? error : (FACILITY_WIN32 | (error & 0xffff)) >>> 0
}
