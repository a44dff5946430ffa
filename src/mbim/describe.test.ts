import { describe as suite, expect, test } from 'vitest'
import { toHex } from '../base/index.ts'
import {
  AuthAka,
  Connect,
  describe,
  describeAsJson,
  DeviceServices,
  FibocomAtCommand,
  fragment,
  type InfoCodec,
  MsWakeReason,
  PacketService,
  Pin,
  serializeInfo,
  serializeMessage,
  SmsSend,
  SubscriberReadyStatus,
} from './index.ts'

const activation = {
  sessionId: 0,
  activationCommand: 'activate',
  accessString: 'internet',
  userName: 'alice',
  password: 'sesame',
  compression: 'none',
  authProtocol: 'chap',
  ipType: 'ipv4v6',
  contextType: 'internet',
} as const
const envelope = {
  type: 'command',
  transactionId: 7,
  service: Connect.service.uuid,
  cid: 12,
  operation: 'set',
} as const
const command = serializeInfo(envelope, Connect.set, activation, 1)

suite('a frame in words', () => {
  test('names everything, and hides what is secret or personal', () => {
    expect(describe(command)).toBe(`\
command, host to function, transaction 7, 148 bytes
  service: basic-connect (a289cc33-bcbb-8b4f-b6b0-133ec2aae6df)
  cid: connect (12)
  operation: set
  info:
    sessionId: 0
    activationCommand: activate (1)
    accessString: "internet"
    userName: (personal, not shown)
    password: (secret, not shown)
    compression: none (0)
    authProtocol: chap (2)
    ipType: ipv4v6 (3)
    contextType: internet (7e5e2a7e-4e6f-7272-736b-656e7e5e2a7e)`)
  })

  test('shows it when it is asked to', () => {
    const text = describe(command, { reveal: true })
    expect(text).toContain('userName: "alice"')
    expect(text).toContain('password: "sesame"')
  })

  test('is plain data as well', () => {
    expect(describeAsJson(command)).toEqual({
      type: 'command',
      from: 'host',
      transactionId: 7,
      length: 148,
      service: 'basic-connect',
      cid: 'connect',
      operation: 'set',
      info: { ...activation, userName: { hidden: 'personal' }, password: { hidden: 'secret' } },
    })
    expect(describeAsJson(command, { reveal: true })).toHaveProperty('info.password', 'sesame')
  })

  test('explains statuses, network errors, flags and numbers nobody knows', () => {
    const done = { ...envelope, type: 'command-done', cid: 10, status: 'failure' } as const
    const info = {
      nwError: 'congestion',
      packetServiceState: 9,
      currentDataClass: ['lte', 0x100],
      uplinkSpeed: 50_000_000n,
      downlinkSpeed: 2n ** 60n,
    } as const
    const frame = serializeInfo(done, PacketService.response, info, 1)
    expect(describe(frame).split('\n').slice(1)).toEqual([
      '  service: basic-connect (a289cc33-bcbb-8b4f-b6b0-133ec2aae6df)',
      '  cid: packet-service (10)',
      '  status: failure (2): the command failed; for the network, the network error tells why',
      '  info:',
      '    nwError: congestion (22): the network is congested',
      '    packetServiceState: 9 (not known)',
      '    currentDataClass: lte, 0x100 (not known) (0x120)',
      '    uplinkSpeed: 50000000',
      '    downlinkSpeed: 1152921504606846976',
    ])
    // A bigint is text in plain data, so that JSON takes it.
    expect(JSON.stringify(describeAsJson(frame))).toContain('"downlinkSpeed":"1152921504606846976"')
  })

  test('goes into lists, bytes and TLVs', () => {
    const done = { ...envelope, type: 'command-done', cid: 16, status: 'success' } as const
    const element = {
      deviceServiceId: Connect.service.uuid,
      dssPayload: 0,
      maxDssInstances: 0,
      cidList: [1, 12],
    }
    const services = { maxDssSessions: 0, deviceServices: [element] }
    expect(describe(serializeInfo(done, DeviceServices.response, services, 1))).toContain(`\
    deviceServices:
      [0]:
        deviceServiceId: a289cc33-bcbb-8b4f-b6b0-133ec2aae6df (basic-connect)
        dssPayload: 0
        maxDssInstances: 0
        cidList:
          [0]: 1
          [1]: 12`)
    const wake = {
      wakeType: 'packet',
      sessionId: 0,
      wakeTlv: { type: 'wake-packet', data: new Uint8Array(18) },
    } as const
    const woke = { ...done, service: MsWakeReason.service.uuid, cid: 19 }
    expect(describe(serializeInfo(woke, MsWakeReason.response, wake, 3), { version: 3 })).toContain(`\
    wakeTlv:
      type: wake-packet
      data: 18 bytes
        00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00
        00 00`)
  })

  test.each([
    [{ type: 'open', transactionId: 1, maxControlTransfer: 4096 }, 'maxControlTransfer: 4096'],
    [{ type: 'close', transactionId: 1 }, 'close, host to function, transaction 1, 12 bytes'],
    [{ type: 'open-done', transactionId: 1, status: 'success' }, 'status: success (0): done'],
    [
      { type: 'open-done', transactionId: 1, status: 0x80000001 },
      "2147483649 (not known): a vendor's status, 0x80000001",
    ],
    [
      { type: 'host-error', transactionId: 1, error: 'cancel' },
      'error: cancel (7): the host abandoned the transaction',
    ],
    [
      { type: 'function-error', transactionId: 1, error: 99 },
      'error: 99 (not known): an unknown protocol error, 99',
    ],
  ] as const)('tells of $0.type', (message, text) => {
    expect(describe(serializeMessage(message))).toContain(text)
  })

  test('remarks upon a frame from the wrong end', () => {
    expect(describe(command, { from: 'host' })).not.toContain('remark')
    expect(describe(command, { from: 'function' })).toContain(
      'remark: only a host sends this, and it came from a function',
    )
  })
})

suite('a fragment in words', () => {
  const [first, second] = fragment(command, 64)

  test('is told as far as it goes', () => {
    expect(describe(first ?? command)).toBe(`\
command, host to function, transaction 7, 64 bytes
  fragment: 1 of 3
  service: basic-connect (a289cc33-bcbb-8b4f-b6b0-133ec2aae6df)
  cid: connect (12)
  operation: set
  informationBufferLength: 100
  data: 16 bytes, not shown, as nobody knows what they say`)
    expect(describe(second ?? command)).toBe(`\
command, host to function, transaction 7, 64 bytes
  fragment: 2 of 3
  data: 44 bytes, not shown, as nobody knows what they say`)
    expect(describeAsJson(second ?? command)).toMatchObject({ fragment: { number: 1, total: 3 } })
  })

  test('shows its bytes when it is asked to', () => {
    expect(describe(first ?? command, { reveal: true })).toContain('data: 16 bytes: 00 00 00 00 01 00 00 00')
  })
})

suite('bytes of which nobody knows what they say', () => {
  const unknown = serializeMessage({ ...envelope, cid: 99, info: Uint8Array.of(0xca, 0xfe) })

  test('are hidden too', () => {
    expect(describe(unknown)).toContain('cid: 99 (not known)')
    expect(describe(unknown)).toContain('info: 2 bytes, not shown, as nobody knows what they say')
    expect(describe(unknown, { reveal: true })).toContain('info: 2 bytes: ca fe')
  })

  test('are those of an info that is wrong, and it is told where', () => {
    const wrong = command.slice()
    new DataView(wrong.buffer).setUint32(48 + 12, 0xfffe, true)
    expect(describe(wrong).split('\n').slice(4)).toEqual([
      '  info:',
      '    invalid: accessString @56: offset 60 with 65534 bytes leads out of the 100 bytes',
      '    bytes: 100 bytes, not shown, as nobody knows what they say',
    ])
  })

  test('do not keep a frame without a header from being refused', () => {
    expect(() => describe(command.subarray(0, 11))).toThrow('messageType @0')
  })
})

suite('what nobody may see unless he asks', () => {
  const of = (bytes: string): Uint8Array => Uint8Array.from(bytes, (character) => character.charCodeAt(0))
  const secrets = 'SECRET0123456789'
  const hex = toHex(of(secrets))

  test.each([
    [
      'PINs',
      { ...envelope, cid: 4 },
      Pin.set,
      { pinType: 'pin1', pinOperation: 'change', pin: secrets, newPin: secrets },
    ],
    [
      'passwords and user names',
      envelope,
      Connect.set,
      { ...activation, userName: secrets, password: secrets },
    ],
    [
      'AT commands',
      { ...envelope, service: FibocomAtCommand.service.uuid, cid: 1 },
      FibocomAtCommand.set,
      { commandReq: of(secrets) },
    ],
    [
      'texts and their addresses',
      { ...envelope, service: SmsSend.service.uuid, cid: 3 },
      SmsSend.set,
      { format: 'pdu', pduMessage: { pduData: of(secrets) } },
    ],
    [
      'subscribers and cards',
      { ...envelope, type: 'indicate-status', cid: 2 },
      SubscriberReadyStatus.indication,
      {
        readyState: 'initialized',
        subscriberId: secrets.slice(1),
        simIccId: secrets,
        readyInfo: [],
        telephoneNumbers: [secrets],
      },
    ],
    [
      'keys',
      { ...envelope, type: 'command-done', status: 'success', service: AuthAka.service.uuid, cid: 1 },
      AuthAka.response,
      {
        res: of(secrets),
        resLen: 16,
        integratingKey: of(secrets),
        cipheringKey: of(secrets),
        auts: of(secrets.slice(2)),
      },
    ],
  ] as const)('%s', (_, around, codec, value) => {
    // Each row has a value of its codec, which the table as a whole cannot tell.
    const frame = serializeInfo(around, codec as InfoCodec, value, 1)
    const shown = describe(frame, { reveal: true })
    expect(shown.includes('0123456789') || shown.replaceAll(/\s/g, '').includes(hex.slice(0, 16))).toBe(true)
    for (const text of [describe(frame), JSON.stringify(describeAsJson(frame))]) {
      expect(text).not.toContain('0123456789')
      expect(text.replaceAll(/\s/g, '')).not.toContain(hex.slice(4, 16))
    }
  })
})
