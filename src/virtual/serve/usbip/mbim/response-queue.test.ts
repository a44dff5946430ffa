import { expect, test } from 'vitest'
import { ResponseQueue } from './response-queue.ts'

test('tells of each message once, and gives them in order', () => {
  const queue = new ResponseQueue(3)
  expect(queue.notification()).toBeUndefined()
  expect(queue.take()).toHaveLength(0)
  queue.push(Uint8Array.of(1))
  queue.push(Uint8Array.of(2, 2))
  const told = Uint8Array.of(0xa1, 1, 0, 0, 3, 0, 0, 0)
  expect([queue.notification(), queue.notification(), queue.notification()]).toEqual([told, told, undefined])
  expect([queue.take(), queue.take()]).toEqual([Uint8Array.of(1), Uint8Array.of(2, 2)])
})

test('loses what comes when nobody fetches, and goes on once somebody does', () => {
  const queue = new ResponseQueue(0)
  const message = new Uint8Array(4096)
  let kept = 0
  while (queue.push(message)) kept++
  expect(kept).toBe(64)
  queue.take()
  expect(queue.push(message)).toBe(true)
  expect(queue.push(message)).toBe(false)
  queue.clear()
  expect(queue.notification()).toBeUndefined()
  expect(queue.push(message)).toBe(true)
})
