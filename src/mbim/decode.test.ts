import { describe, expect, test } from 'vitest'
import { fromHex } from '../base/index.ts'
import {
  decode,
  encode,
  Connect,
  MsUiccTerminalCapability,
  PhonebookWrite,
  serializeInfo,
  serializeMessage,
  StkEnvelope,
  WireError,
  type DecodedMessage,
} from './index.ts'

const service = Connect.service.uuid
const info = {
  sessionId: 1,
  activationState: 'activated',
  voiceCallState: 'none',
  ipType: 'ipv4',
  contextType: 'internet',
  nwError: 'none',
} as const

describe('a message in words', () => {
  const done = { type: 'command-done', transactionId: 7, service: 'basic-connect', cid: 'connect' } as const

  test('has names and values, and can be written again', () => {
    const message: DecodedMessage = { ...done, status: 'success', info }
    const frame = encode(message)
    expect(frame).toEqual(
      serializeInfo({ ...done, service, cid: 12, status: 'success' }, Connect.response, info, 1),
    )
    expect(decode(frame)).toEqual(message)
  })

  test('depends on the version', () => {
    const message = {
      ...done,
      status: 'success',
      info: { ...info, accessMedia: '3gpp', accessString: 'internet', unnamedIes: [] },
    } as const
    const frame = encode(message, { version: 3 })
    expect(decode(frame, { version: 3 })).toEqual(message)
    expect(decode(frame)).toEqual({ ...message, info })
  })

  test('comes with a failure or without', () => {
    const failed = {
      ...done,
      status: 'failure',
      info: { ...info, nwError: 'missing-or-unknown-apn' },
    } as const
    expect(decode(encode(failed))).toEqual(failed)
    const empty = { ...done, status: 'busy', info: new Uint8Array(0) } as const
    expect(decode(encode(empty))).toEqual(empty)
    const junk = { ...done, status: 0x80000001, info: Uint8Array.of(1, 2, 3) } as const
    expect(decode(encode(junk))).toEqual(junk)
    const { service: phonebook, name } = PhonebookWrite
    const unexpected = { ...junk, service: phonebook.name, cid: name }
    expect(decode(encode(unexpected))).toEqual(unexpected)
  })

  test.each([StkEnvelope, MsUiccTerminalCapability])(
    'tells the empty answer to a set from the other',
    (cid) => {
      const answer = {
        ...done,
        status: 'success',
        service: cid.service.name,
        cid: cid.name,
        info: {},
      } as const
      expect(decode(encode(answer))).toEqual(answer)
    },
  )

  test.each([
    ['a service nobody knows', { service: '00000000-0000-0000-0000-000000000001', cid: 3 }],
    ['a CID nobody knows', { service: 'basic-connect', cid: 77 }],
    ['a service known by name only', { service: 'intel-sar', cid: 1 }],
    ['an operation that the CID has not', { service: 'basic-connect', cid: 'device-caps' }],
  ])('of %s keeps its bytes', (_, address) => {
    const message = {
      type: 'indicate-status',
      transactionId: 0,
      ...address,
      info: Uint8Array.of(1, 2),
    } as const
    expect(decode(encode(message))).toEqual(message)
    expect(() => encode({ ...message, info: { sessionId: 1 } })).toThrow('info: only bytes')
  })

  test('of a CID by a name that is none cannot be written', () => {
    expect(() => encode({ ...done, cid: 'konnect', status: 'success', info: new Uint8Array(0) })).toThrow(
      'has no "konnect"',
    )
  })

  test('without info is as it is', () => {
    const open = { type: 'open', transactionId: 1, maxControlTransfer: 64 } as const
    expect(decode(encode(open))).toEqual(open)
    expect(encode(open)).toEqual(serializeMessage(open))
  })
})

test('what is wrong is told by field and place in the frame', () => {
  const value = { providers: [provider('21407'), provider('310260')] }
  const frame = encode({
    type: 'command-done',
    transactionId: 1,
    service: 'basic-connect',
    cid: 'visible-providers',
    status: 'success',
    info: value,
  }).slice()
  // The size of the second name: behind the header, the pairs, and the first provider.
  const at = 48 + 20 + 48 + 16
  new DataView(frame.buffer).setUint32(at, 5000, true)
  expect(() => decode(frame)).toThrow(WireError)
  expect(() => decode(frame)).toThrow(
    `info.providers.1.providerName @${at - 4}: offset 44 with 5000 bytes leads out of the 48 bytes`,
  )
})

test('an empty frame, and one of zeros, are none', () => {
  expect(() => decode(new Uint8Array(0))).toThrow(WireError)
  expect(() => decode(fromHex('00'.repeat(48)))).toThrow(WireError)
})

function provider(providerId: string): object {
  return {
    providerId,
    providerState: ['visible'],
    providerName: 'x',
    cellularClass: ['gsm'],
    rssi: 1,
    errorRate: 'unknown',
  }
}
