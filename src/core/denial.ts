/** Somebody was refused: who asked is in the event's `by`, where that is known. */
export interface Denial {
  /** Not known who it is, or known and without the right. */
  readonly code: 'unauthenticated' | 'access_denied'
  /** Method and route: `POST /v1/profiles`. */
  readonly operation: string
  /** The IP address that it came from; absent on the Unix socket. */
  readonly address?: string
  /** How many refusals before this one were not told, as there were too many. */
  readonly untold: number
}
