import { closeSync, existsSync, mkdtempSync, readlinkSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest'
import { Milliseconds, Seconds, VirtualClock, type Clock } from '../../base/index.ts'
import { NonBlockingFile } from '../../native/index.ts'
import { createVirtualModem, type VirtualModem } from '../virtual-modem.ts'
import { serveSerialPty } from './serial-pty.ts'

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dialtone-'))
  path = join(folder, 'tty')
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

function serve(clock?: Clock): VirtualModem {
  const modem = createVirtualModem({ name: 'virtual0', timing: 'instant' })
  const server = serveSerialPty({ modem, path, ...(clock === undefined ? {} : { clock }) })
  onTestFinished(() => {
    server[Symbol.dispose]()
    modem[Symbol.dispose]()
  })
  return modem
}

/** A program that has the terminal open. */
class Program implements Disposable {
  heard = ''
  ended = false
  readonly #file: NonBlockingFile

  constructor() {
    this.#file = new NonBlockingFile(NonBlockingFile.open(path), {
      data: (octets) => (this.heard += String.fromCharCode(...octets)),
      ended: () => {
        this.ended = true
      },
    })
    onTestFinished(() => {
      this[Symbol.dispose]()
    })
  }

  type(text: string): void {
    this.#file.write(Uint8Array.from(text, (character) => character.charCodeAt(0)))
  }

  [Symbol.dispose](): void {
    this.#file[Symbol.dispose]()
  }
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise<void>((resolve) => setImmediate(resolve))
}

test('a program opens the path and is answered', async () => {
  serve()
  expect(readlinkSync(path)).toMatch(/^\/dev\/pts\/\d+$/)
  const program = new Program()
  program.type('AT+CGMM\r')
  await until(() => program.heard.includes('OK'))
  expect(program.heard).toBe('AT+CGMM\r\r\nDT-VM1\r\n\r\nOK\r\n')
})

test('a program that has gone has hung up, and the next one finds a terminal with nothing in it', async () => {
  const clock = new VirtualClock()
  const modem = serve(clock)
  const first = new Program()
  await clock.advance(Milliseconds(20))
  first.type('ATE0\r')
  await until(() => first.heard.includes('OK'))
  first.type('AT+CREG=1;+CGM')
  first[Symbol.dispose]()
  // It has been noticed: from now on it is looked whether there is another.
  await until(() => clock.pending > 0)
  // Nobody is told of this.
  modem.roam('nowhere')
  const second = new Program()
  await clock.advance(Milliseconds(20))
  second.type('AT\r')
  await until(() => second.heard.includes('OK'))
  expect(second.heard).toBe('\r\nOK\r\n')
})

test('it is looked for programs by the clock, and only while there is none', async () => {
  const clock = new VirtualClock()
  serve(clock)
  expect(clock.pending).toBe(1)
  closeSync(NonBlockingFile.open(path))
  await clock.advance(Seconds(1))
  const program = new Program()
  await clock.advance(Milliseconds(20))
  program.type('AT\r')
  await until(() => program.heard.includes('OK'))
  expect(clock.pending).toBe(0)
})

test('unplugged, the path is gone and its program told; plugged in, it is there again', async () => {
  const modem = serve()
  const program = new Program()
  program.type('AT\r')
  await until(() => program.heard.includes('OK'))
  modem.unplug()
  await until(() => program.ended)
  expect(existsSync(path)).toBe(false)
  modem.plug()
  const again = new Program()
  again.type('AT\r')
  await until(() => again.heard.includes('OK'))
})

test('what is no pty of ours is left alone', () => {
  writeFileSync(path, 'mine')
  const modem = createVirtualModem({ name: 'virtual0', timing: 'instant' })
  expect(() => serveSerialPty({ modem, path })).toThrow(expect.objectContaining({ code: 'already_exists' }))
  expect(() => serveSerialPty({ modem, path: join(folder, 'none', 'tty') })).toThrow(
    expect.objectContaining({ code: 'channel_failed' }),
  )
})
