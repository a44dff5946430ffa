/** What a caller demands of a call beside its input. */

/** A value that two could overwrite, with the name of the version that it is. */
export interface Tagged {
  /** Changes whenever anything of it does, also what is not shown. */
  readonly etag: string
}

export interface Conditions {
  /**
   * The `etag` that the caller has seen, or several; `*` is any, as long as there is one. A change of another version, and one
   * of what is being changed already, fails with `precondition_failed` and does nothing.
   */
  readonly ifMatch?: string | readonly string[]
  /** The same turned round: what it must not be now. With `*` nothing is replaced, as there must be none. */
  readonly ifNoneMatch?: string | readonly string[]
  /**
   * Names the call among those of this caller, 1 to 255 characters of ASCII: whoever repeats what begins or makes something
   * with the same key and the same input gets the answer of the first call, for a day, also after a restart of the service;
   * nothing is done twice. With another input it is `key_reused`. What was refused is tried anew.
   */
  readonly idempotencyKey?: string
}
