/**
 * A capture as a file: frames of modems and notes on what was decided meanwhile, in a pcapng file that Wireshark opens as it
 * is. Every modem is an interface; a frame is a packet of the kind in which Wireshark exports what it has dissected
 * (LINKTYPE_WIRESHARK_UPPER_PDU, 252), which names its dissector: `mbim.control`. So nobody has to be told what USER0 is.
 *
 *     0: u16 tag 12 (dissector's name)   2: u16 length   4: `mbim.control`   16: u16 tag 0 (end)   18: u16 0   20: the frame
 *
 * Tags are in network order (Wireshark, wsutil/exported_pdu_tlvs.h).
 */
import type { TraceRecord } from '../channel/index.ts'
import type { MbimExVersion } from '../mbim/index.ts'
import {
  interfaceBlock,
  journalBlock,
  OPTIONS,
  packetBlock,
  sectionBlock,
  textOption,
} from './pcapng/block.ts'

/** A frame of a modem. */
export interface CaptureFrame {
  readonly kind: 'frame'
  /** Milliseconds since 1970-01-01 UTC. */
  readonly at: number
  /** The modem, as its driver calls it: `/dev/cdc-wdm0`. */
  readonly modem: string
  readonly direction: TraceRecord['direction']
  readonly frame: Uint8Array
  /** What both ends had agreed on, where that is known. */
  readonly version?: MbimExVersion | undefined
  /** From before the capture: without it nobody could read the capture, or bring the modem up again from it. */
  readonly carried?: boolean | undefined
}

/** What happened or was decided, in words: never a secret, never who somebody is. */
export interface CaptureNote {
  readonly kind: 'note'
  readonly at: number
  readonly text: string
  readonly modem?: string | undefined
  /** What became of the control channel of the modem: `failed` where nobody here closed it. */
  readonly channel?: 'opened' | 'closed' | 'failed' | undefined
  /** The wall clock was set: it shows so many milliseconds more than before. */
  readonly step?: number | undefined
}

export type CaptureEntry = CaptureFrame | CaptureNote

export const UPPER_PDU = 252
export const DISSECTOR = 'mbim.control'
export const DISSECTOR_TAG = 12

const WRAPPING = Uint8Array.from([
  0,
  DISSECTOR_TAG,
  0,
  DISSECTOR.length,
  ...new TextEncoder().encode(DISSECTOR),
  0,
  0,
  0,
  0,
])

/** What a frame that was carried over says of itself, as the comment of its packet. */
export const CARRIED = 'From before the capture: the last that was known of this.'

/** Longer than any event in words. */
const LONGEST_NOTE = 2048

export interface CaptureWriterOptions {
  /** What wrote it: `Dialtone 0.1.0`. */
  readonly application: string
  /** What is to be known of the whole file: what was taken out of it. */
  readonly comment: string
}

/** Makes the blocks of one section, beginning with its header. An interface is described when its first frame comes. */
export class CaptureWriter {
  readonly #interfaces = new Map<string, number>()
  readonly header: Uint8Array

  constructor({ application, comment }: CaptureWriterOptions) {
    this.header = sectionBlock([
      textOption(OPTIONS.comment, comment),
      textOption(OPTIONS.application, application),
    ])
  }

  /** The blocks for an entry, in order. */
  blocks(entry: CaptureEntry): readonly Uint8Array[] {
    if (entry.kind === 'note') return [noteBlock(entry)]
    const { at, modem, direction, frame, version, carried } = entry
    // Other layouts from here on: another interface, so that every frame says by itself how it is read.
    const key = `${version ?? 0} ${modem}`
    const known = this.#interfaces.get(key)
    const index = known ?? this.#interfaces.size
    const packet = packetBlock({
      interface: index,
      at,
      direction,
      prefix: WRAPPING,
      data: frame,
      ...(carried === true && { comment: CARRIED }),
    })
    if (known !== undefined) return [packet]
    this.#interfaces.set(key, index)
    const options = [
      textOption(OPTIONS.name, oneLine(modem)),
      textOption(OPTIONS.description, protocolText(version)),
    ]
    return [interfaceBlock(UPPER_PDU, options), packet]
  }
}

/** What the description of an interface says. */
export function protocolText(version: MbimExVersion | undefined): string {
  if (version === undefined) return 'MBIM, extensions not known'
  return version === 1 ? 'MBIM 1.0' : `MBIM, extensions ${version}.0`
}

/** The other way round; nothing where it does not say. */
export function versionIn(description: string): MbimExVersion | undefined {
  if (description === 'MBIM 1.0') return 1
  const found = /^MBIM, extensions ([234])\.0$/.exec(description)?.[1]
  return found === undefined ? undefined : (Number(found) as MbimExVersion) // as the pattern has it
}

/** `PRIORITY=6` is "informational" (RFC 5424 §6.2.1). */
function noteBlock({ at, text, modem, channel, step }: CaptureNote): Uint8Array {
  return journalBlock({
    __REALTIME_TIMESTAMP: Math.round(at * 1000).toString(),
    MESSAGE: oneLine(text).slice(0, LONGEST_NOTE),
    PRIORITY: '6',
    SYSLOG_IDENTIFIER: 'dialtone',
    ...(modem !== undefined && { DIALTONE_MODEM: oneLine(modem) }),
    ...(channel !== undefined && { DIALTONE_CHANNEL: channel }),
    ...(step !== undefined && { DIALTONE_CLOCK_STEP: step.toString() }),
  })
}

/** Names and texts may come from a modem or from the network: a line break in one would be another field. */
function oneLine(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ')
}
