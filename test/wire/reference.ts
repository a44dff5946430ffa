/**
 * The facts of MBIM 1.0 errata-1 and of Microsoft's extensions as a table made independently of the codecs
 * (`mbim-reference.json`). A field is a line: offset (`*` when it depends on fields before), name, type, attributes.
 */
import { readFileSync } from 'node:fs'

export interface ReferenceCid {
  readonly cid: number
  readonly since?: string
  readonly infoOnFailure?: true | readonly number[]
  readonly standardIndication?: true
  readonly minQueryFields?: number
  readonly '1.0'?: Operations
  readonly '2.0'?: Operations
  readonly '3.0'?: Operations
  readonly '4.0'?: Operations
}

export type OperationName = 'query' | 'set' | 'response' | 'indication' | 'set response'
export type Operations = Readonly<Partial<Record<OperationName, readonly string[]>>>

type Numbers = Readonly<Record<string, number>>

export interface Reference {
  readonly services: Readonly<
    Record<
      string,
      {
        readonly uuid: string
        readonly standard?: true
        readonly cids: Readonly<Record<string, ReferenceCid>>
      }
    >
  >
  readonly structs: Readonly<Record<string, readonly string[]>>
  readonly enums: Readonly<Record<string, Numbers>>
  readonly flags: Readonly<Record<string, Numbers>>
  readonly status: Numbers
  readonly nwErrors: Numbers
  readonly errors: Numbers
  readonly contextTypes: Readonly<Record<string, string>>
  readonly tlvTypes: Numbers
  readonly messageTypes: Readonly<
    Record<
      string,
      { readonly value: number; readonly from: 'host' | 'function'; readonly fields: readonly string[] }
    >
  >
}

// The file is ours and committed; the tests that read it fail when its shape is another.
export const reference = JSON.parse(
  readFileSync(new URL('mbim-reference.json', import.meta.url), 'utf8'),
) as Reference

/** `NOT_INITIALIZED` as it is spelled above the wire: `not-initialized`. */
export function wordOf(name: string): string {
  return name.toLowerCase().replaceAll('_', '-')
}

/** A table of the reference with the words of ours. */
export function wordsOf<T>(table: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(table).map(([name, value]) => [wordOf(name), value]))
}
