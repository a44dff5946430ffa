/**
 * Out-parameters. What C takes as `ULONG requestID; f(&requestID)` is here
 * `const requestID = out<number>(); await f(requestID); requestID.value`.
 *
 * As with a C variable, the type says what is there after success. Before a call it is `undefined`; after a failure,
 * objects and arrays are `null`, and everything else is as the page of the method says, mostly as it was.
 */
export interface Out<T> {
  value: T
}

/** What an out-parameter takes: a holder. A null pointer may be passed too, and gives `E_POINTER`. */
export type Pointer<T> = Out<T> | null

/** A variable for a method to fill in. */
export function out<T>(): Out<T> {
  // An uninitialised variable: the type holds once a method has succeeded.
  return { value: undefined as T }
}

/** A variable that a method reads and fills in, such as a resume handle. */
export function inout<T>(value: T): Out<T> {
  return { value }
}

/** Whether there is a variable to fill in. From JavaScript, what is left out is a null pointer too. */
export function given<T>(pointer: Pointer<T>): pointer is Out<T> {
  return typeof pointer === 'object' && pointer !== null
}
