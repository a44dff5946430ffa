import { expect, test } from 'vitest'
import { NEW_CONTEXT, NEXT_ID, StoredContexts, type StoredContext } from './stored-contexts.ts'

const shipped: StoredContext[] = [
  { ...NEW_CONTEXT, id: 1, contextType: 'internet', accessString: 'internet' },
]

function store(): { contexts: StoredContexts; told: unknown[] } {
  const told: unknown[] = []
  return { contexts: new StoredContexts(shipped, ({ by }) => told.push(by)), told }
}

const mms = { ...NEW_CONTEXT, contextType: 'mms', accessString: 'mms' }

test('a context is appended under the first free id, replaced by its id, removed, and told each time', () => {
  const { contexts, told } = store()
  const by = {}
  expect(contexts.write(NEXT_ID, mms, by)).toBe('success')
  expect(contexts.list).toMatchObject([{ id: 1 }, { id: 0, accessString: 'mms' }])
  expect(contexts.write(0, { ...mms, accessString: 'mms2' })).toBe('success')
  expect(contexts.list).toMatchObject([{ id: 1 }, { id: 0, accessString: 'mms2' }])
  expect(contexts.remove(({ id }) => id === 1)).toBe('success')
  expect(contexts.list).toMatchObject([{ id: 0 }])
  expect(contexts.remove(({ id }) => id === 1)).toBe('invalid-parameters')
  expect(told).toEqual([by, undefined, undefined])
})

test('by type there is one each', () => {
  const { contexts } = store()
  contexts.writeType({ ...NEW_CONTEXT, contextType: 'internet', accessString: 'other' })
  contexts.writeType(mms)
  expect(contexts.list.map(({ accessString }) => accessString)).toEqual(['other', 'mms'])
})

test('what was shipped comes back, whatever was done to it', () => {
  const { contexts } = store()
  contexts.remove(() => true)
  expect(contexts.list).toEqual([])
  contexts.restoreFactory()
  expect(contexts.list).toEqual(shipped)
})

test('there is room for sixteen', () => {
  const { contexts } = store()
  for (let count = 1; count < 16; count++) expect(contexts.write(NEXT_ID, mms)).toBe('success')
  expect(contexts.write(NEXT_ID, mms)).toBe('write-failure')
  expect(contexts.write(1, mms)).toBe('success')
})
