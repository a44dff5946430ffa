import { expect, test } from 'vitest'
import { Seconds, VirtualClock } from '../../base/index.ts'
import { buildModem } from '../virtual-modem-options.ts'
import type { Modem } from './modem.ts'
import type { SignalRule } from './signal-report.ts'

const NEVER: SignalRule = {
  interval: undefined,
  rssi: undefined,
  errorRate: undefined,
  rsrp: undefined,
  snr: undefined,
}

/** A registered modem whose signal is wanted by `rule`, and the RSSI at each report with its second. */
async function reporting(rule: Partial<SignalRule>): Promise<{
  modem: Modem
  clock: VirtualClock
  reports: { second: number; rssi: number }[]
}> {
  const clock = new VirtualClock()
  const { modem } = buildModem({
    name: 'virtual0',
    clock,
    timing: 'instant',
    equipment: { technologies: ['lte'] },
  })
  const reports: { second: number; rssi: number }[] = []
  modem.listen(({ topic }) => {
    if (topic === 'signal') {
      reports.push({ second: clock.monotonic() / 1000, rssi: modem.signal.signal?.rssi ?? 0 })
    }
  })
  modem.powerOn()
  await clock.advance(Seconds(1))
  modem.signal.setRule({ ...NEVER, ...rule })
  modem.signal.want(true)
  return { modem, clock, reports }
}

test('an interval is kept to the second', async () => {
  const { clock, reports } = await reporting({ interval: 20 })
  await clock.advance(Seconds(100))
  expect(reports.map(({ second }) => second)).toEqual([21, 41, 61, 81, 101])
})

test('a threshold is told when it is reached, at that moment, and measured from what was told last', async () => {
  const { modem, clock, reports } = await reporting({ rssi: 2 })
  const first = modem.signal.signal?.rssi ?? 0
  await clock.advance(Seconds(600))
  expect(reports.length).toBeGreaterThan(10)
  let last = first
  for (const { rssi } of reports) {
    expect(Math.abs(rssi - last)).toBeGreaterThanOrEqual(4)
    last = rssi
  }
})

test('there is one timer, set for when something is to be told, and none while nobody listens', async () => {
  const { modem, clock, reports } = await reporting({ interval: 40 })
  expect(clock.pending).toBe(1)
  modem.signal.want(false)
  expect(clock.pending).toBe(0)
  await clock.advance(Seconds(100))
  expect(reports).toEqual([])
  modem.signal.want(true)
  modem.radio.setSoftware('off')
  expect(clock.pending).toBe(0)
  expect(modem.signal.signal).toBeUndefined()
  modem.radio.setSoftware('on')
  await clock.advance(Seconds(100))
  expect(reports.length).toBeGreaterThan(0)
})

test('a signal that is set by hand is told, and stays when it is steady', async () => {
  const { modem, clock, reports } = await reporting({ rssi: 5 })
  modem.reception.setRssi(-105, { steady: true })
  modem.signal.look()
  await clock.advance(Seconds(120))
  expect(reports.map(({ rssi }) => rssi)).toEqual([-105])
  modem.reception.setRssi(undefined)
  modem.signal.look()
  expect(reports.length).toBe(2)
})
