/**
 * A message without what is secret in it, or without what is secret or personal: the same bytes at the same places, with
 * zeros for a secret and the digit 0 in the place of each character of a personal text. Lengths and offsets stay, so that
 * it is read as before by whatever reads MBIM.
 *
 * What cannot be read is taken out whole: the info of a service or CID that nobody knows, one that is malformed, and, where
 * a CID has something to hide, every byte that its codec does not account for.
 */
import { findCid } from './catalog.ts'
import type { Cid } from './cid.ts'
import { MBIMEX_VERSIONS, type Codec, type MbimExVersion, type Secrecy } from './codec/codec.ts'
import { Marks } from './codec/marks.ts'
import type { Schema } from './codec/schema.ts'
import { codecToRead } from './decode.ts'
import { FRAGMENT_HEADER_BYTES } from './frame/header.ts'
import { INFO_AT, parseMessage, type Message } from './frame/message.ts'

export interface RedactOptions {
  /** What both ends agreed on; where that is not known, a byte stays that every version would leave. */
  readonly version: MbimExVersion | undefined
  /** `personal`: what is secret as well. */
  readonly hide: Secrecy
}

type Informing = Extract<Message, { readonly info: Uint8Array }>

/** The longest message without an info. */
const LONGEST_PLAIN = 16

/**
 * The redacted message: the very one that was given where there is nothing to hide. A fragment of a longer one is not
 * understood, and loses all behind its headers.
 */
export function redactMessage(message: Uint8Array, { version, hide }: RedactOptions): Uint8Array {
  const parsed = parsedOf(message)
  if (parsed === undefined) return cut(message, FRAGMENT_HEADER_BYTES)
  if (!('info' in parsed)) return cut(message, LONGEST_PLAIN)
  const infoAt = INFO_AT[parsed.type]
  const cid = findCid(parsed.service, parsed.cid)
  if (cid === undefined) return cut(message, infoAt)
  if (!hasSecrecy(cid, hide)) return cut(message, infoAt + parsed.info.length)
  const redacted = cut(message, infoAt)
  if (redacted !== message) redacted.set(redactInfo(parsed, cid, { version, hide }) ?? [], infoAt)
  return redacted
}

function parsedOf(message: Uint8Array): Message | undefined {
  try {
    return parseMessage(message)
  } catch {
    return undefined
  }
}

/** As long as before, with zeros from `end` on. */
function cut(message: Uint8Array, end: number): Uint8Array {
  if (message.length <= end) return message
  // Not `slice`: that of a Buffer, as sockets give, would be the very bytes that its receiver is about to read.
  const redacted = new Uint8Array(message)
  redacted.fill(0, end)
  return redacted
}

/** What may be shown of an info; nothing where it cannot be read. */
function redactInfo(message: Informing, cid: Cid, { version, hide }: RedactOptions): Uint8Array | undefined {
  const codec = codecToRead(cid, message)
  if (codec === undefined) return undefined
  const hides = (secrecy: Secrecy): boolean => hide === 'personal' || secrecy === 'secret'
  let redacted: Uint8Array | undefined
  for (const one of version === undefined ? MBIMEX_VERSIONS : [version]) {
    const marks = new Marks(message.info.length, hides)
    try {
      codec.decode(message.info, one, marks)
    } catch {
      return undefined
    }
    const shown = marks.applyTo(message.info)
    redacted = redacted?.map((byte, at) => (byte === shown[at] ? byte : 0)) ?? shown
  }
  return redacted
}

const known = new Map<Cid, ReadonlySet<Secrecy>>()

/** Whether any info of the CID has something to hide. */
function hasSecrecy(cid: Cid, hide: Secrecy): boolean {
  let found = known.get(cid)
  if (found === undefined) {
    const infos = [cid.query, cid.set, cid.response, cid.setResponse, cid.indication]
    found = new Set(infos.flatMap((info) => (info === undefined ? [] : [...secreciesOf(info.codec)])))
    known.set(cid, found)
  }
  return found.has('secret') || (hide === 'personal' && found.has('personal'))
}

/** What is marked in a codec, in any version. */
export function secreciesOf(codec: Codec): readonly Secrecy[] {
  const { schema, secrecy } = codec
  return [
    ...(secrecy === undefined ? [] : [secrecy]),
    ...partsOf(schema).flatMap(secreciesOf),
    // Among items that nobody has named there may be any.
    ...(schema.kind === 'tlv-list' || schema.kind === 'tlv' ? (['secret', 'personal'] as const) : []),
  ]
}

function partsOf(schema: Schema): readonly Codec[] {
  if (schema.kind === 'struct') return Object.values(schema.fields)
  if (schema.kind === 'overlay') return Object.values(schema.layouts)
  // A count names what it counts.
  return 'of' in schema && 'schema' in schema.of ? [schema.of] : []
}
