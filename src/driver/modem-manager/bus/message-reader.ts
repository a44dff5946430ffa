/**
 * One whole message of D-Bus, read (D-Bus specification, "Marshaling" and "Message Format"). Nothing is read beyond its end, nothing
 * that takes no bytes is repeated, and nothing is deeper than the specification allows: whatever the bytes say, reading them ends.
 * What cannot be read throws a `RangeError` that says why.
 */
import type { Incoming } from './codec.ts'

/** The fixed part: byte order, type, flags, version, the length of the body, serial, the length of the fields. */
export const HEADER = 16
const LITTLE_ENDIAN = 'l'.charCodeAt(0)

/** Levels of containers, variants included (D-Bus specification, "Valid Signatures": 32 arrays, 32 structures). */
const DEEPEST = 64

/** Of the fields, by their codes, those that anything here asks for (D-Bus specification, "Header Fields"). */
const FIELDS: Readonly<Record<number, 'path' | 'interface' | 'member' | 'errorName' | 'sender'>> = {
  1: 'path',
  2: 'interface',
  3: 'member',
  4: 'errorName',
  7: 'sender',
}
const REPLY_SERIAL = 5
const SIGNATURE = 8

const ALIGNMENT: Readonly<Record<string, number>> = {
  ...{ y: 1, g: 1, v: 1, n: 2, q: 2, b: 4, i: 4, u: 4, h: 4, s: 4, o: 4, a: 4 },
  ...{ x: 8, t: 8, d: 8, '(': 8, '{': 8 },
}

/** Of the whole message, from its first 16 bytes. */
export function lengthOfMessage(bytes: Buffer): number {
  const little = bytes[0] === LITTLE_ENDIAN
  const [body, fields] = little
    ? [bytes.readUInt32LE(4), bytes.readUInt32LE(12)]
    : [bytes.readUInt32BE(4), bytes.readUInt32BE(12)]
  // The fields are filled up to a multiple of 8.
  return HEADER + Math.ceil(fields / 8) * 8 + body
}

/** @throws RangeError */
export function readMessage(bytes: Buffer): Incoming {
  const reader = new MessageReader(bytes)
  const texts: Partial<Record<'path' | 'interface' | 'member' | 'errorName' | 'sender', string>> = {}
  let replySerial: number | undefined
  let signature = ''
  for (const [code, value] of reader.fields()) {
    const name = FIELDS[code]
    if (name !== undefined && typeof value === 'string') texts[name] = value
    else if (code === REPLY_SERIAL && typeof value === 'number') replySerial = value
    else if (code === SIGNATURE && typeof value === 'string') signature = value
  }
  return {
    ...texts,
    type: bytes[1] ?? 0,
    ...(replySerial !== undefined && { replySerial }),
    body: reader.body(signature),
  }
}

class MessageReader {
  readonly #bytes: Buffer
  readonly #view: DataView
  readonly #little: boolean
  #at = HEADER

  constructor(bytes: Buffer) {
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
    this.#little = bytes[0] === LITTLE_ENDIAN
  }

  /** Each with its code. */
  *fields(): Generator<readonly [code: number, value: unknown]> {
    const end = this.#end(this.#view.getUint32(HEADER - 4, this.#little))
    while (this.#at < end) {
      this.#align(8)
      yield [this.#view.getUint8(this.#take(1)), this.#variant(1)]
    }
    this.#align(8)
  }

  body(signature: string): unknown[] {
    const values: unknown[] = []
    let at = 0
    while (at < signature.length) {
      // Found before anything is read: an array of an impossible type, which takes no bytes, would be read without end.
      const end = endOfType(signature, at, 0)
      values.push(this.#value(signature, at, 0))
      at = end
    }
    return values
  }

  /** What has the type that stands at this place of the signature. */
  #value(signature: string, at: number, depth: number): unknown {
    const type = signature[at] ?? ''
    this.#align(ALIGNMENT[type] ?? 1)
    const view = this.#view
    const little = this.#little
    switch (type) {
      case 'y':
        return view.getUint8(this.#take(1))
      case 'b':
        return view.getUint32(this.#take(4), little) !== 0
      case 'n':
        return view.getInt16(this.#take(2), little)
      case 'q':
        return view.getUint16(this.#take(2), little)
      case 'i':
        return view.getInt32(this.#take(4), little)
      case 'u':
        return view.getUint32(this.#take(4), little)
      case 'x':
        return view.getBigInt64(this.#take(8), little)
      case 't':
        return view.getBigUint64(this.#take(8), little)
      case 'd':
        return view.getFloat64(this.#take(8), little)
      case 's':
      case 'o':
        return this.#text(view.getUint32(this.#take(4), little))
      case 'g':
        return this.#text(view.getUint8(this.#take(1)))
      case 'v':
        return this.#variant(depth + 1)
      case 'a':
        return this.#array(signature, at + 1, depth + 1)
      case '(':
        return this.#structure(signature, at, depth + 1)
      default:
        throw new RangeError(`there is no way to get a value of the type ${JSON.stringify(type)}`)
    }
  }

  #variant(depth: number): unknown {
    const signature = this.#text(this.#view.getUint8(this.#take(1)))
    if (endOfType(signature, 0, depth) !== signature.length) {
      throw new RangeError(`a variant is of one type, and not of ${JSON.stringify(signature)}`)
    }
    return this.#value(signature, 0, depth)
  }

  /** Of bytes as a buffer, of entries as an object, of all else as an array. */
  #array(signature: string, element: number, depth: number): unknown {
    const size = this.#view.getUint32(this.#take(4), this.#little)
    const type = signature[element] ?? ''
    this.#align(ALIGNMENT[type] ?? 1)
    const end = this.#end(size)
    if (type === 'y') return Buffer.from(this.#bytes.subarray(this.#take(size), end))
    const values: unknown[] = []
    const entries: (readonly [string, unknown])[] = []
    while (this.#at < end) {
      if (type !== '{') values.push(this.#value(signature, element, depth))
      else {
        this.#align(8)
        const key = this.#value(signature, element + 1, depth + 1)
        entries.push([String(key), this.#value(signature, element + 2, depth + 1)])
      }
    }
    if (this.#at !== end) throw new RangeError('an array does not end where it says')
    return type === '{' ? Object.fromEntries(entries) : values
  }

  #structure(signature: string, at: number, depth: number): unknown[] {
    const values: unknown[] = []
    for (let next = at + 1; signature[next] !== ')'; next = endOfType(signature, next, depth)) {
      values.push(this.#value(signature, next, depth))
    }
    return values
  }

  /** With the zero behind it. */
  #text(length: number): string {
    const from = this.#take(length + 1)
    return this.#bytes.toString('utf8', from, from + length)
  }

  #align(boundary: number): void {
    this.#take(-this.#at & (boundary - 1))
  }

  #end(size: number): number {
    const end = this.#at + size
    if (end > this.#bytes.length) throw new RangeError(`${size} bytes are announced, and not there`)
    return end
  }

  /** Where the next so many bytes begin; they are behind us then. */
  #take(size: number): number {
    const from = this.#at
    this.#at = this.#end(size)
    return from
  }
}

/** Behind the one complete type that begins at `at`. */
function endOfType(signature: string, at: number, depth: number): number {
  const type = signature[at] ?? ''
  if (depth > DEEPEST) throw new RangeError('a value is too deep')
  if (ALIGNMENT[type] === undefined || type === '{') throw unknownType(signature)
  if (type === 'a') {
    return signature[at + 1] === '{'
      ? endOfEntry(signature, at + 1, depth + 1)
      : endOfType(signature, at + 1, depth + 1)
  }
  if (type !== '(') return at + 1
  let next = at + 1
  do next = endOfType(signature, next, depth + 1)
  while (signature[next] !== ')')
  return next + 1
}

/** `{`, a basic type, any one, `}`. */
function endOfEntry(signature: string, at: number, depth: number): number {
  if ('av('.includes(signature[at + 1] ?? '(')) throw unknownType(signature)
  const end = endOfType(signature, endOfType(signature, at + 1, depth), depth)
  if (signature[end] !== '}') throw unknownType(signature)
  return end + 1
}

function unknownType(signature: string): RangeError {
  return new RangeError(`no type is called ${JSON.stringify(signature)}`)
}
