import { readdirSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { DialtoneError } from '../base/index.ts'
import { Pty } from '../native/index.ts'
import type { Channel } from './channel.ts'
import { characterDevice, openCharacterDevice } from './character-device.ts'

/** The modem's side of a terminal, and ours. */
let pty: Pty
let modem: Channel
const heard: Uint8Array[] = []

beforeEach(() => {
  heard.length = 0
  pty = Pty.open()
  modem = characterDevice(pty.duplicate(), 'modem')
})
afterEach(() => {
  modem.close()
  pty[Symbol.dispose]()
})

function frame(id: number, body = 0): Uint8Array {
  const bytes = new Uint8Array(12 + body).fill(id & 0xff)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, 0x80000003, true)
  view.setUint32(4, bytes.length, true)
  view.setUint32(8, id, true)
  return bytes
}

/** What a channel says, as something to wait for. */
class Ear {
  readonly frames: Uint8Array[] = []
  readonly ends: (DialtoneError | undefined)[] = []
  #wake: () => void = () => undefined

  constructor(channel: Channel) {
    channel.start({
      frame: (bytes) => {
        this.frames.push(bytes)
        this.#wake()
      },
      closed: (cause) => {
        this.ends.push(cause)
        this.#wake()
      },
    })
  }

  async until(condition: () => boolean): Promise<void> {
    while (!condition()) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
  }
}

test('frames go both ways, several in one read, and longer than the terminal takes at once', async () => {
  const channel = openCharacterDevice(pty.path)
  const [host, function_] = [new Ear(channel), new Ear(modem)]
  modem.send(frame(1))
  modem.send(frame(2, 3000))
  modem.send(frame(3, 60_000))
  for (let id = 10; id < 30; id++) channel.send(frame(id, 4000))
  await host.until(() => host.frames.length === 3)
  await function_.until(() => function_.frames.length === 20)
  expect(host.frames).toEqual([frame(1), frame(2, 3000), frame(3, 60_000)])
  expect(function_.frames.at(-1)).toEqual(frame(29, 4000))
  channel.close()
  await host.until(() => host.ends.length === 1)
  expect(host.ends).toEqual([undefined])
})

test('what is sent before the start leaves after it', async () => {
  const channel = openCharacterDevice(pty.path)
  channel.send(frame(5))
  const [function_, host] = [new Ear(modem), new Ear(channel)]
  await function_.until(() => function_.frames.length === 1)
  channel.close()
  await host.until(() => host.ends.length === 1)
})

test('a modem that is pulled out ends the channel once, with its cause', async () => {
  const channel = openCharacterDevice(pty.path)
  const host = new Ear(channel)
  modem.close()
  pty[Symbol.dispose]()
  await host.until(() => host.ends.length === 1)
  expect(host.ends).toMatchObject([{ code: 'unplugged' }])
  expect(host.ends[0]?.message).toContain(pty.path)
  channel.send(frame(1))
  channel.close()
})

test('a channel that is closed before it was started tells so at the start, and holds nothing', async () => {
  const channel = openCharacterDevice(pty.path)
  channel.close()
  const host = new Ear(channel)
  await host.until(() => host.ends.length === 1)
  expect(host.ends).toEqual([undefined])
})

test('a terminal has no largest control message of its own', () => {
  const channel = openCharacterDevice(pty.path)
  expect(channel.maxControlMessage).toBeUndefined()
  channel.close()
})

test('closing leaves no descriptor behind', () => {
  const open = (): number => readdirSync('/proc/self/fd').length
  const before = open()
  for (let round = 0; round < 20; round++) openCharacterDevice(pty.path).close()
  expect(open()).toBe(before)
})
