/** Event objects and waits, within a thread and across threads. */
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { Worker } from 'node:worker_threads'
import { Milliseconds, VirtualClock, type Clock } from '../../src/base/index.ts'
import * as win32 from '../../src/face/win32/index.ts'
import { close, createEvent, sameEvent, type EventHandle } from '../../src/face/win32/event/event-memory.ts'
import { waitFor } from '../../src/face/win32/event/wait.ts'
import { wanted } from '../../src/face/win32/event/wait-for.ts'

const { WAIT_OBJECT_0, WAIT_TIMEOUT, WAIT_FAILED, INFINITE } = win32

/** An event that is closed when the test is over. */
function event(options: { manual?: boolean; set?: boolean; name?: string } = {}): EventHandle {
  const handle = win32.CreateEvent(null, options.manual ?? false, options.set ?? false, options.name ?? null)
  if (handle === null) throw new Error('no event')
  onTestFinished(() => {
    win32.CloseHandle(handle)
  })
  return handle
}

/** What a wait that only looks says. */
const look = (handle: EventHandle | null): Promise<number> => win32.WaitForSingleObject(handle, 0)

describe('one event', () => {
  test('auto-reset lets one wait through for each signal', async () => {
    const handle = event()
    expect(await look(handle)).toBe(WAIT_TIMEOUT)
    expect(win32.SetEvent(handle)).toBe(true)
    expect(win32.SetEvent(handle)).toBe(true)
    expect(await look(handle)).toBe(WAIT_OBJECT_0)
    expect(await look(handle)).toBe(WAIT_TIMEOUT)
  })

  test('manual reset lets all through until it is reset', async () => {
    const handle = event({ manual: true, set: true })
    expect([await look(handle), await look(handle)]).toEqual([WAIT_OBJECT_0, WAIT_OBJECT_0])
    expect(win32.ResetEvent(handle)).toBe(true)
    expect(await look(handle)).toBe(WAIT_TIMEOUT)
  })

  test('waits are let through in the order in which they began', async () => {
    const handle = event()
    const order: number[] = []
    const waits = [1, 2, 3].map(async (number) => {
      await win32.WaitForSingleObject(handle, INFINITE)
      order.push(number)
      win32.SetEvent(handle)
    })
    win32.SetEvent(handle)
    await Promise.all(waits)
    expect(order).toEqual([1, 2, 3])
  })

  test('a wait that times out does not take the signal', async () => {
    const clock = new VirtualClock()
    const handle = event()
    const wait = waitFor(wanted(1, [handle], false), 1000, clock)
    await clock.advance(Milliseconds(1000))
    expect(await wait).toBe(WAIT_TIMEOUT)
    win32.SetEvent(handle)
    expect(await look(handle)).toBe(WAIT_OBJECT_0)
  })

  test.each([INFINITE, -1])(
    'a wait of %d milliseconds lasts until it is let through',
    async (milliseconds) => {
      const clock = new VirtualClock()
      const handle = event()
      const wait = waitFor(wanted(1, [handle], false), milliseconds, clock)
      expect(clock.pending).toBe(0)
      win32.SetEvent(handle)
      expect(await wait).toBe(WAIT_OBJECT_0)
    },
  )

  test('a wait that is let through leaves no timer', async () => {
    const clock = new VirtualClock()
    const handle = event()
    const wait = waitFor(wanted(1, [handle], false), 1000, clock)
    win32.SetEvent(handle)
    expect(await wait).toBe(WAIT_OBJECT_0)
    expect(clock.pending).toBe(0)
  })

  test('closing it ends the waits for it, and the handle is stale from then on', async () => {
    const handle = event()
    const wait = win32.WaitForSingleObject(handle, INFINITE)
    expect(win32.CloseHandle(handle)).toBe(true)
    expect(await wait).toBe(WAIT_FAILED)
    expect(win32.GetLastError()).toBe(win32.ERROR_INVALID_HANDLE)
    win32.SetLastError(0)
    expect([win32.SetEvent(handle), win32.ResetEvent(handle), win32.CloseHandle(handle)]).toEqual([
      false,
      false,
      false,
    ])
    expect(win32.GetLastError()).toBe(win32.ERROR_INVALID_HANDLE)
  })

  test('a stale handle is not taken for the event that has its place now', () => {
    const stale = createEvent(true, true)
    close(stale)
    const others = Array.from({ length: 4096 }, () => createEvent(true, false))
    const heir = others.find(({ memory, slot }) => memory === stale.memory && slot === stale.slot)
    expect(heir).toBeDefined()
    expect(win32.SetEvent(stale)).toBe(false)
    others.forEach(close)
  })

  test('there is no bound to how many there are', () => {
    const many = Array.from({ length: 10_000 }, () => createEvent(false, false))
    expect(many.every((handle) => win32.SetEvent(handle))).toBe(true)
    many.forEach(close)
  })

  test.each([null, undefined, {}, 7, { memory: new SharedArrayBuffer(8), slot: 0, generation: 1 }])(
    '%j is no handle',
    async (value) => {
      const handle = value as EventHandle
      win32.SetLastError(0)
      expect(win32.SetEvent(handle)).toBe(false)
      expect(await look(handle)).toBe(WAIT_FAILED)
      expect(win32.GetLastError()).toBe(win32.ERROR_INVALID_HANDLE)
    },
  )
})

describe('names', () => {
  test('a name that is there already opens the same event', async () => {
    const first = event({ name: 'dial' })
    expect(win32.GetLastError()).toBe(0)
    const second = event({ name: 'dial', manual: true, set: true })
    expect(win32.GetLastError()).toBe(win32.ERROR_ALREADY_EXISTS)
    expect(sameEvent(first, second)).toBe(true)
    expect(await look(first)).toBe(WAIT_TIMEOUT)
    win32.CloseHandle(first)
    expect(win32.SetEvent(second)).toBe(true)
    expect(await look(second)).toBe(WAIT_OBJECT_0)
    win32.CloseHandle(second)
    expect(win32.SetEvent(second)).toBe(false)
  })

  test('a handle that is closed is stale at once and for good, and the others are not touched', async () => {
    const [first, second] = [event({ name: 'dial', manual: true }), event({ name: 'dial' })]
    expect(win32.CloseHandle(first)).toBe(true)
    expect([win32.SetEvent(first), win32.ResetEvent(first), win32.CloseHandle(first)]).toEqual([
      false,
      false,
      false,
    ])
    expect(win32.GetLastError()).toBe(win32.ERROR_INVALID_HANDLE)
    expect(win32.SetEvent(second)).toBe(true)
    expect([await look(first), await look(second)]).toEqual([WAIT_FAILED, WAIT_OBJECT_0])
    event({ name: 'dial' })
    expect(win32.GetLastError()).toBe(win32.ERROR_ALREADY_EXISTS)
  })

  test('a wait goes on though its handle is closed, while the event has another', async () => {
    const [first, second] = [event({ name: 'dial' }), event({ name: 'dial' })]
    const waits = [first, second].map((handle) => win32.WaitForSingleObject(handle, INFINITE))
    win32.CloseHandle(first)
    win32.SetEvent(second)
    expect(await waits[0]).toBe(WAIT_OBJECT_0)
    win32.CloseHandle(second)
    expect(await waits[1]).toBe(WAIT_FAILED)
  })

  test('with the last handle, wherever it is closed, the event ends and its name is free', () => {
    const [first, second] = [event({ name: 'dial', set: true }), event({ name: 'dial' })]
    // As another thread has them.
    const posted = [structuredClone(first), structuredClone(second)]
    expect(posted.map((handle) => win32.CloseHandle(handle))).toEqual([true, true])
    expect([win32.CloseHandle(first), win32.SetEvent(second)]).toEqual([false, false])
    event({ name: 'dial' })
    expect(win32.GetLastError()).toBe(0)
  })

  test('an event has no more handles than can be counted', () => {
    const handles = Array.from({ length: 4095 }, () => win32.CreateEvent(null, false, false, 'many'))
    expect(handles).not.toContain(null)
    expect(win32.CreateEvent(null, false, false, 'many')).toBeNull()
    expect(win32.GetLastError()).toBe(win32.ERROR_NOT_ENOUGH_MEMORY)
    expect(handles.every((handle) => win32.CloseHandle(handle))).toBe(true)
    event({ name: 'many' })
    expect(win32.GetLastError()).toBe(0)
  })

  test.each(['', 'x'.repeat(261)])('a name of bad length is refused', (name) => {
    expect(win32.CreateEvent(null, false, false, name)).toBeNull()
    expect(win32.GetLastError()).toBe(win32.ERROR_INVALID_PARAMETER)
  })
})

describe('several events', () => {
  let events: EventHandle[]
  beforeEach(() => {
    events = Array.from({ length: 3 }, () => createEvent(false, false))
  })
  afterEach(() => events.forEach(close))
  const wait = (all: boolean, milliseconds = 0): Promise<number> =>
    win32.WaitForMultipleObjects(3, events, all, milliseconds)
  const set = (at: number): void => {
    win32.SetEvent(events[at] ?? null)
  }

  test('any: the lowest one that is signalled, and only that', async () => {
    set(2)
    set(1)
    expect([await wait(false), await wait(false), await wait(false)]).toEqual([1, 2, WAIT_TIMEOUT])
  })

  test('all: none is taken before all are signalled', async () => {
    set(0)
    set(1)
    expect(await wait(true)).toBe(WAIT_TIMEOUT)
    const waiting = wait(true, INFINITE)
    set(2)
    expect(await waiting).toBe(WAIT_OBJECT_0)
    expect(await wait(false)).toBe(WAIT_TIMEOUT)
  })

  test.each([
    ['none', 0, 0],
    ['more than are given', 4, 3],
    ['more than 64', 65, 65],
  ])('%s is refused', async (_, count, length) => {
    const handles = Array.from({ length }, () => events[0] ?? null)
    expect(await win32.WaitForMultipleObjects(count, handles, false, 0)).toBe(WAIT_FAILED)
    expect(win32.GetLastError()).toBe(win32.ERROR_INVALID_PARAMETER)
  })

  test('one signal is taken, also where another thread gives more while the wait begins', async () => {
    const near = event()
    // Events beyond the bound of one memory have another.
    const many = Array.from({ length: 4096 }, () => createEvent(false, false))
    const far = event()
    onTestFinished(() => {
      many.forEach(close)
    })
    const clock = new VirtualClock()
    const signalling: Clock = {
      now: () => clock.now(),
      monotonic: () => clock.monotonic(),
      setTimer: (delay, callback) => {
        win32.SetEvent(near)
        win32.SetEvent(far)
        return clock.setTimer(delay, callback)
      },
    }
    expect(await waitFor(wanted(2, [near, far], false), 1000, signalling)).toBe(WAIT_OBJECT_0)
    expect([await look(near), await look(far)]).toEqual([WAIT_TIMEOUT, WAIT_OBJECT_0])
  })

  test('one that is closed is refused, also beside one that is signalled', async () => {
    set(0)
    win32.CloseHandle(events[1] ?? null)
    expect(await wait(false)).toBe(WAIT_FAILED)
    expect(win32.GetLastError()).toBe(win32.ERROR_INVALID_HANDLE)
  })

  test('one of them twice is refused with all, and no harm with any', async () => {
    const twice = [events[0] ?? null, events[0] ?? null]
    expect(await win32.WaitForMultipleObjects(2, twice, true, 0)).toBe(WAIT_FAILED)
    expect(win32.GetLastError()).toBe(win32.ERROR_INVALID_PARAMETER)
    expect(await win32.WaitForMultipleObjects(2, twice, false, 0)).toBe(WAIT_TIMEOUT)
  })
})

describe('across threads', () => {
  test('the main thread is not blocked', () => {
    expect(win32.WaitForSingleObjectSync(event(), 0)).toBe(WAIT_FAILED)
    expect(win32.GetLastError()).toBe(win32.ERROR_POSSIBLE_DEADLOCK)
  })

  test('a handle that is posted to a worker is the same event there, both ways', async () => {
    const there = event()
    const back = event()
    const worker = start({ there, back, rounds: 100 })
    for (let round = 0; round < 100; round++) {
      win32.SetEvent(there)
      expect(await win32.WaitForSingleObject(back, INFINITE)).toBe(WAIT_OBJECT_0)
    }
    expect(await worker).toEqual({ answers: Array.from({ length: 100 }, () => WAIT_OBJECT_0), last: 258 })
  })

  test('a signal lets one thread through, whoever is first', async () => {
    const there = event()
    const back = event({ manual: true })
    const workers = [1, 2, 3, 4].map(() => start({ there, back, rounds: 1 }))
    for (let round = 0; round < 4; round++) {
      win32.SetEvent(there)
      await win32.WaitForSingleObject(back, INFINITE)
      win32.ResetEvent(back)
    }
    const ended = await Promise.all(workers)
    expect(ended.map(({ answers }) => answers)).toEqual([[0], [0], [0], [0]])
    expect(await look(there)).toBe(WAIT_TIMEOUT)
  })
})

interface Ended {
  readonly answers: readonly number[]
  readonly last: number
}

/** Waits there for `there` so many times, setting `back` after each. */
function start(data: { there: EventHandle; back: EventHandle; rounds: number }): Promise<Ended> {
  const worker = new Worker(new URL('./event-waiter.ts', import.meta.url), { workerData: data })
  return new Promise((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
  })
}
