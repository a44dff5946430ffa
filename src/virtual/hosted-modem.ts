/** A modem as whoever serves it to a host knows it: one that is simulated, or one that is played back. */
import type { Channel, DataPort } from '../channel/index.ts'

export interface HostedModem {
  readonly name: string
  readonly isPlugged: boolean
  /** wMaxControlMessage: the longest fragment it can take or send. */
  readonly maxControlTransfer: number
  /** What carries the streams of its device services, where something does. */
  readonly dataPort?: DataPort
  /**
   * The host's end of a new channel, in place of the one before.
   * @throws DialtoneError `unplugged`
   */
  connect(name?: string, options?: { readonly shared?: boolean }): Channel
  /** Calls `attached` with a host's end now if the modem is plugged in, and at every plugging in from now on. */
  attachHost(attached: (channel: Channel) => void): Disposable
}
