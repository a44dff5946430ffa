import { expect, test } from 'vitest'
import { openStore } from '../store/index.ts'
import { Hours, VirtualClock } from '../base/index.ts'
import { KeyBook } from './key-book.ts'

function open(clock = new VirtualClock(), store = openStore({ clock })) {
  const book = new KeyBook(store, clock)
  let made = 0
  /** The number of the call that has made the answer. */
  const call = (caller: string, key: string): Promise<unknown> =>
    book.once({ caller, key, operation: 'addProfile', input: {}, demanded: {} }, () =>
      Promise.resolve(++made),
    )
  return { book, clock, store, call, notes: () => [...store.notes('key').entries()].length }
}

test('who notes without end loses his own, the oldest first, and nobody else any', async () => {
  const { call, notes } = open()
  const anna = await call('anna', 'a')
  for (let one = 0; one < 1999; one++) await call('flood', `f${one}`)
  expect(notes()).toBe(2000)
  const newer = await call('flood', 'one more')
  const bert = await call('bert', 'b')
  expect(notes()).toBe(2000)
  expect(await Promise.all([call('anna', 'a'), call('bert', 'b'), call('flood', 'one more')])).toEqual([
    anna,
    bert,
    newer,
  ])
  // His first two have made room.
  expect(await call('flood', 'f2')).toBe(4)
  expect(await call('flood', 'f0')).toBeGreaterThan(2000)
})

test('what is remembered over a restart is still whose it was', async () => {
  const first = open()
  const anna = await first.call('anna', 'a')
  const bert = await first.call('bert', 'b')
  const { book, call } = open(first.clock, first.store)
  expect([await call('anna', 'a'), await call('bert', 'b')]).toEqual([anna, bert])
  book.forget('anna')
  expect(await call('bert', 'b')).toBe(bert)
  expect(first.notes()).toBe(1)
})

test('nothing is kept longer than a day, whoever noted last', async () => {
  const { call, clock, notes } = open()
  await call('anna', 'a')
  await call('bert', 'b')
  await clock.advance(Hours(23))
  await call('anna', 'later')
  await clock.advance(Hours(2))
  await call('carl', 'c')
  expect(notes()).toBe(2)
})
