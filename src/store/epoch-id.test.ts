import { expect, test } from 'vitest'
import { seededRandom } from '../base/index.ts'
import { formatCursor, parseCursor } from '../core/index.ts'
import { newEpochId } from './epoch-id.ts'

test('ids are ordered in time as text, and differ within an instant', () => {
  const random = seededRandom(3)
  const times = [0, 1, 35, 36, 1_700_000_000_000, 1_700_000_000_001, 4_000_000_000_000]
  const ids = times.map((time) => newEpochId(time, random))
  expect([...ids].sort()).toEqual(ids)
  expect(newEpochId(5, random)).not.toBe(newEpochId(5, random))
})

test('a clock that went back does not make an earlier id', () => {
  const random = seededRandom(3)
  let id = newEpochId(1_700_000_000_000, random)
  for (let round = 0; round < 50; round++) {
    const next = newEpochId(0, random, id)
    expect(next > id).toBe(true)
    id = next
  }
})

test('an id fits a cursor', () => {
  const cursor = { epoch: newEpochId(1_700_000_000_000, seededRandom(1)), seq: 41 }
  expect(parseCursor(formatCursor(cursor), 'other')).toEqual(cursor)
})
