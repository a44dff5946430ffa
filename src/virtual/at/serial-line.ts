/**
 * The seam between a modem with a serial interface and whatever carries it: a pty, a socket, a CDC-ACM function on USB. It
 * carries octets both ways, and the circuits of ITU-T V.24 that mean something to a modem.
 */

/** What the modem shows the terminal. */
export interface LineSignals {
  /** Circuit 109 (DCD): a call is up. */
  readonly carrier: boolean
  /** Circuit 125 (RI): a call comes in, while it rings. */
  readonly ring: boolean
  /** Circuit 107 (DSR): there is a modem. */
  readonly ready: boolean
}

/** The terminal's side, as the modem sees it. */
export interface SerialLine {
  /** Octets to the terminal; they are the receiver's. */
  send(octets: Uint8Array): void
  /** Told when one of them changes, and once at the start. */
  signals(signals: LineSignals): void
}

/** The modem's side, as whoever carries the line sees it. Disposed of when the line is no longer there. */
export interface SerialEnd extends Disposable {
  /** Octets of the terminal; only looked at while this runs. */
  receive(octets: Uint8Array): void
  /** Circuit 108/2 (DTR): whether a terminal is there. It is until it is said to be not. */
  terminalReady(on: boolean): void
}
