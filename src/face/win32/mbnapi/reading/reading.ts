/**
 * What a getter answers, as a value: the same is given to a program that asks, and compared to find out what changed. A
 * value that is not there has a reason, and three of these end by themselves (the pages call them recoverable).
 */
import type { Modem } from '../../../../core/index.ts'
import type { ULONG } from '../../com/data-type.ts'
import { given, type Pointer } from '../../com/holder.ts'
import { E_PENDING, E_POINTER, S_OK, type HRESULT } from '../../hresult.ts'
import { E_MBN_BAD_SIM, E_MBN_PIN_REQUIRED, E_MBN_SIM_NOT_INSERTED } from '../hresult.ts'

export type Reading<T> = { readonly value: T } | { readonly failure: HRESULT }

/** A value, or `E_PENDING` while it is not known. */
export function pending<T>(value: T | undefined): Reading<T> {
  return value === undefined ? { failure: E_PENDING } : { value }
}

/** `reading`, unless a PIN is wanted; before that, no SIM says anything of its network. */
export function unlessLocked<T>(modem: Modem, reading: Reading<T>): Reading<T> {
  return modem.sim?.state === 'locked' ? { failure: E_MBN_PIN_REQUIRED } : reading
}

/** `reading`, unless a PIN is wanted or there is no usable SIM. */
export function unlessSimUnusable<T>(modem: Modem, reading: Reading<T>): Reading<T> {
  switch (modem.sim?.state) {
    case 'not-inserted':
      return { failure: E_MBN_SIM_NOT_INSERTED }
    case 'bad':
      return { failure: E_MBN_BAD_SIM }
    default:
      return unlessLocked(modem, reading)
  }
}

/** Hands a reading to a program. After a failure the output is as it was. */
export function fill<T>(output: Pointer<T>, reading: Reading<T>): HRESULT {
  if (!given(output)) return E_POINTER
  if ('failure' in reading) return reading.failure
  output.value = reading.value
  return S_OK
}

/** Hands out an object, an array or a text. After a failure the output is null. */
export function fillOrNull<T>(output: Pointer<T>, reading: Reading<T>): HRESULT {
  clear(output)
  return fill(output, reading)
}

/** Hands out an array and its age in seconds. After a failure the array is null and the age as it was. */
export function fillAged<T>(
  age: Pointer<ULONG>,
  output: Pointer<T>,
  reading: Reading<T>,
  seconds: number,
): HRESULT {
  clear(output)
  if (!given(age)) return E_POINTER
  const hr = fill(output, reading)
  if (hr === S_OK) age.value = seconds
  return hr
}

/** Puts null into an output. */
export function clear(output: Pointer<unknown>): void {
  if (given(output)) output.value = null
}
