/** What is to be given away of recorded segments: the part that is asked for, without who anybody is unless that is asked for. */
import { CaptureWriter, type CaptureEntry, type CaptureFrame } from './capture-file.ts'
import { beginsWithOpen, CarryOver } from './carry-over/carry-over.ts'
import { FrameRedactor } from './frame-redactor.ts'
import { inTurns } from './in-turns.ts'
import { entriesOf } from './ring/segment-entries.ts'

export interface SaveOptions {
  /** Nothing before this instant, but for what is carried over. */
  readonly since?: number | undefined
  /** This modem's frames alone, and the notes on it and on no modem. */
  readonly modem?: string | undefined
  /** Personal data stay in it. What is secret never was. */
  readonly reveal?: boolean | undefined
  readonly application: string
  /** What modems are called, by the names of their drivers. */
  readonly names?: ReadonlyMap<string, string> | undefined
}

/**
 * A capture file of its own. Segments that are damaged give what is whole of them. It begins with what is carried over of each
 * modem that is in it, and of each that was quiet meanwhile, unless that was opened within it.
 */
export async function saveCapture(
  segments: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  options: SaveOptions,
): Promise<Uint8Array> {
  const { reveal = false, application, names } = options
  const before = new CarryOver()
  const body: CaptureEntry[] = []
  const redactors = new Map<string, FrameRedactor>()
  const put = (entry: CaptureEntry): void => {
    const { modem } = entry
    if (
      options.modem !== undefined &&
      modem !== options.modem &&
      (modem !== undefined || entry.kind === 'frame')
    ) {
      return
    }
    const isBefore = options.since !== undefined && entry.at < options.since
    if (isBefore || (entry.kind === 'frame' && entry.carried === true)) before.take(entry)
    else body.push(entry)
  }
  const putFrame = (entry: CaptureFrame): void => {
    const { modem, carried } = entry
    const redactor = redactors.get(modem) ?? new FrameRedactor('personal')
    redactors.set(modem, redactor)
    for (const record of redactor.push(entry, entry.version)) {
      put({ ...record, kind: 'frame', modem, carried })
    }
  }
  for await (const segment of segments) {
    await inTurns(entriesOf(segment), (entry) => {
      if (entry.kind === 'frame' && !reveal) putFrame(entry)
      else put(entry)
    })
  }
  for (const [modem, redactor] of redactors) {
    for (const record of redactor.end()) put({ ...record, kind: 'frame', modem })
  }
  const writer = new CaptureWriter({ application, comment: commentOf(reveal) })
  const pieces: Uint8Array[] = [writer.header]
  await inTurns([...carriedInto(body, before), ...body], (entry) => {
    const name = entry.modem === undefined ? undefined : names?.get(entry.modem)
    pieces.push(...writer.blocks(name === undefined ? entry : { ...entry, modem: name }))
  })
  return Buffer.concat(pieces)
}

function commentOf(reveal: boolean): string {
  return reveal
    ? 'Secrets (PINs, passwords, keys, what nobody understands) are zeroed. It holds personal data: treat it as such.'
    : 'Secrets (PINs, passwords, keys, what nobody understands) are zeroed, personal data (IMEI, IMSI, ICCID, numbers, texts) too or written as 0.'
}

function carriedInto(body: readonly CaptureEntry[], before: CarryOver): readonly CaptureFrame[] {
  const framesOf = Map.groupBy(
    body.filter((entry) => entry.kind === 'frame'),
    ({ modem }) => modem,
  )
  return before.frames((modem, isThere) => {
    const frames = framesOf.get(modem)
    return frames === undefined ? isThere : !beginsWithOpen(frames)
  })
}
