/**
 * A frame in words, for people who debug modems: header, fragment, service, CID, and every field of the info, indented;
 * or the same as plain data. Secret and personal fields, and bytes of which nobody knows what they say, are shown only
 * when asked for.
 */
import { findCid, findService } from './catalog.ts'
import type { MbimExVersion } from './codec/codec.ts'
import { WireError } from './codec/wire-error.ts'
import { codecToRead } from './decode.ts'
import { FRAGMENT_HEADER_BYTES, readHeader, senderOf, type Header, type Sender } from './frame/header.ts'
import { INFO_AT, parseMessage, type Message } from './frame/message.ts'
import { Reader } from './codec/reader.ts'
import { ProtocolErrorCode } from './protocol-error.ts'
import {
  leaf,
  render,
  renderBytes,
  toJson,
  toLines,
  type Json,
  type Rendered,
  type RenderOptions,
} from './render.ts'
import { Status } from './status.ts'

export interface DescribeOptions {
  /** The version both ends agreed on; 1 (MBIM 1.0) unless told. */
  readonly version?: MbimExVersion
  /** Shows secret and personal fields, and unknown bytes. */
  readonly reveal?: boolean
  /** Where the frame is known to come from: a type that only the other end sends is then remarked upon. */
  readonly from?: Sender
}

/**
 * Describes one frame, a complete message or a fragment, in lines of text.
 * @throws WireError when the bytes have no valid header or body; what is wrong with the info is part of the description
 */
export function describe(frame: Uint8Array, options: DescribeOptions = {}): string {
  const { title, fields } = inspect(frame, options)
  return [title, ...fields.flatMap(([name, value]) => toLines(name, value, '  '))].join('\n')
}

/** The same as plain data: bigints are decimal text, bytes hexadecimal text. */
export function describeAsJson(frame: Uint8Array, options: DescribeOptions = {}): Json {
  const { header, fields } = inspect(frame, options)
  const { type, transactionId, length } = header
  return {
    type,
    from: senderOf(type),
    transactionId,
    length,
    ...Object.fromEntries(fields.map(([name, value]) => [name, toJson(value)])),
  }
}

type Field = readonly [name: string, value: Rendered]

interface Inspected {
  readonly header: Header
  readonly title: string
  readonly fields: readonly Field[]
}

function inspect(frame: Uint8Array, options: DescribeOptions): Inspected {
  const header = readHeader(frame)
  const { type, transactionId, length } = header
  const from = senderOf(type)
  const arrow = from === 'host' ? 'host to function' : 'function to host'
  const title = `${type}, ${arrow}, transaction ${transactionId}, ${length} bytes`
  const remark: Field[] =
    options.from === undefined || options.from === from
      ? []
      : [
          [
            'remark',
            leaf(
              `only a ${from} sends this, and it came from a ${options.from}`,
              `sent by a ${options.from}`,
            ),
          ],
        ]
  const body =
    header.totalFragments > 1 ? fragmentFields(header, frame, options) : messageFields(frame, options)
  return { header, title, fields: [...remark, ...body] }
}

function messageFields(frame: Uint8Array, options: DescribeOptions): Field[] {
  const message = parseMessage(frame)
  switch (message.type) {
    case 'open':
      return [['maxControlTransfer', leaf(message.maxControlTransfer.toString(), message.maxControlTransfer)]]
    case 'close':
      return []
    case 'open-done':
    case 'close-done':
      return [status(message, options)]
    case 'host-error':
    case 'function-error':
      return [['error', render(ProtocolErrorCode, message.error, settings(options))]]
    case 'command':
      return [
        ...address(message),
        ['operation', leaf(message.operation.toString(), message.operation)],
        ['info', info(message, options)],
      ]
    case 'command-done':
      return [...address(message), status(message, options), ['info', info(message, options)]]
    case 'indicate-status':
      return [...address(message), ['info', info(message, options)]]
  }
}

type Addressed = Extract<Message, { readonly info: Uint8Array }>

function address({ service, cid }: Addressed): Field[] {
  const knownService = findService(service)
  const knownCid = findCid(service, cid)
  const number = cid.toString()
  return [
    knownService === undefined
      ? ['service', leaf(`${service} (not known)`, service)]
      : ['service', leaf(`${knownService.name} (${service})`, knownService.name)],
    knownCid === undefined
      ? ['cid', leaf(`${number} (not known)`, cid)]
      : ['cid', leaf(`${knownCid.name} (${number})`, knownCid.name)],
  ]
}

function status({ status }: Extract<Message, { readonly status: Status }>, options: DescribeOptions): Field {
  return ['status', render(Status, status, settings(options))]
}

function settings({ version = 1, reveal = false }: DescribeOptions): RenderOptions {
  return { version, reveal }
}

function info(message: Addressed, options: DescribeOptions): Rendered {
  const { version, reveal } = settings(options)
  const cid = findCid(message.service, message.cid)
  const codec = cid === undefined ? undefined : codecToRead(cid, message)
  if (message.info.length === 0 && codec === undefined) return leaf('empty', null)
  if (codec === undefined) return unread(message.info, reveal)
  try {
    const rendered = render(codec.codec, codec.decode(message.info, version), { version, reveal })
    return rendered.kind === 'object' && rendered.fields.length === 0 ? leaf('empty', {}) : rendered
  } catch (thrown) {
    if (!(thrown instanceof WireError)) throw thrown
    const invalid = WireError.inside(thrown, '', INFO_AT[message.type])
    const reason = invalid instanceof WireError ? invalid.message : ''
    return {
      kind: 'object',
      fields: [
        ['invalid', leaf(reason, reason)],
        ['bytes', unread(message.info, reveal)],
      ],
    }
  }
}

/** Bytes that were not read: nobody knows whether they hold a secret. */
function unread(bytes: Uint8Array, reveal: boolean): Rendered {
  if (reveal) return renderBytes(bytes)
  return leaf(`${bytes.length} bytes, not shown, as nobody knows what they say`, {
    hidden: 'unknown',
  })
}

function fragmentFields(header: Header, frame: Uint8Array, { reveal = false }: DescribeOptions): Field[] {
  const { type, totalFragments, currentFragment } = header
  const which = `${currentFragment + 1} of ${totalFragments}`
  const fragment: Field = ['fragment', leaf(which, { number: currentFragment, total: totalFragments })]
  const infoAt = type === 'indicate-status' ? INFO_AT[type] : INFO_AT.command
  if (currentFragment > 0 || frame.length < infoAt) {
    return [fragment, ['data', unread(frame.subarray(FRAGMENT_HEADER_BYTES), reveal)]]
  }
  const length = new Reader(frame, 0, frame.length).u32(infoAt - 4)
  return [
    fragment,
    ...messageFields(asMessage(frame, infoAt), {}).filter(([name]) => name !== 'info'),
    ['informationBufferLength', leaf(length.toString(), length)],
    ['data', unread(frame.subarray(infoAt), reveal)],
  ]
}

/** The first fragment as a message of its own, with no info. */
function asMessage(frame: Uint8Array, infoAt: number): Uint8Array {
  const message = frame.slice(0, infoAt)
  const view = new DataView(message.buffer)
  view.setUint32(4, infoAt, true)
  view.setUint32(12, 1, true)
  view.setUint32(16, 0, true)
  view.setUint32(infoAt - 4, 0, true)
  return message
}
