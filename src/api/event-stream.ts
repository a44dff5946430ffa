/**
 * Server-sent events, both ways, as the WHATWG HTML standard §9.2 has them. Writing is one line of text an event; reading
 * is a parser fed with text as it comes, cut anywhere.
 */
import { DialtoneError } from '../base/index.ts'

export const EVENT_STREAM_TYPE = 'text/event-stream'

export interface EventStreamFrame {
  /** The last id seen, this frame's or an earlier one's. */
  readonly id: string
  readonly event: string
  /** Absent in a frame that has an id and nothing else: by the standard it moves the reader's place and is no event. */
  readonly data?: string
}

/** A comment: keeps proxies and the reader's patience alive. */
export const HEARTBEAT = ': heartbeat\n\n'

/** Moves the reader's place. */
export function formatPlace(id: string): string {
  return `id: ${id}\n\n`
}

/** `data` is one line, as JSON is. */
export function formatFrame(frame: { id?: string; event: string; data: string }): string {
  const id = frame.id === undefined ? '' : `id: ${frame.id}\n`
  return `${id}event: ${frame.event}\ndata: ${frame.data}\n\n`
}

/** A snapshot of hundreds of modems takes half a megabyte; what takes this much is no service of ours. */
const LONGEST_FRAME = 64 * 1024 * 1024

export class EventStreamParser {
  /** The line that has not ended yet, as it came: put together once, however long it is. */
  #held: string[] = []
  #heldLength = 0
  /** A CR that may be half of a CRLF: it waits for what follows. */
  #return = ''
  #first = true
  #id = ''
  #event = ''
  #data: string[] = []
  #size = 0
  /** The frame has an id. */
  #moved = false

  /**
   * The frames that `text` completes.
   * @throws DialtoneError `protocol` when a frame does not end.
   */
  push(text: string): EventStreamFrame[] {
    const frames: EventStreamFrame[] = []
    let buffer = this.#return + text
    if (this.#first && buffer !== '') {
      this.#first = false
      if (buffer.startsWith('\uFEFF')) buffer = buffer.slice(1)
    }
    this.#return = buffer.endsWith('\r') ? '\r' : ''
    const end = buffer.length - this.#return.length
    let start = 0
    const ending = /\r\n|\n|\r(?!$)/g
    for (let match = ending.exec(buffer); match !== null; match = ending.exec(buffer)) {
      this.#hold(buffer.slice(start, match.index))
      const line = this.#held.length === 1 ? (this.#held[0] ?? '') : this.#held.join('')
      this.#held = []
      this.#heldLength = 0
      this.#line(line, frames)
      start = ending.lastIndex
    }
    this.#hold(buffer.slice(start, end))
    if (this.#size + this.#heldLength > LONGEST_FRAME) {
      throw new DialtoneError('protocol', 'an event of the service does not end')
    }
    return frames
  }

  #hold(part: string): void {
    if (part === '') return
    this.#held.push(part)
    this.#heldLength += part.length
  }

  #line(line: string, frames: EventStreamFrame[]): void {
    if (line === '') {
      if (this.#data.length > 0) {
        frames.push({ id: this.#id, event: this.#event || 'message', data: this.#data.join('\n') })
      } else if (this.#moved) frames.push({ id: this.#id, event: '' })
      this.#event = ''
      this.#data = []
      this.#size = 0
      this.#moved = false
      return
    }
    const colon = line.indexOf(':')
    const field = colon < 0 ? line : line.slice(0, colon)
    const value = colon < 0 ? '' : line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1)
    if (field === 'data') {
      this.#data.push(value)
      this.#size += value.length
    } else if (field === 'event') this.#event = value
    else if (field === 'id' && !value.includes('\0')) {
      this.#id = value
      this.#moved = true
    }
  }
}
