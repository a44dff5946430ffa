import { execFileSync } from 'node:child_process'
import { closeSync, constants, openSync, writeSync } from 'node:fs'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { VirtualClock, Milliseconds } from '../base/index.ts'
import { NonBlockingFile, type FileSink } from './non-blocking-file.ts'
import { READABLE, timerPoller, WRITABLE } from './poller.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dialtone-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

/** A named pipe: the plainest thing that can be read, be full, and end. Opened read-write it never ends by itself. */
function fifo(): string {
  const path = join(folder, 'pipe')
  execFileSync('mkfifo', [path])
  return path
}

class Recorder implements FileSink {
  readonly chunks: Uint8Array[] = []
  readonly ends: (Error | undefined)[] = []
  #wake: (() => void) | undefined

  data(bytes: Uint8Array): void {
    this.chunks.push(bytes)
    this.#wake?.()
  }
  ended(error?: Error): void {
    this.ends.push(error)
    this.#wake?.()
  }
  async until(condition: () => boolean): Promise<void> {
    while (!condition()) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
  }
  get length(): number {
    return this.chunks.reduce((sum, chunk) => sum + chunk.length, 0)
  }
}

test('reads what comes and tells the end once', async () => {
  const path = fifo()
  const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
  const writer = openSync(path, constants.O_WRONLY)
  const sink = new Recorder()
  using _file = new NonBlockingFile(reader, sink)
  writeSync(writer, 'one')
  await sink.until(() => sink.length === 3)
  writeSync(writer, 'two')
  closeSync(writer)
  await sink.until(() => sink.ends.length === 1)
  expect(Buffer.concat(sink.chunks).toString()).toBe('onetwo')
  expect(sink.ends).toEqual([undefined])
})

test('what does not fit waits until it is writable, in order', async () => {
  const path = fifo()
  const sink = new Recorder()
  using file = new NonBlockingFile(NonBlockingFile.open(path), sink)
  // Both ends of the pipe: what is written comes back. Three times the pipe's 64 KiB, so that writes are cut short.
  const block = Uint8Array.from({ length: 50_000 }, (_, index) => index % 251)
  for (let round = 0; round < 4; round++) file.write(block)
  await sink.until(() => sink.length === 200_000)
  expect(Buffer.concat(sink.chunks).equals(Buffer.concat([block, block, block, block]))).toBe(true)
})

test('is read at once for whoever asks, no further than asked, and what is left in its own time', async () => {
  const sink = new Recorder()
  using file = new NonBlockingFile(NonBlockingFile.open(fifo()), sink)
  file.read(1)
  expect(sink.chunks).toHaveLength(0)
  // The pipe, full, is one read at most, and what has waited for it to be read is another.
  file.write(new Uint8Array(0x10000))
  file.write(Uint8Array.of(1, 2, 3))
  file.read(1)
  expect(sink.chunks).toHaveLength(1)
  await sink.until(() => sink.length === 0x10000 + 3)
  expect(sink.ends).toEqual([])
})

test('what nobody reads is kept up to a bound, in whole writes', async () => {
  const path = fifo()
  // Written to only: what it takes is taken out at the other end, later.
  const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
  const sink = new Recorder()
  using file = new NonBlockingFile(openSync(path, constants.O_WRONLY | constants.O_NONBLOCK), new Recorder())
  for (let number = 0; number < 100; number++) file.write(new Uint8Array(50_000).fill(number))
  using _reading = new NonBlockingFile(reader, sink)
  await sink.until(() => sink.length > 1_000_000 && sink.length % 50_000 === 0)
  const received = Buffer.concat(sink.chunks)
  expect(received.length).toBeLessThan(1024 * 1024 + 100_000)
  expect(received.every((byte, at) => byte === Math.floor(at / 50_000))).toBe(true)
  // Once there is room again, there is room for new ones.
  file.write(Uint8Array.of(200))
  await sink.until(() => sink.chunks.at(-1)?.at(-1) === 200)
})

test('a disposed file tells nothing more and closes its descriptor', () => {
  const sink = new Recorder()
  const file = new NonBlockingFile(NonBlockingFile.open(fifo()), sink)
  file[Symbol.dispose]()
  file[Symbol.dispose]()
  file.write(new Uint8Array(3))
  expect(() => writeSync(file.fd, 'x')).toThrow('EBADF')
  expect(sink.ends).toEqual([])
})

test('a device that cannot be opened says why', () => {
  expect(() => NonBlockingFile.open(join(folder, 'nothing'))).toThrow('ENOENT')
})

test('the fallback asks every 10 ms, and leaves no timer', async () => {
  const clock = new VirtualClock()
  const asked: number[] = []
  const poller = timerPoller((events) => asked.push(events), clock)
  expect(clock.pending).toBe(0)
  poller.want(READABLE)
  await clock.advance(Milliseconds(25))
  expect(asked).toEqual([READABLE, READABLE])
  poller.want(READABLE | WRITABLE)
  await clock.advance(Milliseconds(5))
  expect(asked).toEqual([READABLE, READABLE, READABLE | WRITABLE])
  poller[Symbol.dispose]()
  expect(clock.pending).toBe(0)
})

test('what a receiver throws is an exception as any other, and not the end of the process', () => {
  const script = `
    import { NonBlockingFile } from ${JSON.stringify(join(import.meta.dirname, 'non-blocking-file.ts'))}
    import { writeSync } from 'node:fs'
    const fd = NonBlockingFile.open(${JSON.stringify(fifo())})
    process.on('uncaughtException', (error) => { console.log('caught', error.message); process.exit(0) })
    new NonBlockingFile(fd, { data: () => { throw new Error('a mistake') }, ended: () => undefined })
    writeSync(fd, 'x')`
  const said = execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' })
  expect(said).toBe('caught a mistake\n')
})

test('a driver that may forget to wake is looked at once it is waited for again, also when nothing has come', () => {
  // The loop's own poller, which is the main thread's; /proc tells which descriptors an epoll has.
  const script = `
    import { createPoller, READABLE } from ${JSON.stringify(join(import.meta.dirname, 'poller.ts'))}
    import { openSync, readdirSync, readFileSync, readSync, writeSync } from 'node:fs'
    const fd = openSync(${JSON.stringify(fifo())}, 'r+')
    const isWaitedFor = () => readdirSync('/proc/self/fdinfo').some((name) => {
      try {
        return new RegExp('^tfd:\\\\s+' + fd + ' ', 'm').test(readFileSync('/proc/self/fdinfo/' + name, 'utf8'))
      } catch {
        return false // the descriptor of the folder, which is closed by now
      }
    })
    let holds = 0
    const looks = []
    const poller = createPoller(fd, {
      ready: () => {
        looks.push([holds, isWaitedFor()])
        if (holds > 0) holds -= readSync(fd, Buffer.alloc(8))
      },
      failed: (error) => { throw error },
    }, { looksAgain: true })
    const turns = async () => { for (let turn = 0; turn < 10; turn++) await new Promise(setImmediate) }
    poller.want(READABLE)
    await turns()
    holds = writeSync(fd, 'x')
    await turns()
    poller[Symbol.dispose]()
    await turns()
    console.log(JSON.stringify(looks))`
  const said = execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' })
  const [begun, ...later] = JSON.parse(said) as [number, boolean][]
  expect(begun).toEqual([0, true])
  // What was there, then nothing.
  expect(later.map(([holds]) => holds)).toEqual([1, 0])
  expect(later.at(-1)).toEqual([0, true])
})
