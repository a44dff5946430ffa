/** A call that carries data: what a port in data state speaks with. The port ends it, or it ends and says so. */
export interface DataCallEvents {
  /** Octets to the terminal. */
  send(octets: Uint8Array): void
  /** The far end, the network or what is spoken has ended it: the carrier is gone. */
  ended(): void
}

export interface DataCall {
  /** bit/s, as CONNECT tells of it. */
  readonly rate: number
  /** Begins to speak; CONNECT has been said. */
  begin(events: DataCallEvents): void
  /** Octets of the terminal. */
  receive(octets: Uint8Array): void
  /** Resolves when nothing is left of it; `ended` is not called then. */
  hangUp(): Promise<void>
}
