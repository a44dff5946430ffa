import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import { readSecret } from './read-secret.ts'

/** As much of a terminal as is needed: what is typed comes as data, and whether it would be echoed is kept. */
class Terminal extends EventEmitter {
  isTTY = true
  raw = false
  paused = true

  setRawMode(raw: boolean): this {
    this.raw = raw
    return this
  }

  resume(): this {
    this.paused = false
    return this
  }

  pause(): this {
    this.paused = true
    return this
  }

  type(text: string): void {
    if (!this.raw) throw new Error('it would be seen')
    this.emit('data', Buffer.from(text))
  }
}

function asked(terminal = new Terminal()) {
  let shown = ''
  const stderr = { write: (text: string) => (shown += text) }
  // The double has all that is used of a terminal.
  const answer = readSecret('PIN: ', terminal as unknown as NodeJS.ReadStream, stderr)
  return { terminal, answer, shown: () => shown }
}

test.each([
  ['is taken up to Enter', ['1234\r'], '1234'],
  ['comes key by key', ['1', '2', '3', '4', '\n'], '1234'],
  ['can be corrected', ['12x\x7f34\r'], '1234'],
  ['can be corrected beyond its beginning', ['\b\b12\r'], '12'],
])('what is typed %s, and is not shown', async (_what, keys, secret) => {
  const { terminal, answer, shown } = asked()
  for (const key of keys) terminal.type(key)
  expect(await answer).toBe(secret)
  expect(shown()).toBe('PIN: \n')
  expect([terminal.raw, terminal.paused, terminal.listenerCount('data')]).toEqual([false, true, 0])
})

test('Ctrl-C enters nothing, and the terminal is as before', async () => {
  const { terminal, answer } = asked()
  terminal.type('12\x03')
  await expect(answer).rejects.toMatchObject({ code: 'cancelled' })
  expect([terminal.raw, terminal.listenerCount('data')]).toEqual([false, 0])
})

test('without a terminal it says how else', async () => {
  const terminal = new Terminal()
  terminal.isTTY = false
  const { answer, shown } = asked(terminal)
  await expect(answer).rejects.toThrow(/--pin-file -/)
  expect(shown()).toBe('')
})
