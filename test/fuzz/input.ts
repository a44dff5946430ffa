/** What the fuzzer feeds: one frame, what a channel reads one after the other, or a capture. Written as text, to be fed again. */
import { fromHex, toHex } from '../../src/base/index.ts'
import { MBIMEX_VERSIONS } from '../../src/mbim/codec/codec.ts'
import type { MbimExVersion } from '../../src/mbim/index.ts'

export type Input =
  | { readonly kind: 'frame'; readonly version: MbimExVersion; readonly frame: Uint8Array }
  | { readonly kind: 'stream'; readonly version: MbimExVersion; readonly chunks: readonly Uint8Array[] }
  | { readonly kind: 'capture'; readonly file: Uint8Array }

/** `frame:v3:0300…`, `stream:v1:0300…,0c00…`, `capture:0a0d…`. */
export function formatInput(input: Input): string {
  if (input.kind === 'capture') return `capture:${toHex(input.file)}`
  const bytes = input.kind === 'frame' ? [input.frame] : input.chunks
  return `${input.kind}:v${input.version}:${bytes.map((one) => toHex(one)).join()}`
}

/** Undoes `formatInput`. */
export function parseInput(text: string): Input {
  const [, file] = /^capture:((?:[0-9a-f]{2})*)$/.exec(text) ?? []
  if (file !== undefined) return { kind: 'capture', file: fromHex(file) }
  const [, kind, number = '', hex = ''] = /^(frame|stream):v([1-4]):([0-9a-f,]*)$/.exec(text) ?? []
  const version = MBIMEX_VERSIONS.find((one) => one.toString() === number)
  if (version === undefined) throw new TypeError(`not an input: ${text.slice(0, 40)}`)
  if (kind === 'frame') return { kind, version, frame: fromHex(hex) }
  return { kind: 'stream', version, chunks: hex.split(',').map((chunk) => fromHex(chunk)) }
}
