/** A request was taken on. Its end comes as an event. */
export interface Accepted {
  readonly requestId: number
}
