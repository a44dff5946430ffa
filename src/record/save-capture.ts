/** What is to be given away of recorded segments: the part that is asked for, without who anybody is unless that is asked for. */
import { CaptureWriter, type CaptureEntry, type CaptureFrame } from './capture-file.ts'
import { FrameRedactor } from './frame-redactor.ts'
import { CaptureError } from './pcapng/capture-error.ts'
import { readCapture } from './read-capture.ts'

export interface SaveOptions {
  /** Nothing before this instant. */
  readonly since?: number | undefined
  /** This modem's frames alone, and the notes on it and on no modem. */
  readonly modem?: string | undefined
  /** Personal data stay in it. What is secret never was. */
  readonly reveal?: boolean | undefined
  readonly application: string
  /** What modems are called, by the names of their drivers. */
  readonly names?: ReadonlyMap<string, string> | undefined
}

/** A capture file of its own. Segments that are damaged give what is whole of them. */
export async function saveCapture(
  segments: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  options: SaveOptions,
): Promise<Uint8Array> {
  const { reveal = false, application, names } = options
  const comment = reveal
    ? 'Secrets (PINs, passwords, keys, what nobody understands) are zeroed. It holds personal data: treat it as such.'
    : 'Secrets (PINs, passwords, keys, what nobody understands) are zeroed, personal data (IMEI, IMSI, ICCID, numbers, texts) too or written as 0.'
  const writer = new CaptureWriter({ application, comment })
  const pieces: Uint8Array[] = [writer.header]
  const redactors = new Map<string, FrameRedactor>()
  const put = (entry: CaptureEntry): void => {
    const { modem } = entry
    if (options.since !== undefined && entry.at < options.since) return
    if (
      options.modem !== undefined &&
      modem !== options.modem &&
      (modem !== undefined || entry.kind === 'frame')
    ) {
      return
    }
    const name = modem === undefined ? undefined : names?.get(modem)
    pieces.push(...writer.blocks(name === undefined ? entry : { ...entry, modem: name }))
  }
  const putFrame = (entry: CaptureFrame): void => {
    const { modem } = entry
    const redactor = redactors.get(modem) ?? new FrameRedactor('personal')
    redactors.set(modem, redactor)
    for (const record of redactor.push(entry, entry.version)) put({ ...record, kind: 'frame', modem })
  }
  for await (const segment of segments) {
    for (const entry of entriesOf(segment)) {
      if (entry.kind === 'frame' && !reveal) putFrame(entry)
      else put(entry)
    }
  }
  for (const [modem, redactor] of redactors) {
    for (const record of redactor.end()) put({ ...record, kind: 'frame', modem })
  }
  return Buffer.concat(pieces)
}

/** In the order in which they happened: the fragments of a message were written when it was whole. */
function entriesOf(segment: Uint8Array): readonly CaptureEntry[] {
  try {
    return inOrder(readCapture(segment, { torn: true }).entries)
  } catch (thrown) {
    if (thrown instanceof CaptureError) return []
    throw thrown
  }
}

/** A step of the wall clock stays where it is: what is on its two sides cannot be compared. */
function inOrder(entries: readonly CaptureEntry[]): readonly CaptureEntry[] {
  let stretch: CaptureEntry[] = []
  const ordered: CaptureEntry[] = []
  const settle = (): void => {
    ordered.push(...stretch.sort((one, other) => one.at - other.at))
    stretch = []
  }
  for (const entry of entries) {
    if (entry.kind === 'note' && entry.step !== undefined) settle()
    stretch.push(entry)
  }
  settle()
  return ordered
}
