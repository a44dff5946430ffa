/**
 * Redaction, for every info there is: what is hidden has no influence on what is left, what is left reads as before, and
 * whatever is not understood is taken out.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fromHex } from '../../src/base/index.ts'
import {
  CIDS,
  Connect,
  DeviceCaps,
  fragment,
  MsUiccApdu,
  Pin,
  QduCommand,
  QmiMsg,
  redactMessage,
  serializeInfo,
  serializeMessage,
  ServiceActivation,
  StkEnvelope,
  StkPac,
  StkTerminalResponse,
  type InfoCodec,
  type MbimExVersion,
} from '../../src/mbim/index.ts'
import type { Codec, Secrecy } from '../../src/mbim/codec/codec.ts'
import { resolve } from '../../src/mbim/codec/schema.ts'
import type { Tlv } from '../../src/mbim/codec/tlv.ts'
import { arbitrary } from '../support/arbitrary.ts'
import { DISTINCT_CASES } from './distinct.ts'

const HIDINGS = ['secret', 'personal'] as const

/** The same value with everything hidden that `hide` hides, replaced by `by`, of the same size. */
function replaced(
  codec: Codec,
  value: unknown,
  version: MbimExVersion,
  hide: Secrecy,
  by: Replacement,
): unknown {
  const resolved = resolve(codec, version)
  if (resolved === undefined || value === undefined) return value
  if (resolved.secrecy !== undefined && (hide === 'personal' || resolved.secrecy === 'secret')) {
    return substitute(value, by[resolved.secrecy])
  }
  const { schema } = resolved
  const each = (of: Codec): unknown =>
    (value as readonly unknown[]).map((one) => replaced(of, one, version, hide, by))
  switch (schema.kind) {
    case 'struct':
      return Object.fromEntries(
        Object.entries(value as object).map(([name, field]) => {
          const of = schema.fields[name]
          return [name, of === undefined ? field : replaced(of, field, version, hide, by)]
        }),
      )
    case 'ol-struct':
    case 'o-value':
      return replaced(schema.of, value, version, hide, by)
    case 'ol-struct-list':
    case 'ol-struct-block':
    case 'o-array':
      return each(schema.of)
    case 'tlv-list':
      return (value as readonly Tlv[]).map((tlv) => replacedTlv(tlv, hide, by))
    case 'tlv':
      return value instanceof Uint8Array ? value : replacedTlv(value as Tlv, hide, by)
    default:
      return value
  }
}

/** What some items hold wherever they stand. */
function replacedTlv(tlv: Tlv, hide: Secrecy, by: Replacement): Tlv {
  const isHidden =
    tlv.type === 'eap-packet' || tlv.type === 'pco' || (tlv.type === 'wake-packet' && hide === 'personal')
  return isHidden ? { ...tlv, data: tlv.data.map(() => by.secret.byte) } : tlv
}

interface Replacement {
  readonly secret: { readonly text: string; readonly byte: number }
  readonly personal: { readonly text: string; readonly byte: number }
}

function substitute(value: unknown, { text, byte }: Replacement['secret']): unknown {
  if (typeof value === 'string') return text.repeat(value.length)
  if (typeof value === 'number') return byte
  if (typeof value === 'bigint') return BigInt(byte)
  if (value instanceof Uint8Array) return new Uint8Array(value.length).fill(byte)
  return (value as readonly unknown[]).map((one) => substitute(one, { text, byte }))
}

const OTHERS: Replacement = { secret: { text: '~', byte: 0x7e }, personal: { text: '~', byte: 0x7e } }

describe.each(HIDINGS)('what is %s has no influence on what is left, which reads as before', (hide) => {
  test.each(DISTINCT_CASES)('$name', ({ codec, envelope, version }) => {
    fc.assert(
      fc.property(arbitrary(codec.codec, version), (value) => {
        // As a socket gives it: what copies an array is a view of a Buffer.
        const frame = Buffer.from(serializeInfo(envelope, codec, value, version))
        const before = Buffer.from(frame)
        const other = serializeInfo(
          envelope,
          codec,
          replaced(codec.codec, value, version, hide, OTHERS),
          version,
        )
        const redacted = new Uint8Array(redactMessage(frame, { version, hide }))
        expect(redacted).toEqual(redactMessage(other, { version, hide }))
        expect(frame, 'what was given stays as it was').toEqual(before)
        const left = codec.decode(redacted.subarray(envelope.type === 'indicate-status' ? 44 : 48), version)
        // Of a text nothing but its form is left: zeros at its end are no part of it.
        const blank = (text: string, byte: number): Replacement['secret'] => ({ text, byte })
        expect(
          replaced(codec.codec, left, version, hide, { secret: blank('', 0), personal: blank('0', 0) }),
        ).toEqual(
          replaced(codec.codec, value, version, hide, { secret: blank('', 0), personal: blank('0', 0) }),
        )
      }),
      { numRuns: 10 },
    )
  })
})

const command = { type: 'command', transactionId: 7, operation: 'set' } as const
const SAID = Buffer.from('PIN 4711 of +15550123')

/** Bytes that stay: what says no more than the names and addresses that do, or is the same for all. */
const SHOWN: ReadonlySet<string> = new Set([
  // Challenges of a network, of which the answers are hidden.
  ...['aka query rand', 'aka query autn', 'akap query rand', 'akap query autn'],
  ...['sim query rand1', 'sim query rand2', 'sim query rand3'],
  // Addresses and ports.
  ...['query', 'set', 'response', 'setResponse'].flatMap((kind) => [
    `ip-packet-filters ${kind} packetFilter`,
    `ip-packet-filters ${kind} packetMask`,
  ]),
  // Kinds of a card, of its applications and files, and what a terminal can do.
  ...['pin-ex query appId', 'pin-ex set appId', 'atr response atr', 'atr setResponse atr'],
  ...['open-channel set appId', 'open-channel response response', 'open-channel setResponse response'],
  ...['set', 'response'].map((kind) => `terminal-capability ${kind} terminalCapabilityData`),
  ...['response', 'setResponse'].flatMap((kind) => [
    `application-list ${kind} applicationId`,
    `application-list ${kind} pinKeyReferences`,
  ]),
  ...['file-status', 'read-binary', 'read-record'].flatMap((name) => [
    `${name} query applicationId`,
    `${name} query filePath`,
  ]),
  // Of no meaning in what is asked.
  ...['read-binary query data', 'read-record query data'],
  // Firmware, and what can be done with the SIM's toolkit.
  'file-write set dataBuffer',
  ...['pac set pacHostControl', 'pac response pacSupport', 'pac setResponse pacSupport'],
  ...['envelope response envelopeSupport'],
  ...['terminal-response response resultData', 'terminal-response setResponse resultData'],
])

/** The fields of bytes in which nothing is hidden. */
function shownBytes(codec: Codec, name = ''): readonly string[] {
  const { secrecy, schema } = codec
  if (secrecy !== undefined) return []
  if (schema.kind === 'struct') {
    return Object.entries(schema.fields).flatMap(([of, one]) => shownBytes(one, of))
  }
  if (schema.kind === 'overlay') return Object.values(schema.layouts).flatMap((one) => shownBytes(one, name))
  if ('of' in schema && 'schema' in schema.of) return shownBytes(schema.of, name)
  return schema.kind.includes('bytes') ? [name] : []
}

test("bytes that the catalogue does not understand are hidden, but for those that are nobody's", () => {
  const found = CIDS.flatMap((cid) =>
    (['query', 'set', 'response', 'setResponse', 'indication'] as const).flatMap((kind) => {
      const codec = cid[kind]?.codec
      return codec === undefined ? [] : shownBytes(codec).map((field) => `${cid.name} ${kind} ${field}`)
    }),
  )
  expect(new Set(found)).toEqual(SHOWN)
})

test.each([
  ['a QMI message', QmiMsg, QmiMsg.set, { qmiMsg: SAID }, 'secret'],
  ['an AT command', QduCommand, QduCommand.set, { commandType: 'at', commandString: SAID }, 'secret'],
  ['what was typed', StkTerminalResponse, StkTerminalResponse.set, { response: SAID }, 'secret'],
  [
    'a message of the SIM',
    StkPac,
    StkPac.indication,
    { pacType: 'proactive-command', dataBuffer: SAID },
    'personal',
  ],
  ['a message to the SIM', StkEnvelope, StkEnvelope.set, { data: SAID }, 'personal'],
  ['a subscription', ServiceActivation, ServiceActivation.set, { buffer: SAID }, 'personal'],
] as const)('%s is hidden', (_, { service, number }, codec, value, secrecy) => {
  const frame = serializeInfo(
    { ...command, service: service.uuid, cid: number },
    codec as InfoCodec,
    value,
    1,
  )
  const left = (hide: Secrecy): boolean =>
    Buffer.from(redactMessage(frame, { version: 1, hide })).includes(SAID)
  expect(left('personal')).toBe(false)
  expect(left('secret')).toBe(secrecy === 'personal')
})

test('a version that is not known leaves what every version would', () => {
  const secret = 'correct horse'
  for (const version of [1, 2, 3, 4] as const) {
    const value = {
      sessionId: 0,
      activationCommand: 'activate',
      accessString: 'internet',
      userName: 'alice',
      password: secret,
      compression: 'none',
      authProtocol: 'chap',
      ipType: 'ipv4',
      contextType: 'internet',
      mediaPreference: 'unknown',
    } as const
    const frame = serializeInfo(
      { ...command, service: Connect.service.uuid, cid: Connect.number },
      Connect.set,
      value as never, // what every version has, and the last ones need
      version,
    )
    const bytes = new TextDecoder('utf-16le').decode(
      redactMessage(frame, { version: undefined, hide: 'secret' }),
    )
    expect(bytes).not.toContain('horse')
    expect(bytes).not.toContain('correct')
  }
})

test('what no codec accounts for goes where there is something to hide, and stays elsewhere', () => {
  const frame = serializeInfo(
    { ...command, service: Pin.service.uuid, cid: Pin.number },
    Pin.set,
    { pinType: 'pin1', pinOperation: 'enter', pin: '1234', newPin: '' },
    1,
  )
  const longer = new Uint8Array(frame.length + 8).fill(0x31, frame.length)
  longer.set(frame)
  new DataView(longer.buffer).setUint32(4, longer.length, true)
  new DataView(longer.buffer).setUint32(44, longer.length - 48, true)
  const redacted = redactMessage(longer, { version: 1, hide: 'secret' })
  expect(redacted.subarray(frame.length)).toEqual(new Uint8Array(8))
  expect(redacted.subarray(0, 72), 'the places of the PINs').toEqual(longer.subarray(0, 72))
  expect(redacted.subarray(72).every((byte) => byte === 0)).toBe(true)

  const answer = serializeMessage({
    type: 'command-done',
    transactionId: 7,
    service: DeviceCaps.service.uuid,
    cid: DeviceCaps.number,
    status: 'success',
    info: new Uint8Array([1, 2, 3]),
  })
  expect(redactMessage(answer, { version: 1, hide: 'secret' })).toEqual(answer)
  expect(redactMessage(answer, { version: 1, hide: 'personal' }).subarray(48)).toEqual(new Uint8Array(3))
})

test.each([
  ['a service that nobody knows', '11111111-2222-3333-4444-555555555555', 1],
  ['a CID that nobody knows', Pin.service.uuid, 999],
] as const)('%s keeps its header alone', (_, service, cid) => {
  const info = fromHex('deadbeef')
  const frame = serializeMessage({ ...command, service, cid, info })
  const redacted = redactMessage(frame, { version: 1, hide: 'secret' })
  expect(redacted.subarray(0, 48)).toEqual(frame.subarray(0, 48))
  expect(redacted.subarray(48)).toEqual(new Uint8Array(4))
})

test('a fragment keeps its headers alone', () => {
  const whole = serializeInfo(
    { ...command, service: MsUiccApdu.service.uuid, cid: MsUiccApdu.number },
    MsUiccApdu.set,
    {
      channel: 0,
      secureMessaging: 'none',
      classByteType: 'inter-industry',
      command: new Uint8Array(200).fill(0x77),
    },
    1,
  )
  for (const piece of fragment(whole, 64)) {
    const redacted = redactMessage(piece, { version: 1, hide: 'secret' })
    expect(redacted.length).toBe(piece.length)
    expect(redacted.subarray(0, 20)).toEqual(piece.subarray(0, 20))
    expect(redacted.subarray(20).every((byte) => byte === 0)).toBe(true)
  }
})

test('whatever the bytes, it fails on none and lengthens none', () => {
  const known = fc.constantFrom(...DISTINCT_CASES).chain(({ codec, envelope, version }) =>
    fc.tuple(
      arbitrary(codec.codec, version).map((value) => serializeInfo(envelope, codec, value, version).slice()),
      fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 6 }),
      fc.constantFrom(undefined, 1, 2, 3, 4 as const),
    ),
  )
  fc.assert(
    fc.property(known, ([frame, changes, version]) => {
      for (const [at, byte] of changes) frame[at % frame.length] = byte
      const redacted = redactMessage(frame, {
        version,
        hide: 'personal',
      })
      expect(redacted.length).toBe(frame.length)
      expect(redacted.subarray(0, 12)).toEqual(frame.subarray(0, 12))
    }),
    { numRuns: 300 },
  )
})
