import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Decoder, encodeMessage, MESSAGE_TYPES, variant, type Incoming, type Outgoing } from './codec.ts'

const CALL: Outgoing = {
  type: MESSAGE_TYPES.call,
  serial: 7,
  destination: 'org.example.Service',
  path: '/org/example',
  interface: 'org.example.Interface',
  member: 'Method',
  signature: '',
  body: [],
}

function decoded(...chunks: readonly Uint8Array[]): {
  readonly messages: Incoming[]
  readonly unreadable: unknown[]
} {
  const messages: Incoming[] = []
  const unreadable: unknown[] = []
  const decoder = new Decoder(
    (message) => messages.push(message),
    (error) => unreadable.push(error),
  )
  for (const chunk of chunks) decoder.push(chunk)
  return { messages, unreadable }
}

const withBody = (signature: string, ...body: unknown[]): Uint8Array =>
  encodeMessage({ ...CALL, signature, body })

describe('a message', () => {
  test('is read as it was written, its variants as what is in them', () => {
    const settings = {
      apn: variant('s', 'internet'),
      deep: variant('a{sv}', { list: variant('au', [1, 2]) }),
    }
    const bytes = withBody('a{sv}obtay(ub)', settings, '/a/b', true, 5n, Buffer.from([1, 2]), [3, false])
    const { messages } = decoded(bytes)
    expect(messages).toEqual([
      {
        type: MESSAGE_TYPES.call,
        path: '/org/example',
        interface: 'org.example.Interface',
        member: 'Method',
        body: [
          { apn: 'internet', deep: { list: [1, 2] } },
          '/a/b',
          true,
          5n,
          Buffer.from([1, 2]),
          [3, false],
        ],
      },
    ])
  })

  test('may come in pieces of any size, and with others', () => {
    const bytes = Buffer.concat([withBody('s', 'one'), withBody('s', 'two'), withBody('', ...[])])
    for (const size of [1, 3, 16, 17, 64, bytes.length]) {
      const chunks: Uint8Array[] = []
      for (let at = 0; at < bytes.length; at += size) chunks.push(bytes.subarray(at, at + size))
      const { messages } = decoded(...chunks)
      expect(messages.map(({ body }) => body)).toEqual([['one'], ['two'], []])
    }
  })

  test('that names a file descriptor which did not come is lost, and the next one is read', () => {
    const bytes = Buffer.from(withBody('u', 3))
    // A body of the type `h` holds the number of a descriptor; none can come on this connection.
    const at = bytes.indexOf(Buffer.from('\x01u\0', 'latin1'))
    bytes[at + 1] = 'h'.charCodeAt(0)
    const { messages, unreadable } = decoded(bytes, withBody('s', 'next'))
    expect(unreadable).toHaveLength(1)
    expect(messages.map(({ body }) => body)).toEqual([['next']])
  })

  test.each(['a{}', 'a()', 'a', '(', 'a{vs}', 'a{s}', '{sv}', 'z', 'a'.repeat(70) + 'u'])(
    'of the impossible type %s is lost, and read without end by nobody',
    (signature) => {
      const bytes = Buffer.from(withBody('v', variant('a{sv}', { a: variant('u', 1) })))
      const at = bytes.indexOf(Buffer.from('\x05a{sv}\0', 'latin1'))
      const changed = Buffer.concat([
        bytes.subarray(0, at),
        Buffer.from([signature.length, ...Buffer.from(signature), 0]),
        bytes.subarray(at + 7),
      ])
      changed.writeUInt32LE(changed.length - bytes.length + bytes.readUInt32LE(4), 4)
      const { messages, unreadable } = decoded(changed, withBody('s', 'next'))
      expect(unreadable).toEqual([expect.any(RangeError)])
      expect(messages.map(({ body }) => body)).toEqual([['next']])
    },
  )

  test('whose body has an impossible type is lost, and read without end by nobody', () => {
    // `ua()`: a number, and an array of nothing that says it is 4 bytes long.
    const bytes = Buffer.from(withBody('a(u)', [[1]]))
    bytes.write('ua()', bytes.indexOf('a(u)'), 'latin1')
    bytes.writeUInt32LE(4, bytes.length - 8)
    const { messages, unreadable } = decoded(bytes, withBody('s', 'next'))
    expect(unreadable).toEqual([expect.any(RangeError)])
    expect(messages.map(({ body }) => body)).toEqual([['next']])
  })

  test('is read in either order of bytes', () => {
    // A signal of the member M with a body of 258, as a machine of the other order would write it.
    const bytes = Buffer.from(
      '42040001000000040000000100000027' + // B, signal, no flags, version 1; 4 bytes of body; serial 1; 39 bytes of fields
        '01016f00000000022f6100000000000003017300000000014d00000000000000' +
        '0801670001750000' +
        '00000102',
      'hex',
    )
    expect(decoded(bytes).messages).toEqual([{ type: 4, path: '/a', member: 'M', body: [258] }])
  })

  test('of a length that nobody sends is the end of the conversation', () => {
    const bytes = Buffer.from(withBody('s', 'x'))
    bytes.writeUInt32LE(0x7fffffff, 4)
    expect(() => decoded(bytes)).toThrow(expect.objectContaining({ code: 'protocol' }))
  })

  test('with any of its bytes changed throws nothing but a protocol error', () => {
    const original = Buffer.from(withBody('a{sv}as', { a: variant('(us)', [1, 'x']) }, ['y', 'z']))
    fc.assert(
      fc.property(fc.nat(original.length - 1), fc.nat(255), (at, value) => {
        const bytes = Buffer.from(original)
        bytes[at] = value
        try {
          decoded(bytes, withBody('s', 'next'))
        } catch (error) {
          expect(error).toMatchObject({ code: 'protocol' })
        }
      }),
      { numRuns: 3000 },
    )
  })

  test('whose body does not fit its signature is not sent', () => {
    expect(() => withBody('u', 'text')).toThrow(expect.objectContaining({ code: 'internal' }))
    expect(() => withBody('a{sv}', { plain: 1 })).toThrow(expect.objectContaining({ code: 'internal' }))
  })
})
