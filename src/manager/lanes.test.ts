import { expect, test } from 'vitest'
import { Milliseconds, VirtualClock } from '../base/index.ts'
import { Lanes } from './lanes.ts'

function crowd(count: number) {
  const clock = new VirtualClock()
  const lanes = new Lanes(clock)
  const inside: number[] = []
  const leave: (() => void)[] = []
  for (let index = 0; index < count; index++) {
    lanes.enter((done) => {
      inside.push(index)
      leave[index] = done
    })
  }
  return { clock, lanes, inside, leave }
}

test('a few are let in at once, the next as one leaves, in order', () => {
  const { inside, leave } = crowd(7)
  expect(inside).toEqual([0, 1, 2, 3])
  leave[2]?.()
  leave[2]?.()
  expect(inside).toEqual([0, 1, 2, 3, 4])
  leave[0]?.()
  leave[4]?.()
  expect(inside).toEqual([0, 1, 2, 3, 4, 5, 6])
})

test('who takes its time holds up nobody for long', async () => {
  const { clock, inside } = crowd(9)
  await clock.advance(Milliseconds(100))
  expect(inside).toHaveLength(8)
  await clock.advance(Milliseconds(100))
  expect(inside).toHaveLength(9)
})

test('who is done at once makes room at once, and leaves no timer', () => {
  const clock = new VirtualClock()
  const lanes = new Lanes(clock)
  let entered = 0
  for (let index = 0; index < 1000; index++) {
    lanes.enter((leave) => {
      entered += 1
      leave()
    })
  }
  expect([entered, clock.pending]).toEqual([1000, 0])
})

test('once closed, nobody is let in and no timer is left', () => {
  const { clock, lanes, inside, leave } = crowd(9)
  lanes[Symbol.dispose]()
  leave[0]?.()
  lanes.enter(() => inside.push(99))
  expect([inside, clock.pending]).toEqual([[0, 1, 2, 3], 0])
})
