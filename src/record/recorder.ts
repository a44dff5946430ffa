/**
 * The black box of a service: what passed on its control channels and what was decided, of the last hours, whatever else goes
 * wrong. It sees frames and takes notes; it understands of them what redaction needs, and decides nothing.
 *
 *     await using recorder = await openRecorder({ folder, ring: { enabled: true, size, age }, application, clock })
 *     const channel = recorder.tap(openControlChannel(path), path)     // as before, and recorded
 *     recorder.note('modem0 is ready', path)
 *     const file = await recorder.save({ source: 'recorder', since })  // a capture that Wireshark opens
 *
 * Beside the ring, one capture at a time can be made of its own: it begins when told, and keeps all of it until it is
 * stopped, or full. Whatever a capture begins with, it has before that what is needed to read it and to play it back.
 */
import { join } from 'node:path'
import { DialtoneError, silent, type Clock, type Duration, type Logger } from '../base/index.ts'
import { traceChannel, type Channel } from '../channel/index.ts'
import type { CaptureEntry, CaptureNote } from './capture-file.ts'
import { CarryOver } from './carry-over/carry-over.ts'
import { FrameRedactor, type RedactedRecord } from './frame-redactor.ts'
import { FolderShelf } from './ring/folder-shelf.ts'
import { MemoryShelf } from './ring/memory-shelf.ts'
import { Ring, type RingLimits } from './ring/ring.ts'
import { entriesOf } from './ring/segment-entries.ts'
import type { Shelf } from './ring/shelf.ts'
import { saveCapture } from './save-capture.ts'
import { WallTime } from './wall-time.ts'

export interface RecorderSettings {
  readonly enabled: boolean
  /** Bytes. */
  readonly size: number
  readonly age: Duration
}

export interface RecorderOptions {
  /** Made where it is not there. In memory only, and less, where none is given. */
  readonly folder?: string | undefined
  readonly ring: RecorderSettings
  /** What writes the captures: `Dialtone 0.1.0`. */
  readonly application: string
  readonly clock: Clock
  readonly log?: Logger | undefined
}

export interface RecordedState {
  /** Bytes that are kept. */
  readonly size: number
  readonly limits: RingLimits
  /** Since when, in this life of the service; nothing yet where it is absent. */
  readonly since?: number
  /** Entries that could not be kept. */
  readonly lost: number
  readonly trouble?: string
}

export interface CaptureState extends RecordedState {
  readonly running: boolean
  /** Why it ended: somebody stopped it, a limit was reached, the service ended before it. */
  readonly ended?: 'stopped' | 'full' | 'restarted'
}

export interface SaveInput {
  readonly source: 'recorder' | 'capture'
  readonly since?: number | undefined
  readonly modem?: string | undefined
  readonly reveal?: boolean | undefined
  readonly names?: ReadonlyMap<string, string> | undefined
}

/** In memory no more than this, whatever the settings allow. */
const MOST_IN_MEMORY = 2 * 1024 * 1024

const KEPT = 'Kept by the recorder of the service: secrets are zeroed, personal data are in it.'

export async function openRecorder(options: RecorderOptions): Promise<Recorder> {
  const recorder = new Recorder(options)
  await recorder.open()
  return recorder
}

export class Recorder implements AsyncDisposable {
  readonly #options: RecorderOptions
  readonly #log: Logger
  readonly #time: WallTime
  readonly #ring: Ring
  readonly #capture: Ring
  #enabled: boolean
  /** What passed while the ring did not record. */
  #aside = new CarryOver()
  readonly #modems = new Set<string>()
  #running = false
  #ended: CaptureState['ended']

  constructor(options: RecorderOptions) {
    const { clock, log = silent, ring, folder } = options
    this.#options = options
    this.#log = log
    this.#enabled = ring.enabled
    this.#time = new WallTime(clock, (step, at) => {
      const text = `the wall clock was set, or the machine slept: it shows ${step / 1000} s more than it would`
      this.#add({ kind: 'note', at, text, step })
    })
    this.#ring = this.#makeRing('ring', { size: ring.size, age: ring.age }, 'forget')
    this.#capture = this.#makeRing('capture', { size: ring.size, age: ring.age }, 'end')
    if (folder === undefined && ring.enabled) log.debug({}, 'the recorder keeps what it hears in memory only')
  }

  async open(): Promise<void> {
    await this.#ring.open()
    await this.#capture.open()
    if (this.#capture.size > 0) this.#ended = 'restarted'
  }

  /** The channel, with all that passes recorded as that of this modem. */
  tap(channel: Channel, modem: string): Channel {
    this.#modems.add(modem)
    const redactor = new FrameRedactor()
    const put = ({ at, direction, frame, version }: RedactedRecord): void => {
      this.#add({ kind: 'frame', at, modem, direction, frame, version })
    }
    this.#note({ text: `opened ${channel.name}`, modem, channel: 'opened' })
    return traceChannel(channel, {
      // Redacted even where nobody records: it is by the frames that it knows the version.
      passed: (direction, frame) => redactor.push({ at: this.#time.now(), direction, frame }).forEach(put),
      closed: (cause) => {
        redactor.end().forEach(put)
        if (cause === undefined) this.#note({ text: 'closed', modem, channel: 'closed' })
        else this.#note({ text: `the channel failed: ${cause.message}`, modem, channel: 'failed' })
      },
    })
  }

  /** Something that happened or was decided. No secret, and nothing personal, may be in the text. */
  note(text: string, modem?: string): void {
    this.#note({ text, modem })
  }

  /** Those that were recorded in this life of the service. */
  get modems(): readonly string[] {
    return [...this.#modems]
  }

  get enabled(): boolean {
    return this.#enabled
  }

  get ring(): RecordedState {
    return stateOf(this.#ring)
  }

  /** The capture that is being made, or was last. */
  get capture(): CaptureState | undefined {
    if (this.#running && this.#capture.ended) this.#end('full')
    if (!this.#running && this.#ended === undefined) return undefined
    return {
      ...stateOf(this.#capture),
      running: this.#running,
      ...(this.#ended !== undefined && { ended: this.#ended }),
    }
  }

  /** The ring goes on with other bounds, or stops recording; what it has stays until it is too old. */
  set({ enabled, size, age }: RecorderSettings): void {
    if (enabled && !this.#enabled) {
      for (const frame of this.#aside.frames()) this.#ring.add(frame)
      this.#aside = new CarryOver()
    }
    this.#enabled = enabled
    this.#ring.setLimits(this.#bounded({ size, age }))
  }

  /**
   * Begins a capture, in place of the one before.
   * @throws DialtoneError `already_exists` while one is running.
   */
  async start(limits: RingLimits): Promise<void> {
    if (this.capture?.running === true) {
      throw new DialtoneError('already_exists', 'a capture is running already: stop it first')
    }
    await this.#capture.clear()
    this.#capture.setLimits(this.#bounded(limits))
    this.#running = true
    this.#ended = undefined
    const began = this.#time.now()
    this.note('the capture begins')
    await this.#capture.setHead(await this.#knownAt(began))
  }

  /** @throws DialtoneError `invalid_state` while none is running. */
  async stop(): Promise<void> {
    if (this.capture?.running !== true) {
      throw new DialtoneError('invalid_state', 'no capture is running: start one first')
    }
    this.note('the capture ends')
    this.#end('stopped')
    await this.#capture.flush()
  }

  /** A capture file. @throws DialtoneError `not_found` where there is nothing to save. */
  async save({ source, since, modem, reveal, names }: SaveInput): Promise<Uint8Array> {
    if (source === 'capture' && this.capture === undefined) {
      throw new DialtoneError('not_found', 'there is no capture: start one, or save what the recorder has')
    }
    const { application, clock } = this.#options
    const ring = source === 'capture' ? this.#capture : this.#ring
    // A segment goes as a whole, so some of what is kept is older than it should be.
    const oldest = source === 'capture' ? undefined : clock.now() - ring.limits.age
    const from = since === undefined ? oldest : Math.max(since, oldest ?? since)
    return saveCapture(ring.read(), { since: from, modem, reveal, names, application })
  }

  /** Resolves when what was recorded so far is written, or lost. */
  async flush(): Promise<void> {
    await Promise.all([this.#ring.flush(), this.#capture.flush()])
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#ring[Symbol.asyncDispose]()
    await this.#capture[Symbol.asyncDispose]()
  }

  /** What a capture that begins at this instant is to begin with. */
  async #knownAt(instant: number): Promise<CarryOver> {
    const known = new CarryOver()
    const take = (entry: CaptureEntry): void => {
      if (entry.at <= instant) known.take(entry)
    }
    for await (const segment of this.#ring.read()) entriesOf(segment).forEach(take)
    this.#aside.frames().forEach(take)
    return known
  }

  #note(note: Omit<CaptureNote, 'kind' | 'at'>): void {
    if (this.#enabled || this.#running) this.#add({ kind: 'note', at: this.#time.now(), ...note })
  }

  #add(entry: CaptureEntry): void {
    if (this.#enabled) this.#ring.add(entry)
    else this.#aside.take(entry)
    if (this.#running) this.#capture.add(entry)
  }

  #end(why: CaptureState['ended']): void {
    this.#running = false
    this.#ended = why
  }

  #bounded({ size, age }: RingLimits): RingLimits {
    return { size: this.#options.folder === undefined ? Math.min(size, MOST_IN_MEMORY) : size, age }
  }

  #makeRing(prefix: string, limits: RingLimits, full: 'forget' | 'end'): Ring {
    const { folder, clock, application } = this.#options
    const shelf: Shelf = folder === undefined ? new MemoryShelf() : new FolderShelf(folder, prefix)
    return new Ring({
      shelf,
      clock,
      full,
      limits: this.#bounded(limits),
      writer: { application, comment: KEPT },
      trouble: (message) => {
        const where = folder === undefined ? {} : { folder: join(folder) }
        if (message === undefined) this.#log.info(where, 'the recorder records again')
        else this.#log.warn({ ...where, error: message }, 'the recorder cannot record; it tries again')
      },
    })
  }
}

function stateOf({ size, limits, since, lost, trouble }: Ring): RecordedState {
  return {
    size,
    limits,
    lost,
    ...(since !== undefined && { since }),
    ...(trouble !== undefined && { trouble }),
  }
}
