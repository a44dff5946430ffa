/**
 * Event objects as words of shared memory, so that every thread of the process sees and waits for the same ones. One word
 * holds all that an event is; each change is one compare-and-exchange, so no thread ever sees half of one.
 *
 * Every signal also moves the sequence word of its memory and wakes whoever sleeps on it: a thread that waits for several
 * events sleeps on that one word.
 */
import { getEnvironmentData, setEnvironmentData } from 'node:worker_threads'
import { systemRandom } from '../../../base/index.ts'

/** Where an event is. */
interface Place {
  readonly memory: SharedArrayBuffer
  readonly slot: number
  /** Which of the events that this slot has held. */
  readonly generation: number
}

/** What stands for an event. Plain data: it may be posted to another thread and is as good there. */
export interface EventHandle extends Place {
  /** Where an event has several handles, each is good while this place of its own is held. */
  readonly own?: Place
}

/** How an attempt to pass an event went. `stale`: it was closed, or is no event at all. */
export type Passage = 'passed' | 'not-signalled' | 'stale'

type Words = Int32Array<SharedArrayBuffer>

/** Moves with each signal. */
const SEQUENCE = 0
/** Where the next free slot may be. */
const HINT = 1
/** Two random words, by which a memory is known: each message brings another object for the same words. */
const IDENTITY = 2
/** The words of the events. */
const FIRST = 4
const SLOTS = 4096
const BYTES = (FIRST + SLOTS) * Int32Array.BYTES_PER_ELEMENT

const SIGNALLED = 1
const MANUAL = 2
/** Each handle that is not closed counts so much; the slot is free when there is none. */
const HANDLE = 2 ** 2
const HANDLES = 0xfff * HANDLE
const GENERATION_SHIFT = 14
/** Generations begin anew after so many, which no program reaches with a handle it still holds: slots are used in turn. */
const GENERATIONS = 2 ** 18

/** Under this name threads that are started later find the memory of their parent. */
const SHARED = 'dialtone.win32.events'

/** The last memory that this thread has made events in. */
let current: SharedArrayBuffer | undefined

export function createEvent(manualReset: boolean, initialState: boolean): EventHandle {
  const memory = (current ??= inherited())
  const handle = claim(memory, manualReset, initialState)
  if (handle !== undefined) return handle
  current = allocate()
  return createEvent(manualReset, initialState)
}

/** The first handle of an event that may have others: one with a place of its own. */
export function shared(event: EventHandle): EventHandle {
  return { ...event, own: createEvent(false, false) }
}

/** Another handle of the event; nothing where the event has ended, or has as many as can be counted. */
export function openAgain(event: EventHandle): EventHandle | undefined {
  const counted = change(event, (word) => ((word & HANDLES) === HANDLES ? undefined : word + HANDLE))
  return counted ? shared(event) : undefined
}

/** The event itself, for those that go on with it while any of its handles is good. */
export function eventOf({ memory, slot, generation }: EventHandle): EventHandle {
  return { memory, slot, generation }
}

/** @returns false where the handle is stale. */
export function signal(handle: EventHandle): boolean {
  if (!change(handle, (word) => word | SIGNALLED)) return false
  wake(handle)
  return true
}

/** @returns false where the handle is stale. */
export function reset(handle: EventHandle): boolean {
  return change(handle, (word) => word & ~SIGNALLED)
}

/** With the last handle the event ends, and who waits for it is told. @returns false where the handle is stale. */
export function close({ own, ...event }: EventHandle): boolean {
  // Of two that close it at once, the one that gives its place back has closed it.
  if (own !== undefined && !change(own, withoutHandle)) return false
  if (!change(event, withoutHandle)) return false
  wake(event)
  return true
}

/** Whether it is signalled, without taking the signal. */
export function look(handle: EventHandle): Passage {
  const word = wordOf(handle)
  if (word === undefined) return 'stale'
  return (word & SIGNALLED) === 0 ? 'not-signalled' : 'passed'
}

/** Passes the event if it is signalled; one that resets itself lets nobody else through then. */
export function pass(handle: EventHandle): Passage {
  for (;;) {
    const word = wordOf(handle)
    if (word === undefined) return 'stale'
    if ((word & SIGNALLED) === 0) return 'not-signalled'
    if ((word & MANUAL) !== 0) return 'passed'
    const words = wordsOf(handle.memory)
    if (Atomics.compareExchange(words, FIRST + handle.slot, word, word & ~SIGNALLED) === word) return 'passed'
  }
}

/** Where a memory's sequence stands: what to compare with when going to sleep on it. */
export function sequence(memory: SharedArrayBuffer): number {
  return Atomics.load(wordsOf(memory), SEQUENCE)
}

/** Blocks until the sequence is not `seen` any more, for `milliseconds` at most. */
export function sleepOn(memory: SharedArrayBuffer, seen: number, milliseconds: number): void {
  Atomics.wait(wordsOf(memory), SEQUENCE, seen, milliseconds)
}

/** Resolves when the sequence is not `seen` any more; nothing where that is so already. */
export function wakeFrom(memory: SharedArrayBuffer, seen: number): Promise<unknown> | undefined {
  const sleep = Atomics.waitAsync(wordsOf(memory), SEQUENCE, seen)
  return sleep.async ? sleep.value : undefined
}

/** Whether `value` has the shape of a handle and its slots lie within their memories. */
export function isEventHandle(value: unknown): value is EventHandle {
  if (!isPlace(value)) return false
  const { own } = value as { readonly own?: unknown }
  return own === undefined || isPlace(own)
}

function isPlace(value: unknown): value is Place {
  if (typeof value !== 'object' || value === null) return false
  const { memory, slot, generation } = value as Partial<Record<keyof Place, unknown>>
  if (!(memory instanceof SharedArrayBuffer) || !Number.isInteger(generation)) return false
  if (memory.byteLength !== BYTES) return false
  return Number.isInteger(slot) && Number(slot) >= 0 && Number(slot) < SLOTS
}

export function sameEvent(one: EventHandle, other: EventHandle): boolean {
  return one.slot === other.slot && one.generation === other.generation && memoryOf(one) === memoryOf(other)
}

/** The memory of an event, by the object that this thread knows it by. */
export function memoryOf({ memory }: Place): SharedArrayBuffer {
  return wordsOf(memory).buffer
}

function inherited(): SharedArrayBuffer {
  const given: unknown = getEnvironmentData(SHARED)
  if (given instanceof SharedArrayBuffer) return given
  const memory = allocate()
  setEnvironmentData(SHARED, memory)
  return memory
}

function allocate(): SharedArrayBuffer {
  const memory = new SharedArrayBuffer(BYTES)
  new Int32Array(memory).set([systemRandom.integer(2 ** 31), systemRandom.integer(2 ** 31)], IDENTITY)
  return memory
}

function claim(
  memory: SharedArrayBuffer,
  manualReset: boolean,
  initialState: boolean,
): EventHandle | undefined {
  const words = wordsOf(memory)
  const start = Atomics.load(words, HINT)
  for (let step = 0; step < SLOTS; step++) {
    const slot = (start + step) % SLOTS
    const word = Atomics.load(words, FIRST + slot)
    if ((word & HANDLES) !== 0) continue
    const generation = (generationOf(word) + 1) % GENERATIONS
    const next =
      (generation << GENERATION_SHIFT) | HANDLE | (manualReset ? MANUAL : 0) | (initialState ? SIGNALLED : 0)
    if (Atomics.compareExchange(words, FIRST + slot, word, next) !== word) continue
    Atomics.store(words, HINT, (slot + 1) % SLOTS)
    return { memory, slot, generation }
  }
  return undefined
}

/** @returns false where the handle is stale, or there is no next word. */
function change(handle: EventHandle, next: (word: number) => number | undefined): boolean {
  const words = wordsOf(handle.memory)
  for (;;) {
    const word = wordOf(handle)
    const changed = word === undefined ? undefined : next(word)
    if (word === undefined || changed === undefined) return false
    if (Atomics.compareExchange(words, FIRST + handle.slot, word, changed) === word) return true
  }
}

function withoutHandle(word: number): number {
  const rest = word - HANDLE
  return (rest & HANDLES) === 0 ? rest & ~SIGNALLED : rest
}

function wake({ memory }: Place): void {
  const words = wordsOf(memory)
  Atomics.add(words, SEQUENCE, 1)
  Atomics.notify(words, SEQUENCE)
}

/** The word of the event, while the handle is good. */
function wordOf(handle: EventHandle): number | undefined {
  const { own } = handle
  return own === undefined || wordAt(own) !== undefined ? wordAt(handle) : undefined
}

function wordAt({ memory, slot, generation }: Place): number | undefined {
  const word = Atomics.load(wordsOf(memory), FIRST + slot)
  return (word & HANDLES) !== 0 && generationOf(word) === generation ? word : undefined
}

function generationOf(word: number): number {
  return word >>> GENERATION_SHIFT
}

/** One view for all the objects that stand for the same memory. Few memories are ever made. */
const views = new Map<string, Words>()
const viewOf = new WeakMap<SharedArrayBuffer, Words>()

function wordsOf(memory: SharedArrayBuffer): Words {
  const known = viewOf.get(memory)
  if (known !== undefined) return known
  const words = new Int32Array(memory)
  const identity = words.subarray(IDENTITY, FIRST).join()
  const view = views.get(identity) ?? words
  views.set(identity, view)
  viewOf.set(memory, view)
  return view
}
