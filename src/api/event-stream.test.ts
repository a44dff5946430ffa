import { expect, test } from 'vitest'
import {
  EventStreamParser,
  formatFrame,
  formatPlace,
  HEARTBEAT,
  type EventStreamFrame,
} from './event-stream.ts'

const parse = (...texts: string[]): EventStreamFrame[] => {
  const parser = new EventStreamParser()
  return texts.flatMap((text) => parser.push(text))
}

test.each<[what: string, text: string, frames: Partial<EventStreamFrame>[]]>([
  [
    'what we write',
    formatFrame({ id: 'e-1', event: 'x', data: '{"a":1}' }),
    [{ id: 'e-1', event: 'x', data: '{"a":1}' }],
  ],
  ['a comment', HEARTBEAT, []],
  ['no event name', 'data: 1\n\n', [{ event: 'message', data: '1', id: '' }]],
  ['several lines of data', 'data: 1\ndata:2\ndata\n\n', [{ data: '1\n2\n' }]],
  ['no data', 'event: x\n\ndata: 1\n\n', [{ event: 'message', data: '1' }]],
  ['a place', formatPlace('e-9'), [{ id: 'e-9', event: '' }]],
  ['a place is told once', 'id: 7\n\n: x\n\ndata: 1\n\n', [{ id: '7' }, { id: '7', data: '1' }]],
  ['the id stays', 'id: 7\ndata: 1\n\ndata: 2\n\n', [{ id: '7' }, { id: '7', data: '2' }]],
  [
    'carriage returns',
    'data: 1\r\rdata: 2\r\n\r\ndata: 3\n\n',
    [{ data: '1' }, { data: '2' }, { data: '3' }],
  ],
  ['a byte order mark', '\uFEFFdata: 1\n\n', [{ data: '1' }]],
  ['unknown fields', 'retry: 5\ncolour: red\ndata: 1\n\n', [{ data: '1' }]],
  ['no end', 'data: 1\n', []],
  ['one blank only is left out', 'data:  1\n\n', [{ data: ' 1' }]],
])('%s, however it is cut', (_, text, frames) => {
  expect(parse(text)).toEqual(frames.map((frame) => expect.objectContaining(frame) as unknown))
  for (let cut = 0; cut <= text.length; cut++) {
    expect(parse(text.slice(0, cut), text.slice(cut))).toEqual(parse(text))
  }
  expect(parse(...Array.from(text))).toEqual(parse(text))
})

test('a long line that comes in many small parts is looked at once', () => {
  const parser = new EventStreamParser()
  const part = 'x'.repeat(64)
  parser.push('data: ')
  // Looked at again with each part this would be a terabyte.
  for (let round = 0; round < 200_000; round++) expect(parser.push(part)).toEqual([])
  expect(parser.push('\n\n')[0]?.data?.length).toBe(200_000 * 64)
})

test('a frame without an end is refused before it fills the memory', () => {
  const parser = new EventStreamParser()
  const part = 'x'.repeat(16 * 1024 * 1024)
  expect(() => {
    for (let round = 0; round < 8; round++) parser.push(part)
  }).toThrow('does not end')
})
