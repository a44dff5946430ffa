/**
 * An information buffer: the payload of one command, answer or indication. Total and two-way: the host and the virtual
 * modem use the same one, each its half.
 */
import { MBIMEX_VERSIONS, nowhere, type Codec, type Compiled, type MbimExVersion } from './codec.ts'
import type { Marks } from './marks.ts'
import { Reader } from './reader.ts'
import { append } from './struct.ts'
import { Writer } from './writer.ts'

export interface InfoCodec<T = unknown> {
  /** What it consists of. */
  readonly codec: Codec<T>
  /**
   * The bytes for `value`. They share an `ArrayBuffer` with other messages, as Node's buffers do.
   * @throws ValueError for a value that has none
   */
  encode(this: void, value: T, version: MbimExVersion): Uint8Array
  /**
   * The value of these bytes; byte strings in it are views on them. More bytes than expected are those of a newer end
   * and passed over. `marks` are told what was read.
   * @throws WireError
   */
  decode(this: void, bytes: Uint8Array, version: MbimExVersion, marks?: Marks): T
  /** Lays the bytes down at the end of `writer`: for whoever writes the message around them. */
  append(this: void, writer: Writer, value: T, version: MbimExVersion): void
}

/** Encoding is synchronous and nothing encodes within an encode: one writer serves all. */
export const sharedWriter = new Writer()

export function info<T>(codec: Codec<T>): InfoCodec<T> {
  const compiled = new Array<Compiled<T> | undefined>(MBIMEX_VERSIONS.length + 1)
  const compile = (version: MbimExVersion): Compiled<T> =>
    (compiled[version] ??= codec.compile(version, nowhere))
  return {
    codec,
    encode: (value, version) => {
      sharedWriter.begin()
      append(sharedWriter, compile(version), value)
      return sharedWriter.finish()
    },
    decode: (bytes, version, marks) => {
      const { read } = compile(version)
      const reader = new Reader(bytes, 0, bytes.length, marks)
      const value = read(reader, 0, 0)
      reader.settle()
      return value
    },
    append: (writer, value, version) => {
      append(writer, compile(version), value)
    },
  }
}
