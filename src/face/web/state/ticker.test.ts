import { expect, test } from 'vitest'
import { Milliseconds, Seconds, VirtualClock } from '../../../base/index.ts'
import { Ticker } from './ticker.ts'

function stage() {
  const clock = new VirtualClock()
  const listeners: (() => void)[] = []
  const host = {
    visibilityState: 'visible',
    addEventListener: (_type: string, listener: () => void) => listeners.push(listener),
  }
  const ticker = new Ticker(clock, host)
  const show = (visibility: string): void => {
    host.visibilityState = visibility
    for (const listener of listeners) listener()
  }
  return { clock, ticker, show }
}

test('it ticks on the second, and not while nobody looks', async () => {
  const { clock, ticker, show } = stage()
  const start = clock.now()
  await clock.advance(Milliseconds(2500))
  expect(ticker.now.value - start).toBe(2000)
  show('hidden')
  await clock.advance(Seconds(100))
  expect([ticker.now.value - start, clock.pending]).toEqual([2000, 0])
  show('visible')
  expect(ticker.now.value - start).toBe(102_500)
})

test('it has the time of the service where that is another', async () => {
  const { clock, ticker } = stage()
  ticker.adjust(clock.now() + 1500)
  await clock.advance(Seconds(1))
  expect(ticker.now.value).toBe(clock.now())
  ticker.adjust(clock.now() - 60_000)
  await clock.advance(Seconds(1))
  expect(ticker.now.value).toBe(clock.now() - 60_000)
})
