/**
 * What must hold for any file that is taken for a capture: it is read as far as it is whole, or refused with the place; what was
 * read is no more than the file holds, is written and read again the same, and is played back or refused.
 */
import { toHex, DialtoneError, VirtualClock } from '../../src/base/index.ts'
import { CaptureError, CaptureWriter, readCapture, type CaptureEntry } from '../../src/record/index.ts'
import { createReplayModem } from '../../src/virtual/index.ts'

export interface CaptureTally {
  captures: number
  /** Frames that were found in them. */
  captured: number
  /** Captures that were refused. */
  unreadable: number
}

/** @param frames what has to be read, where that is known. @throws anything that must not be */
export function checkCapture(
  file: Uint8Array,
  tally: CaptureTally,
  frames: readonly Uint8Array[] | undefined,
): void {
  tally.captures++
  const entries = read(file)
  if (entries === undefined) tally.unreadable++
  const found = framesOf(entries ?? [])
  tally.captured += found.length
  if (frames !== undefined) {
    expectSame(
      found,
      frames.map((frame) => toHex(frame)),
      'what was captured',
    )
  }
  const bytes = found.reduce((sum, hex) => sum + hex.length / 2, 0)
  if (bytes > file.length) throw new Error(`${bytes} bytes of frames in a file of ${file.length}`)
  if (entries !== undefined) {
    const writer = new CaptureWriter({ application: 'fuzz', comment: 'fuzz' })
    const again = Buffer.concat([writer.header, ...entries.flatMap((entry) => writer.blocks(entry))])
    expectSame(framesOf(readCapture(again).entries), found, 'what was written again')
  }
  const modems = new Set(entries?.flatMap((entry) => (entry.kind === 'frame' ? [entry.modem] : [])))
  for (const modem of modems) {
    refusedAtMost(() => createReplayModem(file, { clock: new VirtualClock(), modem })[Symbol.dispose]())
  }
}

/** Whole, or as far as it goes: a file that can be read whole is read the same either way. */
function read(file: Uint8Array): readonly CaptureEntry[] | undefined {
  const whole = refusedAtMost(() => readCapture(file))
  const torn = refusedAtMost(() => readCapture(file, { torn: true }))
  if (whole !== undefined && whole.entries.length !== torn?.entries.length) {
    throw new Error('a whole capture is read otherwise as a torn one')
  }
  if (torn?.tornAt !== undefined && torn.tornAt > file.length) {
    throw new Error(`torn at byte ${torn.tornAt} of ${file.length}`)
  }
  return torn?.entries
}

function refusedAtMost<T>(attempt: () => T): T | undefined {
  try {
    return attempt()
  } catch (thrown) {
    const isRefusal = DialtoneError.of(thrown)?.code === 'invalid_argument'
    if (!isRefusal || (thrown instanceof CaptureError && !(thrown.offset >= 0))) throw thrown
    return undefined
  }
}

function framesOf(entries: readonly CaptureEntry[]): readonly string[] {
  return entries.flatMap((entry) => (entry.kind === 'frame' ? [toHex(entry.frame)] : []))
}

function expectSame(found: readonly string[], wanted: readonly string[], what: string): void {
  if (found.length !== wanted.length || found.some((frame, at) => frame !== wanted[at])) {
    throw new Error(`${what} is read otherwise: ${found.join()} for ${wanted.join()}`)
  }
}
