import { closeSync, constants, openSync, readSync, writeSync } from 'node:fs'
import { expect, test } from 'vitest'
import { Pty } from './pty.ts'

function openEnd(path: string): number {
  return openSync(path, constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK)
}

function read(fd: number): number[] {
  const buffer = new Uint8Array(64)
  return [...buffer.subarray(0, readSync(fd, buffer))]
}

test('every byte passes as it is, both ways, and nothing is echoed', () => {
  using pty = Pty.open()
  const reader = pty.duplicate()
  const end = openEnd(pty.path)
  // What a terminal would interpret: interrupt, end of file, carriage return, newline, flow control, a high bit.
  const bytes = [3, 4, 13, 10, 17, 19, 26, 127, 255, 0]
  writeSync(end, Uint8Array.from(bytes))
  expect(read(reader)).toEqual(bytes)
  writeSync(reader, Uint8Array.from(bytes))
  expect(read(end)).toEqual(bytes)
  expect(() => read(reader)).toThrow('EAGAIN')
  closeSync(end)
  closeSync(reader)
})

test('it outlives those who open it, and stays raw', () => {
  using pty = Pty.open()
  expect(pty.isHungUp).toBe(false)
  closeSync(openEnd(pty.path))
  expect(pty.isHungUp).toBe(true)
  const again = openEnd(pty.path)
  expect(pty.isHungUp).toBe(false)
  const reader = pty.duplicate()
  writeSync(again, Uint8Array.from([13, 3]))
  expect(read(reader)).toEqual([13, 3])
  closeSync(reader)
  closeSync(again)
})

test('the end of a reader is not the end of the line; its disposal is', () => {
  const pty = Pty.open()
  closeSync(pty.duplicate())
  const end = openEnd(pty.path)
  pty[Symbol.dispose]()
  pty[Symbol.dispose]()
  expect(readSync(end, new Uint8Array(1))).toBe(0)
  closeSync(end)
  expect(() => openEnd(pty.path)).toThrow('ENOENT')
})
