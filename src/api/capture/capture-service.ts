/** The part of the contract that is about the recorder: what passed between the service and its modems. */
import type { Cause } from '../../core/index.ts'

/** What is kept, and how much of it. */
export interface Recorded {
  /** Bytes that are kept. */
  readonly size: number
  /** Bytes that may be kept. */
  readonly maxSize: number
  /** Milliseconds for which anything is kept. */
  readonly maxAge: number
  /** Since when, in this life of the service; absent where nothing has been recorded. */
  readonly since?: number
  /** Frames and notes that could not be kept. */
  readonly lost: number
  /** Why nothing can be written at the moment. */
  readonly trouble?: Cause
}

export interface RecordedCapture extends Recorded {
  readonly running: boolean
  /** `full`: at one of its limits. `restarted`: the service was. */
  readonly ended?: 'stopped' | 'full' | 'restarted'
}

export interface CaptureStatus {
  /** What records all the time, and forgets the oldest. */
  readonly recorder: Recorded & { readonly enabled: boolean }
  /** The capture that runs, or the last one. */
  readonly capture?: RecordedCapture
}

/** Limits at which a capture ends by itself. */
export interface CaptureLimits {
  /** Bytes; 16 MiB unless told. */
  readonly maxSize?: number
  /** Milliseconds; a day unless told. */
  readonly maxAge?: number
}

export interface SaveCaptureInput {
  /** `recorder` unless told: what it has of the last hours. */
  readonly source?: 'recorder' | 'capture'
  /** Milliseconds: no more than the last so many. */
  readonly last?: number
  /** Name or id of a modem, or the device of one that is gone: its frames alone. */
  readonly modem?: string
}

export interface CaptureService {
  captureStatus(): Promise<CaptureStatus>
  /** Begins a capture, in place of the one before. Fails with `already_exists` while one is running. */
  startCapture(input?: CaptureLimits): Promise<CaptureStatus>
  /** Fails with `invalid_state` while none is running. */
  stopCapture(): Promise<CaptureStatus>
  /**
   * A capture file (pcapng) that Wireshark opens. Never a secret is in it, and no personal data unless `reveal` is given, which
   * needs the scopes `sim` and `sms`. Fails with `not_found` where there is nothing to save.
   */
  saveCapture(input?: SaveCaptureInput, options?: { readonly reveal?: boolean }): Promise<Uint8Array>
}

/** What records; handed to the manager by `main/`. */
export interface CaptureControl {
  /** What modems were recorded, as their drivers call them. */
  devices(): readonly string[]
  status(): CaptureStatus
  start(limits: Required<CaptureLimits>): Promise<void>
  stop(): Promise<void>
  /** `names`: device → name of a modem. */
  save(input: {
    readonly source: 'recorder' | 'capture'
    readonly last?: number
    readonly device?: string
    readonly reveal: boolean
    readonly names: ReadonlyMap<string, string>
  }): Promise<Uint8Array>
}
