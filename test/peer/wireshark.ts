/** MBIM frames as Wireshark reads them: the values it finds in each, and what it complains about. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Dissection {
  /** Name of a field of Wireshark's → every value it has in this frame, in order. */
  readonly fields: ReadonlyMap<string, readonly string[]>
  /** Malformed marks and expert remarks. */
  readonly complaints: readonly string[]
}

/** Link type 147 is free for such uses; the preference says that it is MBIM's control channel. */
const LINK_TYPE = 147
const PREFERENCE = 'uat:user_dlts:"User 0 (DLT=147)","mbim.control","0","","0",""'

/** Dissects the frames in the order in which they were sent: one run, one conversation. */
export function dissect(frames: readonly Uint8Array[]): readonly Dissection[] {
  return dissectCapture(pcap(frames), ['-o', PREFERENCE])
}

/** Dissects the frames of a capture file. */
export function dissectCapture(bytes: Uint8Array, options: readonly string[] = []): readonly Dissection[] {
  const shown = ['-T', 'json', '--no-duplicate-keys', '-J', 'mbim _ws.malformed _ws.expert']
  const packets = JSON.parse(readInWireshark(bytes, [...options, ...shown])) as {
    readonly _source: { readonly layers: unknown }
  }[] // tshark's form
  return packets.map(({ _source }) => flatten(_source.layers))
}

/** What tshark prints of a capture file. */
export function readInWireshark(bytes: Uint8Array, options: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'dialtone-wireshark-'))
  try {
    const file = join(folder, 'frames.pcap')
    writeFileSync(file, bytes)
    const { status, stdout, stderr } = spawnSync('tshark', ['-r', file, ...options], {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    })
    if (status !== 0) throw new Error(stderr)
    return stdout
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** The classic format: a file header, then each frame behind a header of its own, without times. */
function pcap(frames: readonly Uint8Array[]): Uint8Array {
  const words = (...values: number[]): Uint8Array => new Uint8Array(Uint32Array.from(values).buffer)
  return Buffer.concat([
    words(0xa1b2c3d4, 0x00040002, 0, 0, 0x40000, LINK_TYPE),
    ...frames.flatMap((frame) => [words(0, 0, frame.length, frame.length), frame]),
  ])
}

/** tshark nests fields as its window shows them; only the leaves matter here. */
function flatten(layers: unknown): Dissection {
  const fields = new Map<string, string[]>()
  const complaints: string[] = []
  const walk = (name: string, value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) walk(name, item)
    else if (typeof value === 'object' && value !== null) {
      for (const [inner, item] of Object.entries(value)) walk(inner, item)
    } else if (name === '_ws.expert.message') complaints.push(String(value))
    else if (name.startsWith('mbim.')) fields.set(name, [...(fields.get(name) ?? []), String(value)])
    else if (name.startsWith('_ws.malformed')) complaints.push('malformed')
  }
  walk('', layers)
  return { fields, complaints }
}
