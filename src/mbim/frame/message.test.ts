import { describe, expect, expectTypeOf, test } from 'vitest'
import { fromHex, toHex } from '../../base/index.ts'
import { Connect, DeviceCaps } from '../service/basic-connect.ts'
import { parseMessage, serializeInfo, serializeMessage, type Command, type Message } from './message.ts'

const uuid = 'a289cc33-bcbb-8b4f-b6b0-133ec2aae6df'
const info = Uint8Array.of(1, 2, 3)

describe('a message', () => {
  // The plain ones, and commands with their info, are held to libmbim's bytes in test/wire.
  test.each([
    [
      {
        type: 'command-done',
        transactionId: 7,
        service: uuid,
        cid: 12,
        status: 'max-activated-contexts',
        info,
      },
      '03000080 33000000 07000000 01000000 00000000 a289cc33bcbb8b4fb6b0133ec2aae6df 0c000000 0d000000 03000000 010203',
    ],
    [
      { type: 'indicate-status', transactionId: 0, service: uuid, cid: 12, info },
      '07000080 2f000000 00000000 01000000 00000000 a289cc33bcbb8b4fb6b0133ec2aae6df 0c000000 03000000 010203',
    ],
    [
      { type: 'command', transactionId: 7, service: uuid, cid: 12, operation: 5, info: new Uint8Array(0) },
      '03000000 30000000 07000000 01000000 00000000 a289cc33bcbb8b4fb6b0133ec2aae6df 0c000000 05000000 00000000',
    ],
    [{ type: 'open-done', transactionId: 7, status: 0x87654321 }, '01000080 10000000 07000000 21436587'],
  ] as const)('$0.type, both ways', (message, hex) => {
    expect(toHex(serializeMessage(message))).toBe(hex.replaceAll(' ', ''))
    expect(parseMessage(fromHex(hex))).toEqual(message)
  })

  test('may be longer than it needs to be', () => {
    expect(parseMessage(fromHex('02000000 10000000 07000000 00000000'))).toEqual({
      type: 'close',
      transactionId: 7,
    })
  })

  test('is read without a copy', () => {
    const frame = serializeMessage({ type: 'indicate-status', transactionId: 0, service: uuid, cid: 1, info })
    const message = parseMessage(frame)
    expect('info' in message && message.info.buffer).toBe(frame.buffer)
  })

  test.each([
    ['a fragment', '03000080 14000000 07000000 02000000 00000000', 'totalFragments @12: a fragment is not'],
    ['without its status', '01000080 0c000000 07000000', 'status @12: the structure ends after 12 bytes'],
    [
      'whose info leads out',
      '07000080 2c000000 00000000 01000000 00000000 a289cc33bcbb8b4fb6b0133ec2aae6df 0c000000 ffffffff',
      'info @44: 4294967295 bytes expected, 0 left',
    ],
  ])('%s is refused', (_, hex, message) => {
    expect(() => parseMessage(fromHex(hex))).toThrow(message)
  })

  test('is told apart by its type', () => {
    const describeMessage = (message: Message): string => {
      switch (message.type) {
        case 'command':
          return `${message.operation} ${message.cid}`
        case 'open-done':
        case 'close-done':
        case 'command-done':
          return `${message.status}`
        default:
          return message.type
      }
    }
    expect(describeMessage({ type: 'open-done', transactionId: 1, status: 'busy' })).toBe('busy')
    expectTypeOf<Command['operation']>().toEqualTypeOf<'query' | 'set' | number>()
  })
})

describe('a message written around a value', () => {
  const envelope = { type: 'command', transactionId: 9, service: uuid, cid: 12, operation: 'query' } as const

  test('is the same as one around its bytes', () => {
    const value = { sessionId: 4 }
    for (const version of [1, 3] as const) {
      const inTwo = serializeMessage({ ...envelope, info: Connect.query.encode(value, version) })
      expect(serializeInfo(envelope, Connect.query, value, version)).toEqual(inTwo)
    }
    const done = { type: 'command-done', transactionId: 9, service: uuid, cid: 1, status: 'success' } as const
    const indication = { type: 'indicate-status', transactionId: 0, service: uuid, cid: 1 } as const
    const empty = new Uint8Array(0)
    expect(serializeInfo(done, DeviceCaps.query, {}, 1)).toEqual(serializeMessage({ ...done, info: empty }))
    expect(serializeInfo(indication, DeviceCaps.query, {}, 1)).toEqual(
      serializeMessage({ ...indication, info: empty }),
    )
  })

  test('is none when the value has no bytes, and the next one is well', () => {
    expect(() => serializeInfo(envelope, Connect.query, { sessionId: -1 }, 1)).toThrow('sessionId: -1')
    expect(parseMessage(serializeInfo(envelope, Connect.query, { sessionId: 1 }, 3))).toMatchObject(envelope)
  })
})
