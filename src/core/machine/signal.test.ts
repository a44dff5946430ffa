import { expect, test } from 'vitest'
import type { Signal } from '../registration.ts'
import { thinSignal } from './signal.ts'

test.each<[Signal | undefined, Signal, boolean]>([
  [undefined, {}, true],
  [{ rssi: -80 }, { rssi: -80 }, false],
  [{ rssi: -80 }, { rssi: -81 }, false],
  [{ rssi: -80 }, { rssi: -82 }, true],
  [{ rssi: -80 }, {}, true],
  [{}, { rssi: -80 }, true],
  [{ rssi: -80, errorRate: 3 }, { rssi: -80, errorRate: 4 }, true],
  [{ rsrp: -100, snr: 5 }, { rsrp: -101.5, snr: 5.5 }, false],
  [{ rsrp: -100, snr: 5 }, { rsrp: -100, snr: 6 }, true],
])('from %j to %j is news: %s', (shown, next, news) => {
  expect(thinSignal(shown, next)).toBe(news ? next : shown)
})

test('a slow drift is told once it has added up', () => {
  let shown: Signal = { rsrp: -100 }
  let told = 0
  for (let rsrp = -100; rsrp >= -110; rsrp -= 0.5) {
    const next = thinSignal(shown, { rsrp })
    if (next !== shown) told++
    shown = next
  }
  expect(shown).toEqual({ rsrp: -110 })
  expect(told).toBe(5)
})
