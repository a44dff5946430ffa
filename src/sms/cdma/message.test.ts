import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fromHex, toHex } from '../../base/index.ts'
import { SmsError } from '../error.ts'
import { formatCdmaAddress, parseCdmaNumber, type CdmaAddress } from './address.ts'
import {
  bearerDataOf,
  cdmaSubmit,
  decodeCdmaMessage,
  encodeCdmaMessage,
  type CdmaMessage,
} from './message.ts'
import type { Subparameter } from './subparameter.ts'
import { cdmaText, cdmaTextData } from './text.ts'

/** A message that holds nothing but this bearer data. */
const withBearerData = (hex: string): string => {
  const octets = fromHex(hex)
  return `000002100208${toHex(Uint8Array.of(octets.length))}${toHex(octets)}`
}

function textOf(message: CdmaMessage): string | undefined {
  const userData = bearerDataOf(message).find((subparameter) => subparameter.type === 'user-data')?.userData
  return userData && cdmaText(userData)
}

/** Bearer data found in the tests of Android. */
test.each([
  ['00031040900112488ea794e074d69e1b7392c270326cde9e98', 'Test standard SMS'],
  ['0003100160010610262d5ab500', 'bjjj'],
  ['00031001d00109104539b4d052ebb3d0', 'SMS Rulz'],
  ['00031002100109184539b4d052ebb3d0', 'SMS Rulz'],
])('%s reads %s', (hex, text) => {
  const message = decodeCdmaMessage(fromHex(withBearerData(hex)))
  expect(textOf(message)).toBe(text)
  expect(decodeCdmaMessage(encodeCdmaMessage(message))).toEqual(message)
})

describe('values and octets', () => {
  const characters = (type: number, text: string): CdmaAddress => ({
    mode: 'characters',
    dataNetwork: false,
    type,
    plan: 1,
    characters: text,
  })
  test.each<[string, CdmaMessage]>([
    ['00', { transport: 'point-to-point', parameters: [] }],
    ['03', { transport: 3, parameters: [] }],
    [
      '00 0002 1002 0407 02 84 8d 15 9e 26 80',
      {
        transport: 'point-to-point',
        parameters: [
          { type: 'teleservice', teleservice: 'messaging' },
          { type: 'destination', address: { mode: 'digits', digits: '1234567890' } },
        ],
      },
    ],
    [
      '02 0602 c000 0601 fc',
      {
        transport: 'acknowledge',
        parameters: [
          { type: 'other', id: 6, octets: fromHex('c000') },
          { type: 'bearer-reply', sequence: 63 },
        ],
      },
    ],
    [
      '01 0005 0102030405 0002 ffff 0102 0001 0300',
      {
        transport: 'broadcast',
        parameters: [
          { type: 'other', id: 0, octets: fromHex('0102030405') },
          { type: 'teleservice', teleservice: 0xffff },
          { type: 'other', id: 1, octets: fromHex('0001') },
          { type: 'other', id: 3, octets: new Uint8Array() },
        ],
      },
    ],
    [
      // An address of ten digits that holds one.
      '00 0202 02 84',
      { transport: 'point-to-point', parameters: [{ type: 'other', id: 2, octets: fromHex('0284') }] },
    ],
  ])('%s', (hex, message) => {
    expect(decodeCdmaMessage(fromHex(hex))).toEqual(message)
    expect(toHex(encodeCdmaMessage(message))).toBe(toHex(fromHex(hex)))
  })

  test.each<[Subparameter, string]>([
    [{ type: 'message-identifier', messageType: 'deliver', messageId: 0x0409, header: false }, '0003 104090'],
    [{ type: 'message-identifier', messageType: 9, messageId: 0xffff, header: true }, '0003 9ffff8'],
    [
      { type: 'timestamp', time: { year: 1999, month: 12, day: 31, hour: 23, minute: 59, second: 58 } },
      '0306 991231235958',
    ],
    [
      { type: 'timestamp', time: { year: 2026, month: 2, day: 1, hour: 0, minute: 0, second: 0 } },
      '0306 260201000000',
    ],
    [{ type: 'other', id: 3, octets: fromHex('261301000000') }, '0306 261301000000'],
    [{ type: 'priority', priority: 'emergency' }, '0801 c0'],
    [{ type: 'reply-option', user: true, delivery: false, read: true }, '0a01 a0'],
    [{ type: 'language', language: 'hebrew' }, '0d01 07'],
    [{ type: 'language', language: 200 }, '0d01 c8'],
    [{ type: 'call-back-number', address: { mode: 'digits', digits: '*1#' } }, '0e03 01d8e0'],
    [{ type: 'call-back-number', address: characters(2, '5') }, '0e03 a1 01 35'],
    [
      { type: 'user-data', userData: { encoding: 'octet', characters: 2, octets: fromHex('c0de') } },
      '0104 001606f0',
    ],
    [
      { type: 'user-data', userData: { encoding: 'unicode', characters: 1, octets: fromHex('0416') } },
      '0104 200820b0',
    ],
    // Encodings whose fields are not known stay as they are.
    [{ type: 'other', id: 1, octets: fromHex('0a5555') }, '0103 0a5555'],
    [{ type: 'other', id: 1, octets: fromHex('5f5555') }, '0103 5f5555'],
    // So does user data that holds less than it says.
    [{ type: 'other', id: 1, octets: fromHex('10ff') }, '0102 10ff'],
    [{ type: 'other', id: 0x14, octets: fromHex('03') }, '1401 03'],
  ])('%j', (subparameter, hex) => {
    const message: CdmaMessage = {
      transport: 'point-to-point',
      parameters: [{ type: 'bearer-data', subparameters: [subparameter] }],
    }
    const content = toHex(fromHex(hex))
    const whole = `0008${toHex(Uint8Array.of(content.length / 2))}${content}`
    expect(decodeCdmaMessage(fromHex(whole))).toEqual(message)
    expect(toHex(encodeCdmaMessage(message))).toBe(whole)
  })

  test.each<[CdmaAddress, string]>([
    [characters(1, '15551234567'), '02 0e 88 85 98 9a 9a 9a 98 99 19 9a 1a 9b 1b 80'],
    [{ mode: 'characters', dataNetwork: true, type: 2, plan: 0, characters: 'a@b' }, '02 05 d0 1b 0a 03 10'],
    [{ mode: 'digits', digits: 'abcd' }, '02 04 01 37 bc 00'],
  ])('address %j', (address, hex) => {
    const message: CdmaMessage = {
      transport: 'point-to-point',
      parameters: [{ type: 'originator', address }],
    }
    expect(decodeCdmaMessage(encodeCdmaMessage(message))).toEqual(message)
    expect(toHex(encodeCdmaMessage(message)).slice(2)).toBe(toHex(fromHex(hex)))
  })
})

test.each([
  ['', 'transport @0: the PDU ends before it'],
  ['0000', 'parameters[0] @2: the PDU ends before it'],
  ['00000210', 'parameters[0] @3: takes 2 octets, 1 are left'],
  ['0000021002080300', 'parameters[1] @7: takes 3 octets, 1 are left'],
  ['00000210020803000310', 'parameters[1].subparameters[0] @7: ends behind the bearer data'],
  ['0000021002080100', 'parameters[1].subparameters[0] @7: ends behind the bearer data'],
])('%o fails: %s', (hex, message) => {
  expect(() => decodeCdmaMessage(fromHex(hex))).toThrow(message)
})

test('a message of unreasonable length is refused before it is read', () => {
  expect(() => decodeCdmaMessage(new Uint8Array(1025))).toThrow(SmsError)
})

test('SmsSendCdma in fields is SmsSendCdmaPdu in octets', () => {
  const message = cdmaSubmit({
    destination: parseCdmaNumber('555-1234'),
    userData: cdmaTextData('hi', '7bit-ascii'),
    language: 'english',
    messageId: 1,
  })
  const hex = '00 0002 1002 0405 01d5 5448 d0 080e 0003 200010 0104 1016 8d20 0d01 01'
  expect(toHex(encodeCdmaMessage(message))).toBe(toHex(fromHex(hex)))
  expect(textOf(decodeCdmaMessage(fromHex(hex)))).toBe('hi')
})

test('numbers are read and shown as people write them', () => {
  expect(formatCdmaAddress(parseCdmaNumber('+1 (555) 123-4567'))).toBe('+15551234567')
  expect(parseCdmaNumber('*22')).toEqual({ mode: 'digits', digits: '*22' })
  const wrong = ['', '+', 'mail', '1234567890123456']
  for (const text of wrong) expect(() => parseCdmaNumber(text)).toThrow(SmsError)
})

test('whatever octets come, the answer is a message that is written as the same message, or an SmsError', () => {
  const start = fc.constantFrom('000002100204070284', '00080d00031040', '000806010510161d')
  const octets = fc
    .tuple(start, fc.uint8Array({ maxLength: 60 }))
    .map(([hex, rest]) => Uint8Array.from([...fromHex(hex), ...rest]))
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 100 }), octets), (bytes) => {
      let message: CdmaMessage
      try {
        message = decodeCdmaMessage(bytes)
      } catch (error) {
        expect(error).toBeInstanceOf(SmsError)
        return
      }
      textOf(message)
      expect(decodeCdmaMessage(encodeCdmaMessage(message))).toEqual(message)
    }),
    { numRuns: 2000 },
  )
})
