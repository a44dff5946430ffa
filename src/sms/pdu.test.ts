import { describe, expect, test } from 'vitest'
import { fromHex, Hours, toHex } from '../base/index.ts'
import type { Command } from './command.ts'
import { dataCoding } from './data-coding.ts'
import { deliver, type Deliver } from './deliver.ts'
import type { DeliverReport } from './deliver-report.ts'
import { SmsError } from './error.ts'
import { decodePdu, encodePdu, tpduLength, type Pdu } from './pdu.ts'
import type { StatusReport } from './status-report.ts'
import { submit, type Submit } from './submit.ts'
import type { SubmitReport } from './submit-report.ts'
import { textOf } from './text.ts'
import { textToSeptets } from './character-set.ts'
import { decodeTpdu, encodeTpdu, type Direction, type TpduOptions } from './tpdu.ts'
import { textToUcs2 } from './ucs2.ts'

const number = (digits: string) => ({ type: 'international', plan: 'telephone', digits }) as const
const septets = (text: string) => ({ septets: textToSeptets(text) })
const at = (
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
  quarterHours = 0,
) => ({
  year,
  month,
  day,
  hour,
  minute,
  second,
  quarterHours,
})

/** PDUs that are found in manuals, tutorials and the tests of other implementations. */
const received: [string, Pdu, string][] = [
  [
    '07911326040000F0040B911346610089F60000208062917314800CC8F71D14969741F977FD07',
    {
      serviceCentre: number('31624000000'),
      message: deliver({
        originator: number('31641600986'),
        timestamp: at(2002, 8, 26, 19, 37, 41, 8),
        userData: septets('How are you?'),
      }),
    },
    'How are you?',
  ],
  [
    '07917238010010F5040B917238880900F10000993092516195800AE8329BFD4697D9EC37',
    {
      serviceCentre: number('27831000015'),
      message: deliver({
        originator: number('27838890001'),
        timestamp: at(1999, 3, 29, 15, 16, 59, 8),
        userData: septets('hellohello'),
      }),
    },
    'hellohello',
  ],
  [
    // A sender's name instead of a number.
    '0791447758100650040DD0F334FC1CA6970100008080312170224008D4F29CDE0EA7D9',
    {
      serviceCentre: number('447785016005'),
      message: deliver({
        originator: { type: 'alphanumeric', plan: 'unknown', text: 'sipgate' },
        timestamp: at(2008, 8, 13, 12, 7, 22, 4),
        userData: septets('Testmail'),
      }),
    },
    'Testmail',
  ],
  [
    // Message waiting, to be discarded: one voice mail, said by the coding alone.
    '07913366002020F8040B913366600600F100C83180706174148000',
    {
      serviceCentre: number('33660002028'),
      message: deliver({
        originator: number('33660660001'),
        dataCoding: {
          group: 'message-waiting',
          store: false,
          alphabet: 'gsm7',
          active: true,
          indication: 'voicemail',
        },
        timestamp: at(2013, 8, 7, 16, 47, 41, 8),
        userData: { septets: new Uint8Array() },
      }),
    },
    '',
  ],
  [
    // The first of three parts.
    '06917429002120440A916425068179000042219011816540A0050003020301986F79B90D4AC3E7F53688FC66BFE5A0799A0E0AB7CB741668FC76CFCB637A995E9783C2E4343C3D4F8FD3EE33A8CC4ED359A079990C22BF41E5747DDE7E9341F4721BFE9683D2EE719A9C26D7DD74509D0E6287C56F791954A683C86FF65B5E06B5C36777181466A7E3F5B0AB4A0795DDE936284C06B5D3EE741B642FBBD3E1360B14AFA7E7',
    {
      serviceCentre: number('4792001202'),
      message: deliver({
        originator: number('4652601897'),
        timestamp: at(2024, 12, 9, 11, 18, 56, 4),
        userData: {
          header: [{ type: 'concatenation', wide: false, reference: 2, total: 3, sequence: 1 }],
          ...septets(
            'Lorem ipsum dolor sit amet, consectetur adipisicing elit, sed do eiusmod tempor incididunt ut labore et dolore magna aliqua.Ut enim ad minim veniam, quis',
          ),
        },
      }),
    },
    'Lorem ipsum dolor sit amet, consectetur adipisicing elit, sed do eiusmod tempor incididunt ut labore et dolore magna aliqua.Ut enim ad minim veniam, quis',
  ],
]

const sent: [string, Pdu, string][] = [
  [
    '0011000B916407281553F80000AA0AE8329BFD4697D9EC37',
    {
      message: submit({
        destination: number('46708251358'),
        validity: { format: 'relative', period: Hours(4 * 24) },
        userData: septets('hellohello'),
      }),
    },
    'hellohello',
  ],
  [
    '00010008A1214365870008020041',
    {
      message: submit({
        destination: { type: 'national', plan: 'telephone', digits: '12345678' },
        dataCoding: dataCoding('ucs2'),
        userData: { octets: textToUcs2('A') },
      }),
    },
    'A',
  ],
  [
    '00010008A121436587000804D83DDE00',
    {
      message: submit({
        destination: { type: 'national', plan: 'telephone', digits: '12345678' },
        dataCoding: dataCoding('ucs2'),
        userData: { octets: textToUcs2('😀') },
      }),
    },
    '😀',
  ],
]

describe.each<[Direction, typeof sent]>([
  ['mobile-terminated', received],
  ['mobile-originated', sent],
])('%s', (direction, rows) => {
  test.each(rows)('%s', (hex, pdu, text) => {
    expect(decodePdu(fromHex(hex), direction)).toEqual(pdu)
    expect(textOf(pdu.message as Extract<typeof pdu.message, { type: 'submit' | 'deliver' }>)).toBe(text)
    expect(toHex(encodePdu(pdu))).toBe(hex.toLowerCase())
  })
})

describe('reports and commands', () => {
  const statusReport: StatusReport = {
    type: 'status-report',
    moreMessages: false,
    loopPrevention: false,
    ofCommand: false,
    messageReference: 214,
    recipient: number('31628870634'),
    timestamp: at(2011, 1, 11, 17, 59, 15, 4),
    dischargeTime: at(2011, 1, 11, 17, 59, 17, 4),
    status: 0,
  }
  const positive: SubmitReport = { type: 'submit-report', timestamp: at(2011, 1, 11, 17, 59, 15, 4) }
  const command: Command = {
    type: 'command',
    statusReport: true,
    messageReference: 1,
    protocolIdentifier: 0,
    commandType: 'delete',
    messageNumber: 214,
    destination: number('31628870634'),
    commandData: { octets: new Uint8Array() },
  }
  const parameters = { protocolIdentifier: 0x41, dataCoding: dataCoding('gsm7'), userData: septets('hi') }

  test.each<[Pdu['message'], Direction, TpduOptions, string]>([
    [statusReport, 'mobile-terminated', {}, '06d60b911326880736f4 11101171955140 11101171957140 00'],
    [
      {
        ...statusReport,
        ofCommand: true,
        loopPrevention: true,
        moreMessages: true,
        status: 0x46,
        ...parameters,
      },
      'mobile-terminated',
      {},
      '2ad60b911326880736f4 11101171955140 11101171957140 46 07 41 00 02 e834',
    ],
    [
      { ...statusReport, userData: septets('hi') },
      'mobile-terminated',
      {},
      '06d60b911326880736f4 11101171955140 11101171957140 00 04 02 e834',
    ],
    [positive, 'mobile-terminated', {}, '01 00 11101171955140'],
    [
      { ...positive, failureCause: 0xc5, ...parameters },
      'mobile-terminated',
      {},
      '01 c5 07 11101171955140 41 00 02 e834',
    ],
    [
      { ...positive, failureCause: 0x05 },
      'mobile-terminated',
      { report: 'error' },
      '01 05 00 11101171955140',
    ],
    [{ type: 'deliver-report' }, 'mobile-originated', {}, '00 00'],
    [{ type: 'deliver-report', failureCause: 0xd3 }, 'mobile-originated', {}, '00 d3 00'],
    [
      {
        type: 'deliver-report',
        dataCoding: dataCoding('octets'),
        userData: {
          header: [{ type: 'other', id: 0x70, octets: new Uint8Array() }],
          octets: fromHex('c0de'),
        },
      } satisfies DeliverReport,
      'mobile-originated',
      { report: 'ack' },
      '40 06 04 05 02 70 00 c0de',
    ],
    [command, 'mobile-originated', {}, '22 01 00 02 d6 0b911326880736f4 00'],
    [
      {
        ...command,
        commandType: 0xe0,
        commandData: {
          header: [{ type: 'ports', wide: true, destination: 0x1583, source: 0 }],
          octets: fromHex('07'),
        },
      },
      'mobile-originated',
      {},
      '62 01 00 e0 d6 0b911326880736f4 08 06 05 04 1583 0000 07',
    ],
  ])('%j', (message, direction, options, hex) => {
    expect(decodeTpdu(fromHex(hex), direction, options)).toEqual(message)
    expect(toHex(encodeTpdu(message))).toBe(toHex(fromHex(hex)))
  })

  test('an extension of the parameter indicator is passed over', () => {
    const hex = '01 87 80 01 11101171955140 41 00 02 e834'
    expect(decodeTpdu(fromHex(hex), 'mobile-terminated', { report: 'ack' })).toEqual({
      ...positive,
      ...parameters,
    })
  })

  test('the padding of a SIM record is not taken for parameters of a status report', () => {
    const hex = '06d60b911326880736f4 11101171955140 11101171957140 00'
    expect(decodeTpdu(fromHex(`${hex}${'ff'.repeat(130)}`), 'mobile-terminated')).toEqual(statusReport)
  })
})

describe('first octets', () => {
  const body = '0b911346610089f600002080629173148000'
  test.each<[string, Partial<Deliver>]>([
    ['00', { moreMessages: true }],
    ['04', {}],
    ['0c', { loopPrevention: true }],
    ['24', { statusReport: true }],
    ['84', { replyPath: true }],
    ['07', { reservedType: true }],
    ['14', {}],
  ])('%s of a delivered message', (first, flags) => {
    const message = deliver({
      originator: number('31641600986'),
      timestamp: at(2002, 8, 26, 19, 37, 41, 8),
      userData: septets(''),
      ...flags,
    })
    expect(decodeTpdu(fromHex(first + body), 'mobile-terminated')).toEqual(message)
    // Spare bits are ignored, and written as zero.
    const canonical = first === '14' ? '04' : first
    expect(toHex(encodeTpdu(message))).toBe(canonical + body)
  })

  test.each<[string, Partial<Submit>]>([
    ['01', {}],
    ['05', { rejectDuplicates: true }],
    ['21', { statusReport: true }],
    ['81', { replyPath: true }],
  ])('%s of a submitted message', (first, flags) => {
    const message = submit({ destination: number('46708251358'), userData: septets(''), ...flags })
    expect(decodeTpdu(fromHex(`${first}000b916407281553f8000000`), 'mobile-originated')).toEqual(message)
    expect(toHex(encodeTpdu(message))).toBe(`${first}000b916407281553f8000000`)
  })

  test('type 3 from the mobile is refused', () => {
    expect(() => decodePdu(fromHex('0003'), 'mobile-originated')).toThrow(
      new SmsError('type', 'type 3 is reserved from the mobile', { offset: 1 }),
    )
  })
})

test.each([
  ['', 'serviceCentre @0: the PDU ends before it'],
  ['00', 'type @1: the PDU ends before it'],
  ['079113', 'serviceCentre @2: takes 6 octets, 1 are left'],
  ['00040b911346610089f600002080629173140802', 'userData @20: takes 2 octets, 0 are left'],
  ['00040b911346610089f6000420806291731408ff', 'userData @19: 255 octets; at most 140 are allowed'],
  [
    '00440b911346610089f60004208062917314080205ff',
    'userData.header @20: 6 octets with its length, in user data of 2',
  ],
])('%s fails: %s', (hex, message) => {
  expect(() => decodePdu(fromHex(hex), 'mobile-terminated')).toThrow(message)
})

test('an error says where, in fields too, and is of the code that faces know', () => {
  const error = (() => {
    try {
      return decodePdu(fromHex('00440b911346610089f60004208062917314080205ff'), 'mobile-terminated')
    } catch (thrown) {
      return thrown
    }
  })()
  expect(error).toMatchObject({
    code: 'invalid_sms',
    path: 'userData.header',
    offset: 20,
    detail: { path: 'userData.header', offset: 20 },
  })
})

test.each<[Parameters<typeof submit>[0], string]>([
  [
    { destination: number('1'), userData: septets('x'.repeat(161)) },
    'userData: 141 octets; at most 140 are allowed',
  ],
  [
    { destination: number('1'), userData: { octets: fromHex('00') } },
    'userData: its data coding asks for septets',
  ],
  [
    { destination: number('1'), dataCoding: dataCoding('octets'), userData: septets('x') },
    'userData: its data coding asks for octets',
  ],
  [
    { destination: number('1'), userData: { septets: Uint8Array.of(0x80) } },
    'userData.septets[0]: is above 127',
  ],
  [
    { destination: number('1'), userData: septets(''), messageReference: 256 },
    'messageReference: 256 is not',
  ],
  [
    {
      destination: number('1'),
      userData: {
        header: [
          { type: 'locking-shift', language: 'turkish' },
          { type: 'concatenation', wide: false, reference: 1, total: 2, sequence: 3 },
        ],
        septets: new Uint8Array(),
      },
    },
    'userData.header[1].sequence: 3 is not a whole number from 1 to 2',
  ],
])('%#: what has no octets is refused by its path: %s', (fields, message) => {
  expect(() => encodeTpdu(submit(fields))).toThrow(SmsError)
  expect(() => encodeTpdu(submit(fields))).toThrow(message)
})

test('a report that would be longer than a TPDU is refused both ways', () => {
  const report: DeliverReport = {
    type: 'deliver-report',
    dataCoding: dataCoding('octets'),
    userData: { octets: new Uint8Array(160) },
  }
  expect(encodeTpdu(report)).toHaveLength(164)
  const longer = { ...report, userData: { octets: new Uint8Array(161) } }
  expect(() => encodeTpdu(longer)).toThrow('tpdu: 165 octets; it has at most 164')
  const octets = Uint8Array.from([0, 6, 4, 161, ...new Uint8Array(161)])
  expect(() => decodeTpdu(octets, 'mobile-originated')).toThrow('tpdu @164: 165 octets')
})

test.each([
  ['0011000B916407281553F80000AA0AE8329BFD4697D9EC37', 23],
  ['07911326040000F0040B911346610089F60000208062917314800CC8F71D14969741F977FD07', 30],
])('%s counts %i octets behind the service centre', (hex, length) => {
  expect(tpduLength(fromHex(hex))).toBe(length)
})

test.each(['', '05', '0791'])('%o has no TPDU to count', (hex) => {
  expect(() => tpduLength(fromHex(hex))).toThrow(SmsError)
})
