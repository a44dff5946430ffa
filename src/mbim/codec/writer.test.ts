import { describe, expect, test } from 'vitest'
import { Writer } from './writer.ts'

function message(writer: Writer, size: number, fill: number): Uint8Array {
  writer.begin()
  writer.append(new Uint8Array(size).fill(fill))
  return writer.finish()
}

describe('a writer', () => {
  test('never writes over what it handed out', () => {
    const writer = new Writer()
    const messages = Array.from({ length: 3000 }, (_, index) =>
      message(writer, 1 + (index % 301), index % 251),
    )
    for (const [index, bytes] of messages.entries()) {
      expect(bytes.length).toBe(1 + (index % 301))
      expect(bytes.every((byte) => byte === index % 251)).toBe(true)
    }
  })

  test('has room for a message longer than any slab', () => {
    const writer = new Writer()
    const short = message(writer, 100, 1)
    const long = message(writer, 300_000, 2)
    const next = message(writer, 5, 3)
    expect([short.length, long.length, next.length]).toEqual([100, 300_000, 5])
    expect(short.every((byte) => byte === 1)).toBe(true)
    expect(long.every((byte) => byte === 2)).toBe(true)
    expect(next.every((byte) => byte === 3)).toBe(true)
  })

  test('takes a message along that outgrows its slab bit by bit', () => {
    const writer = new Writer()
    message(writer, 60_000, 9)
    const start = writer.begin()
    for (let index = 0; index < 50_000; index++) writer.u32(writer.reserve(4), index)
    writer.u32(start, 77)
    const bytes = writer.finish()
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
    expect(bytes.length).toBe(200_000)
    expect(view.getUint32(0, true)).toBe(77)
    for (let index = 1; index < 50_000; index++) {
      if (view.getUint32(4 * index, true) !== index) expect(view.getUint32(4 * index, true)).toBe(index)
    }
  })

  test('pads with zeros, whatever a message that failed left behind', () => {
    const writer = new Writer()
    writer.begin()
    writer.append(new Uint8Array(64).fill(0xff))
    writer.begin()
    writer.append(Uint8Array.of(1))
    writer.align()
    writer.append(Uint8Array.of(2))
    expect(writer.finish()).toEqual(Uint8Array.of(1, 0, 0, 0, 2))
  })

  test('starts each message aligned', () => {
    const writer = new Writer()
    for (let size = 1; size < 20; size++) expect(message(writer, size, 1).byteOffset % 8).toBe(0)
  })
})
