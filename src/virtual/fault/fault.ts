/** What can go wrong on the way between host and function, as data: which frames, and what becomes of them. */
import type { Duration } from '../../base/index.ts'
import type { MessageType } from '../../mbim/index.ts'

export type FaultAction =
  /** Later by `by`, and by up to `jitter` more: frames overtake each other then. */
  | { readonly action: 'delay'; readonly by: Duration; readonly jitter?: Duration }
  | { readonly action: 'drop' }
  /** Twice, or `times`. */
  | { readonly action: 'duplicate'; readonly times?: number }
  /** After the frame that follows it; alone after `within` (1 s) if none does. */
  | { readonly action: 'reorder'; readonly within?: Duration }
  /** With `bytes` (1) of it changed, behind the message header unless `header` is set. */
  | { readonly action: 'corrupt'; readonly bytes?: number; readonly header?: boolean }
  /** In fragments of at most `size` (64) bytes, whatever was agreed on. */
  | { readonly action: 'fragment'; readonly size?: number }
  /** From now on the function hears and says nothing: until it is opened anew, or only until it is restarted. */
  | { readonly action: 'wedge'; readonly until: 'open' | 'restart' }
  /** The frame is lost, and the modem with it. */
  | { readonly action: 'unplug' }
  /** The same, and the modem comes back by itself after as long as it takes to restart. */
  | { readonly action: 'replug' }

export type FaultDirection = 'to-host' | 'to-function'

/** Which frames it strikes; what is left out matches all. */
export interface FaultMatch {
  readonly direction?: FaultDirection
  readonly message?: MessageType
  /** UUID or name of a service: `basic-connect`. */
  readonly service?: string
  /** Number or name of a CID: `12`, `connect`. */
  readonly cid?: number | string
  /** Frames that match and are let pass first. */
  readonly skip?: number
  /** How many it strikes before it is used up; without end unless told. */
  readonly count?: number
  /** The chance that it strikes a frame that matches; 1 unless told. */
  readonly probability?: number
}

export type Fault = FaultMatch & FaultAction
