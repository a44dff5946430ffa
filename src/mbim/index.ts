/**
 * The wire of MBIM, both ways: pure, synchronous, at home in a browser. A message is one value; from it derive the types,
 * the reader, the writer, the printer and redaction. The host and the virtual modem share all of it.
 *
 * A CID has a codec for each operation, typed; one it has not is `undefined`. Fields are named as in the specification, in
 * camelCase; counts and offsets are no part of a value. Enumerations are words (`'activated'`), flags are lists of words,
 * and numbers that nobody has a word for survive in both. `u64` is a bigint, UUIDs and addresses are text.
 *
 *     Connect.set.encode({ sessionId: 0, activationCommand: 'activate', accessString: 'internet', … }, version)
 *     const { activationState, nwError } = Connect.response.decode(message.info, version)
 *     type Activation = ValueOf<typeof Connect.set>
 *
 * The version (1 is MBIM 1.0, 2 to 4 are MBIMEx) picks the layout; callers give and get one value. Fields of later
 * versions are optional in it: written neutral when missing, left out where the version has not got them.
 *
 * What takes a CID and a value is typed by `Queryable`, `Settable` and `Indicating`:
 *
 *     query<Q, R>(cid: Queryable<Q, R>, ...argument: Argument<Q>): Promise<R>     // encode with cid.query, decode with cid.response
 *     set<S, R>(cid: Settable<S, R>, ...argument: Argument<S>): Promise<R>        // encode with cid.set, decode with cid.setResponse
 *
 * Messages with their info as bytes:
 *
 *     const message = parseMessage(frame)                 // switch (message.type) { case 'command-done': … }
 *     serializeMessage({ type: 'open', transactionId: 1, maxControlTransfer: 4096 })
 *     serializeInfo({ type: 'command', transactionId: 2, service: Connect.service.uuid, cid: Connect.number,
 *       operation: 'set' }, Connect.set, value, version)  // the same with a value: one buffer, no copy
 *
 * From and to a channel: `FrameSplitter` cuts streams into frames, `Reassembler` puts fragments together,
 * `fragment(message, maxControlTransfer)` cuts. For people and tools: `decode`, `encode`, `describe`, `redactMessage`.
 *
 * Reading throws `WireError` (`providers.1.name @76: …`) and nothing else; writing a value that has no bytes throws
 * `ValueError`. Bytes handed out are views: on the frame that was read, or on a slab that messages share.
 *
 * CIDs of Basic Connect have their plain name (`Connect`); those of other services start with their service
 * (`SmsRead`, `MsDeviceCapsV2`, `MsUiccApdu`). The words of enumerations and flags are `words.RegisterState` and the
 * like: a codec, and a type of the same name.
 *
 * A service that is not in the catalogue is written as those that are:
 *
 *     const Acme = service('acme', '…', 'Acme')
 *     const AcmeFan = cid(Acme, 1, 'fan', { set: codec.struct({ speed: codec.u32 }), response: empty })
 */
export { CIDS, findCid, findService, SERVICES } from './catalog.ts'
export {
  cid,
  empty,
  type Argument,
  type Cid,
  type CidDefinition,
  type CidFacts,
  type CidOf,
  type Indicating,
  type Queryable,
  type Settable,
} from './cid.ts'
export type { Codec, MbimExVersion, Presence, Secrecy, ValueOf } from './codec/codec.ts'
export type { InfoCodec } from './codec/info.ts'
export type { Tlv, TlvType } from './codec/tlv.ts'
export * as codec from './codec/vocabulary.ts'
export { ValueError, WireError } from './codec/wire-error.ts'
export { decode, encode, type DecodedMessage, type DecodeOptions, type Info } from './decode.ts'
export { describe, describeAsJson, type DescribeOptions } from './describe.ts'
export { fragment, FRAGMENT_TIMEOUT, joinFragments, LEAST_CONTROL_TRANSFER } from './frame/fragment.ts'
export { FrameSplitter, type Split } from './frame/frame-splitter.ts'
export {
  FRAGMENT_HEADER_BYTES,
  isFragmented,
  readHeader,
  senderOf,
  type Header,
  type MessageType,
  type Sender,
} from './frame/header.ts'
export * from './frame/message.ts'
export { Reassembler, type Assembly, type ReassemblerOptions } from './frame/reassembler.ts'
export { NwError, nwErrorText } from './nw-error.ts'
export { ProtocolErrorCode, protocolErrorText } from './protocol-error.ts'
export { redactMessage, type RedactOptions } from './redact.ts'
export { service, type Service } from './service.ts'
export * from './service/index.ts'
export type { Json } from './render.ts'
export { Status, statusText } from './status.ts'
export { tellsState } from './tells-state.ts'
export { toMbimExVersion } from './version.ts'
export * as words from './word/index.ts'
