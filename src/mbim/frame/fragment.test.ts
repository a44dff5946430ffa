import { describe, expect, test } from 'vitest'
import { fragment } from './fragment.ts'
import { readHeader } from './header.ts'
import { serializeMessage } from './message.ts'

const service = 'a289cc33-bcbb-8b4f-b6b0-133ec2aae6df'
const command = (bytes: number): Uint8Array =>
  serializeMessage({
    type: 'command',
    transactionId: 7,
    service,
    cid: 1,
    operation: 'set',
    info: Uint8Array.from({ length: bytes }, (_, index) => index % 251),
  })

describe('cutting a message', () => {
  test('leaves alone what fits', () => {
    const message = command(16)
    expect(fragment(message, 64)).toEqual([message])
    expect(fragment(message, 4096)[0]).toBe(message)
  })

  test.each([17, 28, 29, 60, 61, 1000])('with %d bytes of info fills all fragments but the last', (bytes) => {
    const message = command(bytes)
    const pieces = fragment(message, 64)
    const headers = pieces.map(readHeader)
    expect(headers.map(({ currentFragment }) => currentFragment)).toEqual(pieces.map((_, index) => index))
    expect(new Set(headers.map(({ totalFragments }) => totalFragments))).toEqual(new Set([pieces.length]))
    expect(new Set(headers.map(({ transactionId }) => transactionId))).toEqual(new Set([7]))
    expect(pieces.slice(0, -1).every((piece) => piece.length === 64)).toBe(true)
    expect(pieces.at(-1)?.length).toBeGreaterThan(20)
    const data = pieces.flatMap((piece) => [...piece.subarray(20)])
    expect(data).toEqual([...message.subarray(20)])
  })

  test('is not possible into pieces that no function may ask for', () => {
    expect(() => fragment(command(100), 63)).toThrow('a control transfer of 63 bytes is too short')
  })
})
