import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answerQuery } from './name-server.ts'

const NAMES = {
  'example.com': { a: '192.0.2.80', aaaa: '2001:db8:80::80' },
  '*.example': { a: '192.0.2.81' },
}

/** A query with this id for a name, type and class. */
function query(name: string, { type = 1, kind = 1, flags = 0x0100 } = {}): Uint8Array {
  const labels = name.split('.').flatMap((label) => [label.length, ...Buffer.from(label)])
  return Uint8Array.of(
    ...[0xab, 0xcd, flags >> 8, flags & 0xff, 0, 1, 0, 0, 0, 0, 0, 0],
    ...labels,
    ...[0, type >> 8, type & 0xff, kind >> 8, kind & 0xff],
  )
}

function answer(asked: Uint8Array): string {
  return Buffer.from(answerQuery(asked, NAMES) ?? []).toString('hex')
}

const QUESTION =
  '07' + Buffer.from('example').toString('hex') + '03' + Buffer.from('com').toString('hex') + '00'

describe('answers', () => {
  test('an IPv4 address', () => {
    expect(answer(query('example.com'))).toBe(
      `abcd85800001000100000000${QUESTION}00010001` + 'c00c000100010000003c0004' + 'c0000250',
    )
  })

  test('an IPv6 address', () => {
    expect(answer(query('example.com', { type: 28 }))).toBe(
      `abcd85800001000100000000${QUESTION}001c0001` +
        'c00c001c00010000003c0010' +
        '20010db8008000000000000000000080',
    )
  })

  test('any name below a wildcard, in any case', () => {
    expect(answer(query('Gateway.Example')).slice(-8)).toBe('c0000251')
  })

  test('no record of the type: an answer without one', () => {
    expect(answer(query('www.example', { type: 28 })).slice(4, 16)).toBe('858000010000')
  })

  test.each([
    ['a name that there is not', query('nowhere.test'), '8583'],
    ['a name below no wildcard', query('a.b.example'), '8583'],
    ['another class', query('example.com', { kind: 3 }), '8583'],
    ['another operation', query('example.com', { flags: 0x2000 }), '8484'],
    ['a name that is cut off', query('example.com').subarray(0, 20), '8581'],
    ['a name that points elsewhere', query('example.com').with(12, 0xc0), '8581'],
    ['two questions', query('example.com').with(5, 2), '8581'],
  ])('%s is refused', (_, asked, flags) => {
    expect(answer(asked).slice(4, 8)).toBe(flags)
  })

  test.each([
    ['what is too short', new Uint8Array(11)],
    ['a response', query('example.com', { flags: 0x8000 })],
  ])('%s is not answered', (_, asked) => {
    expect(answerQuery(asked, NAMES)).toBeUndefined()
  })
})

test('whatever comes is answered with its own id or not at all', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 12, maxLength: 80 }), (asked) => {
      const given = answerQuery(asked, NAMES)
      expect(given === undefined || (given[0] === asked[0] && given[1] === asked[1])).toBe(true)
    }),
  )
})
