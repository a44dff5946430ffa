/** Every service, CID, field, word and number is what the reference says. */
import { describe, expect, test } from 'vitest'
import { MBIMEX_VERSIONS, type Codec, type MbimExVersion } from '../../src/mbim/codec/codec.ts'
import { resolve, type Fields } from '../../src/mbim/codec/schema.ts'
import { TLV_TYPES } from '../../src/mbim/codec/tlv.ts'
import {
  CIDS,
  findCid,
  findService,
  MESSAGES,
  NwError,
  ProtocolErrorCode,
  SERVICES,
  senderOf,
  Status,
  words,
  type Cid,
  type InfoCodec,
  type MessageType,
} from '../../src/mbim/index.ts'
import { MESSAGE_TYPES } from '../../src/mbim/frame/header.ts'
import { expectLayout } from './layout.ts'
import { reference, wordOf, wordsOf, type OperationName, type ReferenceCid } from './reference.ts'

describe('services', () => {
  test('are all there, and no other', () => {
    const expected = Object.entries(reference.services).map(([name, { uuid, standard }]) => ({
      name: wordOf(name),
      uuid,
      standard: standard ?? false,
    }))
    expect(SERVICES.map(({ name, uuid, standard }) => ({ name, uuid, standard })).toSorted(byName)).toEqual(
      expected.toSorted(byName),
    )
  })

  test.each(Object.entries(reference.services))('%s has its CIDs, and no other', (name, { uuid, cids }) => {
    expect(findService(uuid)).toBe(findService(wordOf(name)))
    const ours = CIDS.filter((cid) => cid.service.uuid === uuid).map((cid) => [cid.name, cid.number])
    const expected = Object.entries(cids).map(([cid, { cid: number }]) => [wordOf(cid), number])
    expect(Object.fromEntries(ours)).toEqual(Object.fromEntries(expected))
  })
})

const cases = Object.entries(reference.services).flatMap(([service, { uuid, cids }]) =>
  Object.entries(cids).map(([name, facts]) => ({
    name: `${service} ${name}`,
    cid: findCid(uuid, facts.cid),
    facts,
  })),
)

describe.each(cases)('$name', ({ cid, facts }) => {
  test('has its facts', () => {
    expect(cid?.standardIndication).toBe(facts.standardIndication ?? false)
    const since = Number.parseInt(facts.since ?? '1', 10)
    expect(cid?.since).toBe(since)
    const failures = cid?.infoOnFailure
    const expected = facts.infoOnFailure ?? false
    expect(Array.isArray(failures) ? failures.map(statusNumber) : failures).toEqual(expected)
  })

  test('lays out each field of each operation in each version as it should', () => {
    for (const version of MBIMEX_VERSIONS) {
      if (cid === undefined || version < cid.since) continue
      for (const operation of ['query', 'set', 'response', 'indication', 'set response'] as const) {
        const path = `${operation} (${version}.0)`
        const lines = linesFor(facts, operation, version)
        const codec = codecFor(cid, operation)
        if (operation === 'set response' && lines === undefined) {
          expect(codec, path).toBe(cid.response)
        } else {
          expect(codec === undefined, path).toBe(lines === undefined)
          if (codec !== undefined) expectLayout(fieldsOf(codec, version), version, lines ?? [], path)
        }
      }
    }
  })

  if (facts.minQueryFields !== undefined) {
    test('asks no more in a query than a function may rely on', () => {
      const fields = Object.values(fieldsOf(cid?.query, 1))
      expect(fields.filter(({ presence }) => presence === 'required')).toHaveLength(facts.minQueryFields ?? 0)
    })
  }
})

describe('words', () => {
  const named: readonly (readonly [string, Codec])[] = Object.entries(words)
  const spelledOtherwise = ['Boolean', 'CommandType', 'DataClass', 'DataClassV3']

  test.each(Object.entries(reference.enums).filter(([name]) => !spelledOtherwise.includes(name)))(
    'of the enumeration %s',
    (name, table) => {
      const schema = named.find(([word]) => word === name)?.[1].schema
      expect(schema?.kind === 'enumeration' ? schema.words : undefined).toEqual(wordsOf(table))
    },
  )

  test.each(Object.entries(reference.flags).filter(([name]) => !spelledOtherwise.includes(name)))(
    'of the flags %s',
    (name, table) => {
      const schema = named.find(([word]) => word === name)?.[1].schema
      expect(schema?.kind === 'flags' ? schema.words : undefined).toEqual(bitsOf(table))
    },
  )

  test.each([
    [1, 'DataClass'],
    [2, 'DataClass'],
    [3, 'DataClassV3'],
    [4, 'DataClassV3'],
  ] as const)('of the data classes in version %s', (version, name) => {
    const schema = resolve(words.DataClass, version)?.schema
    expect(schema?.kind === 'flags' ? schema.words : undefined).toEqual(bitsOf(reference.flags[name] ?? {}))
  })

  test('of the wide data subclass are those of the narrow one', () => {
    const wide = words.WideDataSubclass.schema
    expect(wide.kind === 'flags' ? wide.words : undefined).toEqual(
      bitsOf(reference.flags['DataSubclass'] ?? {}),
    )
  })

  test('are no more than those of the reference', () => {
    const known = [
      ...Object.keys(reference.enums),
      ...Object.keys(reference.flags),
      'ContextType',
      'WideDataSubclass',
    ]
    expect(named.map(([name]) => name).filter((name) => !known.includes(name))).toEqual([])
  })

  test.each([
    ['status', Status, reference.status],
    ['network error', NwError, reference.nwErrors],
    ['protocol error', ProtocolErrorCode, reference.errors],
  ])('of every %s', (_, codec, table) => {
    expect(codec.schema.kind === 'enumeration' ? codec.schema.words : undefined).toEqual(wordsOf(table))
  })

  test('of the context types and the TLV types', () => {
    const { schema } = words.ContextType
    expect(schema.kind === 'uuid' ? schema.names : undefined).toEqual(wordsOf(reference.contextTypes))
    expect(TLV_TYPES).toEqual(wordsOf(reference.tlvTypes))
  })
})

describe('messages', () => {
  test.each(Object.entries(reference.messageTypes))('%s', (name, { value, from, fields }) => {
    const type = wordOf(name) as MessageType // one of ours, or the next line fails
    expect(MESSAGE_TYPES[type]).toBe(value)
    expect(senderOf(type)).toBe(from)
    const slots = Object.keys(MESSAGES[type].fields)
    expect(slots).toHaveLength(fields.length)
  })

  test('are no others', () => {
    expect(Object.keys(MESSAGE_TYPES).toSorted()).toEqual(
      Object.keys(reference.messageTypes).map(wordOf).toSorted(),
    )
  })
})

/** The lines of the highest version that is not above this one. */
function linesFor(
  facts: ReferenceCid,
  operation: OperationName,
  version: MbimExVersion,
): readonly string[] | undefined {
  for (let candidate: number = version; candidate >= 1; candidate--) {
    const lines = facts[`${candidate}.0` as '1.0' | '2.0' | '3.0' | '4.0']?.[operation] // the only versions there are
    if (lines !== undefined) return lines
  }
  return undefined
}

function codecFor(cid: Cid, operation: OperationName): InfoCodec | undefined {
  return operation === 'set response' ? cid.setResponse : cid[operation]
}

function fieldsOf(codec: InfoCodec | undefined, version: MbimExVersion): Fields {
  const schema = codec === undefined ? undefined : resolve(codec.codec, version)?.schema
  if (schema?.kind !== 'struct') throw new TypeError('every info is a structure')
  return schema.fields
}

function statusNumber(word: Status): number | undefined {
  return typeof word === 'number' ? word : wordsOf(reference.status)[word]
}

/** A table of flags without its word for "no bit". */
function bitsOf(table: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(wordsOf(table)).filter(([, bit]) => bit !== 0))
}

function byName(one: { readonly name: string }, other: { readonly name: string }): number {
  return one.name < other.name ? -1 : 1
}
