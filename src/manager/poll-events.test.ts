import { expect, test } from 'vitest'
import { codeOf, openDesk, openReadyDesk, type Desk } from '../../test/support/desk.ts'
import { Milliseconds, Seconds } from '../base/index.ts'
import { formatCursor } from '../core/index.ts'
import { cursorOf, isEvent, type Polled, type PollInput } from '../api/index.ts'

const signals = (desk: Desk, count: number): void => {
  for (let index = 0; index < count; index++) {
    desk.store.journal.append({ type: 'signal.changed', data: { rssi: -index } })
  }
}
const head = (desk: Desk): string => formatCursor(desk.store.journal.head)

/** Whether a poll has been answered, which a promise does not say. */
function poll(desk: Desk, input: PollInput): { readonly answer: Promise<Polled>; over: boolean } {
  const state = { answer: desk.service.pollEvents(input), over: false }
  void state.answer.finally(() => (state.over = true))
  return state
}

test('without a cursor there is a snapshot, and where to go on from', async () => {
  await using desk = await openReadyDesk()
  const snapshot = await desk.service.snapshot()
  expect(await desk.service.pollEvents({})).toEqual({
    cursor: head(desk),
    items: [{ type: 'snapshot', ...snapshot }],
  })
})

test('what was missed comes at once, a piece at a time, in order, none twice', async () => {
  await using desk = await openReadyDesk()
  signals(desk, 1000)
  await desk.settle()
  const seen: string[] = []
  let since = '0'
  for (let answers = 0; ; answers++) {
    const { cursor, items } = await desk.service.pollEvents({ since, limit: 300, wait: 60_000 })
    expect(items.length).toBeLessThanOrEqual(300)
    seen.push(...items.map(cursorOf))
    since = cursor
    if (seen.length >= desk.events.length) {
      expect(answers).toBe(3)
      break
    }
  }
  expect(seen).toEqual(desk.events.map((event) => formatCursor(event)))
  expect(since).toBe(head(desk))
})

test('nothing new is waited for, and comes as soon as it is there', async () => {
  await using desk = await openReadyDesk()
  const { pending } = desk.clock
  const waiting = poll(desk, { since: head(desk), wait: 30_000 })
  await desk.clock.advance(Seconds(10))
  expect(waiting.over).toBe(false)
  signals(desk, 2)
  const { items, cursor } = await waiting.answer
  expect(items.map(({ type }) => type)).toEqual(['signal.changed', 'signal.changed'])
  expect(cursor).toBe(head(desk))
  expect(desk.clock.pending).toBe(pending)
})

test('a wait that is over is answered with nothing; no wait is none', async () => {
  await using desk = await openReadyDesk()
  const since = head(desk)
  expect(await desk.service.pollEvents({ since })).toEqual({ cursor: since, items: [] })
  const waiting = poll(desk, { since, wait: 5000 })
  await desk.clock.advance(Milliseconds(4999))
  expect(waiting.over).toBe(false)
  await desk.clock.advance(Milliseconds(1))
  expect(await waiting.answer).toEqual({ cursor: since, items: [] })
})

test('a filter keeps events out and the place moves on over them; they end no wait', async () => {
  await using desk = await openReadyDesk()
  const waiting = poll(desk, { since: head(desk), wait: 30_000, type: ['profile.*'] })
  signals(desk, 500)
  await desk.clock.advance(Seconds(1))
  expect(waiting.over).toBe(false)
  desk.store.journal.append({ type: 'profile.removed', data: { name: 'x' } })
  const { items, cursor } = await waiting.answer
  expect(items.map(({ type }) => type)).toEqual(['profile.removed'])
  signals(desk, 3)
  await desk.settle()
  expect(await desk.service.pollEvents({ since: cursor, type: ['profile.*'] })).toEqual({
    cursor: head(desk),
    items: [],
  })
})

test('what is gone is said, with a snapshot in its place', async () => {
  await using desk = await openReadyDesk()
  const polled = await desk.service.pollEvents({ since: 'elsewhere-7', wait: 60_000 })
  expect(polled).toMatchObject({
    cursor: head(desk),
    gap: 'unknown',
    items: [
      { type: 'gap', reason: 'unknown', since: { epoch: 'elsewhere', seq: 7 }, modems: [{ name: 'modem0' }] },
    ],
  })
})

test('what is no cursor, and no type, is refused', async () => {
  await using desk = await openDesk()
  expect(await codeOf(desk.service.pollEvents({ since: 'yesterday' }))).toBe('invalid_cursor')
  expect(await codeOf(desk.service.pollEvents({ type: ['nothing'] }))).toBe('invalid_argument')
})

test('who waits when the service stops is answered, with its last words', async () => {
  const desk = await openReadyDesk()
  const [all, some] = [{}, { type: ['dial.*'] }].map(
    (filter) => poll(desk, { ...filter, since: head(desk), wait: 60_000 }).answer,
  )
  await desk.settle()
  await desk[Symbol.asyncDispose]()
  expect((await all)?.items.filter(isEvent).map(({ type }) => type)).toEqual(['service.stopping'])
  expect(await some).toMatchObject({ items: [] })
  expect(desk.clock.pending).toBe(0)
})
