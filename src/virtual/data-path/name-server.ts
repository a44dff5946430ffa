/**
 * The carrier's name server: one question, one answer, from a table. Everything else is refused as DNS has it. Pure; what
 * comes in is from anybody. RFC 1035 §4.1, RFC 3596.
 */
import { addressBytes } from './ip-address.ts'

/** Addresses of a name, which is lower case and without the dot at its end. `*.example` stands for any name below it. */
export type NameTable = Readonly<Record<string, { readonly a?: string; readonly aaaa?: string }>>

const HEADER = 12
const TYPE_A = 1
const TYPE_AAAA = 28
const CLASS_IN = 1
/** Seconds. */
const TIME_TO_LIVE = 60

const NO_ERROR = 0
const FORMAT_ERROR = 1
const NAME_ERROR = 3
const NOT_IMPLEMENTED = 4

/** The longest name in its text form (RFC 1035 §2.3.4). */
const LONGEST_NAME = 253

/** @returns nothing for what is no query: it is not answered. */
export function answerQuery(query: Uint8Array, names: NameTable): Uint8Array | undefined {
  if (query.length < HEADER) return undefined
  const view = new DataView(query.buffer, query.byteOffset, query.byteLength)
  const flags = view.getUint16(2)
  const isResponse = (flags & 0x8000) !== 0
  if (isResponse) return undefined
  const isStandard = (flags & 0x7800) === 0
  if (!isStandard) return reply(query, HEADER, { code: NOT_IMPLEMENTED })
  const question = view.getUint16(4) === 1 ? readQuestion(query, view) : undefined
  if (question === undefined) return reply(query, HEADER, { code: FORMAT_ERROR })
  const { name, type, isInternet, end } = question
  const found = isInternet ? addressesOf(name, names) : undefined
  if (found === undefined) return reply(query, end, { code: NAME_ERROR })
  if (type === TYPE_A && found.a !== undefined) {
    return reply(query, end, { code: NO_ERROR, record: record(TYPE_A, addressBytes(found.a)) })
  }
  if (type === TYPE_AAAA && found.aaaa !== undefined) {
    return reply(query, end, { code: NO_ERROR, record: record(TYPE_AAAA, addressBytes(found.aaaa)) })
  }
  return reply(query, end, { code: NO_ERROR })
}

interface Question {
  readonly name: string
  readonly type: number
  readonly isInternet: boolean
  /** Where it ends. */
  readonly end: number
}

function readQuestion(query: Uint8Array, view: DataView): Question | undefined {
  const labels: string[] = []
  let at = HEADER
  for (let length = query[at]; length !== 0; length = query[at]) {
    // A question needs no compression: what points elsewhere is refused with what is cut off.
    if (length === undefined || length > 63 || at + 1 + length > query.length) return undefined
    labels.push(String.fromCharCode(...query.subarray(at + 1, at + 1 + length)).toLowerCase())
    at += 1 + length
  }
  const name = labels.join('.')
  const end = at + 5
  if (name.length > LONGEST_NAME || end > query.length) return undefined
  return {
    name,
    type: view.getUint16(at + 1),
    isInternet: view.getUint16(at + 3) === CLASS_IN,
    end,
  }
}

function addressesOf(name: string, names: NameTable): NameTable[string] | undefined {
  if (Object.hasOwn(names, name)) return names[name]
  const dot = name.indexOf('.')
  return dot < 0 ? undefined : names[`*${name.slice(dot)}`]
}

/** The question as it came, and what is answered. */
function reply(
  query: Uint8Array,
  end: number,
  { code, record: answer }: { readonly code: number; readonly record?: Uint8Array },
): Uint8Array {
  const bytes = new Uint8Array(end + (answer?.length ?? 0))
  bytes.set(query.subarray(0, end))
  if (answer !== undefined) bytes.set(answer, end)
  const view = new DataView(bytes.buffer)
  const recursionDesired = view.getUint16(2) & 0x0100
  // A response, authoritative, recursion available.
  view.setUint16(2, 0x8480 | recursionDesired | code)
  view.setUint16(4, end > HEADER ? 1 : 0)
  view.setUint16(6, answer === undefined ? 0 : 1)
  view.setUint32(8, 0)
  return bytes
}

function record(type: number, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(12 + data.length)
  const view = new DataView(bytes.buffer)
  // The name of the question.
  view.setUint16(0, 0xc000 | HEADER)
  view.setUint16(2, type)
  view.setUint16(4, CLASS_IN)
  view.setUint32(6, TIME_TO_LIVE)
  view.setUint16(10, data.length)
  bytes.set(data, 12)
  return bytes
}
