import { expect, test } from 'vitest'
import { FakeHost } from '../../../test/support/fake-host.ts'
import { Milliseconds, Seconds, VirtualClock } from '../../base/index.ts'
import { Output } from './output.ts'

const LINE = /\r(. waiting[^\u001b]*)\u001b\[K/g
const drawn = (text: string): string[] => Array.from(text.matchAll(LINE), ([, line = '']) => line)

test('says what is waited for and since when, below everything else, and leaves nothing behind', async () => {
  const clock = new VirtualClock()
  const host = new FakeHost({ clock, columns: 30 })
  const output = new Output(host, { json: false })
  const wait = output.waiting('waiting for the network')
  await clock.advance(Milliseconds(300))
  expect(host.stderr.text).toBe('')
  await clock.advance(Seconds(2))
  expect(drawn(host.stderr.text)[0]).toBe('⠋ waiting for the network')
  expect(drawn(host.stderr.text).at(-1)).toMatch(/^. waiting for the network 2 s$/)
  output.note('something happened')
  expect(host.stderr.text.endsWith('\r\u001b[Ksomething happened\n')).toBe(true)
  await clock.advance(Milliseconds(200))
  output.line('a result')
  expect(host.stderr.text.endsWith('\r\u001b[K')).toBe(true)
  await clock.advance(Milliseconds(200))
  wait[Symbol.dispose]()
  expect(host.stderr.text.endsWith('\r\u001b[K')).toBe(true)
  const { length } = host.stderr.text
  await clock.advance(Seconds(5))
  expect(host.stderr.text.length).toBe(length)
  expect(host.stdout.text).toBe('a result\n')
})

test('is cut where the terminal ends', async () => {
  const clock = new VirtualClock()
  const host = new FakeHost({ clock, columns: 20 })
  using _ = new Output(host, { json: false }).waiting('waiting for 中国移动 and others')
  await clock.advance(Seconds(1))
  expect(drawn(host.stderr.text).at(-1)).toBe('⠼ waiting for 中国…')
})

test.each([
  ['without a terminal', {}, false],
  ['with --json', { columns: 80 }, true],
  ['on a terminal that cannot move its cursor', { columns: 80, env: { TERM: 'dumb' } }, false],
])('%s nothing is shown', async (_, options, json) => {
  const clock = new VirtualClock()
  const host = new FakeHost({ clock, ...options })
  using _wait = new Output(host, { json }).waiting('waiting')
  await clock.advance(Seconds(5))
  expect(host.stderr.text).toBe('')
})
