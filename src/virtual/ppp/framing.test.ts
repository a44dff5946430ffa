import { expect, test } from 'vitest'
import { fromHex, toHex } from '../../base/index.ts'
import { frameCheck } from './frame-check.ts'
import { ALL_CONTROLS, encodeFrame, FrameReader } from './framing.ts'
import { readContent, writeContent } from './protocol.ts'

function read(octets: Uint8Array, cut = octets.length): string[] {
  const frames: string[] = []
  const reader = new FrameReader((content) => frames.push(toHex(content)), 64)
  for (let at = 0; at < octets.length; at += cut) reader.push(octets.subarray(at, at + cut))
  return frames
}

test('the check is the one of X.25: 906e over the digits 1 to 9', () => {
  expect(frameCheck(new TextEncoder().encode('123456789'))).toEqual([0x6e, 0x90])
})

/** An LCP Terminate-Request, by hand: flag, escaped control and protocol, check, flag (RFC 1662 §3.1, §4.2). */
const TERMINATE = '7eff7d23c0217d257d257d207d245ca47e'

test('a frame is escaped and checked', () => {
  expect(toHex(encodeFrame(fromHex('ff03c02105050004'), ALL_CONTROLS))).toBe(TERMINATE)
  expect(toHex(encodeFrame(fromHex('ff03c02105050004'), 0))).toBe('7eff03c021050500045ca47e')
  expect(toHex(encodeFrame(fromHex('7d7e1120'), 0))).toMatch(/^7e7d5d7d5e1120/)
})

test('a frame is found however it is cut, and flags between frames may be shared', () => {
  const twice = fromHex(TERMINATE + TERMINATE.slice(2))
  for (const cut of [1, 2, 3, 7, twice.length]) {
    expect(read(twice, cut)).toEqual(['ff03c02105050004', 'ff03c02105050004'])
  }
})

test('what is broken is dropped, and the next frame is read', () => {
  const good = fromHex(TERMINATE)
  for (const broken of [
    '7eff7d23c0217d257d257d207d245ca5', // a wrong check
    '7eff7d23c0217d257d257d7e', // given up: an escape before a flag
    '7e00', // noise
    `7e${'aa'.repeat(500)}`, // longer than anybody keeps
  ]) {
    expect(read(Uint8Array.from([...fromHex(broken), ...good]))).toEqual(['ff03c02105050004'])
  }
})

test.each([
  ['ff03c02101', { protocol: 0xc021, information: '01' }],
  ['c02101', { protocol: 0xc021, information: '01' }],
  ['ff0321aa', { protocol: 0x21, information: 'aa' }],
  ['21aa', { protocol: 0x21, information: 'aa' }],
])('%s is read with its fields shortened or not', (content, { protocol, information }) => {
  const carried = readContent(fromHex(content))
  expect(carried?.protocol).toBe(protocol)
  expect(toHex(carried?.information ?? new Uint8Array(0))).toBe(information)
})

test.each(['', 'ff03', 'c0', 'c022', '8080'])('%s carries nothing', (content) => {
  expect(readContent(fromHex(content))).toBeUndefined()
})

test('LCP is never shortened, all else as agreed', () => {
  const information = fromHex('aa')
  const both = { protocol: true, address: true }
  expect(toHex(writeContent({ protocol: 0xc021, information }, both))).toBe('ff03c021aa')
  expect(toHex(writeContent({ protocol: 0x21, information }, both))).toBe('21aa')
  expect(toHex(writeContent({ protocol: 0x8021, information }, both))).toBe('8021aa')
  expect(toHex(writeContent({ protocol: 0x21, information }, { protocol: false, address: true }))).toBe(
    '0021aa',
  )
})
