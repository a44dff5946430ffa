import { expect, test } from 'vitest'
import { SCHEMAS } from './schema/load.ts'
import { OPERATIONS } from './operation.ts'
import { isList, LISTS, LONGEST_CURSOR, pageOf } from './list.ts'

const modem = (id: string) => ({ id, name: id }) as never // an order asks for no more
const ids = (items: readonly unknown[]): readonly string[] =>
  items.map((item) => (item as { readonly id: string }).id)

test('pages follow one another and hold everything once', () => {
  const all = ['c', 'a', 'e', 'b', 'd'].map(modem)
  const first = pageOf('modems', all, { limit: 2 })
  expect(ids(first.items)).toEqual(['a', 'b'])
  const second = pageOf('modems', all, { limit: 2, cursor: first.next ?? '' })
  expect(ids(second.items)).toEqual(['c', 'd'])
  const third = pageOf('modems', all, { limit: 2, cursor: second.next ?? '' })
  expect(ids(third.items)).toEqual(['e'])
  expect(third).not.toHaveProperty('next')
})

test('what comes and goes between two pages moves nothing else', () => {
  const { next = '' } = pageOf('modems', ['a', 'b', 'c', 'd'].map(modem), { limit: 2 })
  // The last one of the page has gone, and one came before and one after it.
  expect(
    ids(pageOf('modems', ['a', 'aa', 'c', 'cc', 'd'].map(modem), { limit: 9, cursor: next }).items),
  ).toEqual(['c', 'cc', 'd'])
})

test('a page that is full and the last one has no next', () => {
  expect(pageOf('modems', ['a', 'b'].map(modem), { limit: 2 })).not.toHaveProperty('next')
  expect(pageOf('modems', [], { limit: 2 })).toEqual({ items: [] })
})

test('requests come newest first, by number and not by text', () => {
  const all = [9, 10, 8].map((id) => ({ id }) as never) // as above
  const { items, next = '' } = pageOf('requests', all, { limit: 2 })
  expect(ids(items)).toEqual([10, 9])
  expect(ids(pageOf('requests', all, { cursor: next }).items)).toEqual([8])
})

test('the longest name of any script fits into a cursor', () => {
  const all = ['ﷺ'.repeat(256), '\u{10ffff}'.repeat(128)].map((name) => ({ name }) as never) // as above
  const { next = '' } = pageOf('profiles', all, { limit: 1 })
  expect(next.length).toBeLessThanOrEqual(LONGEST_CURSOR)
  expect(pageOf('profiles', all, { limit: 1, cursor: next }).items).toHaveLength(1)
})

test.each([
  ['nothing', ''],
  ['no base64', '*'],
  ['no JSON', btoa('x')],
  ['no list', btoa('5')],
  ['another list', btoa(encodeURIComponent('["profiles","a"]'))],
  ['a key that is none', btoa(encodeURIComponent('["modems",{"a":1}]'))],
  ['a broken escape', btoa('%E0%A4%A')],
])('a cursor that is %s is refused', (_, cursor) => {
  expect(() => pageOf('modems', [], { cursor })).toThrow(
    expect.objectContaining({ code: 'invalid_cursor' }) as Error,
  )
})

test('every list that an operation gives is in the table, with a field that its items have', () => {
  const names = Object.keys(OPERATIONS) as (keyof typeof OPERATIONS)[] // its keys
  const lists = names.filter((name) => (SCHEMAS[name].output as { type?: string }).type === 'array')
  expect([...names.filter(isList), 'why'].toSorted()).toEqual(lists.toSorted())
  for (const name of names.filter(isList)) {
    const { required } = SCHEMAS[name].output.items
    expect(required, name).toContain(LISTS[name].by)
  }
})
