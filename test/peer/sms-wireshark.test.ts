/**
 * Wireshark reads the short messages that we write: of every kind, with our values and without a malformed mark. Needs
 * `tshark` (Debian: apt-get install tshark).
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fromHex, Hours, Seconds } from '../../src/base/index.ts'
import { countsSeptets } from '../../src/sms/data-coding.ts'
import {
  dataCoding,
  decodeDataCoding,
  deliver,
  encodeDataCoding,
  encodeTpdu,
  lastElement,
  parseAddress,
  splitText,
  submit,
  textOf,
  textToSeptets,
  type Command,
  type NationalLanguage,
  type StatusReport,
  type Timestamp,
  type Tpdu,
} from '../../src/sms/index.ts'
import { nationalLanguage } from '../../src/sms/national-language.ts'

const isInstalled = spawnSync('tshark', ['--version']).status === 0
if (!isInstalled && process.env['CI'] !== undefined) {
  throw new Error('tshark is not installed: apt-get install tshark')
}

/** Field → its values, all of one message. */
type Dissection = ReadonlyMap<string, readonly string[]>

const MOBILE_TERMINATED = new Set(['deliver', 'status-report', 'submit-report'])

/**
 * What Wireshark reads, in order. Each TPDU goes into an "exported PDU", in which the protocol and the direction are
 * said (link type 252, tags 12 and 35 of Wireshark's exported_pdu.h; 1 is towards the network).
 */
function dissect(messages: readonly Tpdu[]): Dissection[] {
  const folder = mkdtempSync(join(tmpdir(), 'dialtone-sms-'))
  try {
    const file = join(folder, 'messages.pcap')
    writeFileSync(file, pcap(messages.map(exportedPdu)))
    const { status, stdout, stderr } = spawnSync(
      'tshark',
      ['-r', file, '-T', 'json', '--no-duplicate-keys', '-J', 'gsm_sms _ws.malformed'],
      { encoding: 'utf8', maxBuffer: 1 << 28 },
    )
    if (status !== 0) throw new Error(stderr)
    const packets = JSON.parse(stdout) as { _source: { layers: Record<string, unknown> } }[] // tshark's form
    return packets.map((packet) => flatten(packet._source.layers))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function exportedPdu(message: Tpdu): Buffer {
  const tag = (id: number, value: Buffer): Buffer => {
    const head = Buffer.alloc(4)
    head.writeUInt16BE(id, 0)
    head.writeUInt16BE(value.length, 2)
    return Buffer.concat([head, value])
  }
  const direction = Buffer.from([0, 0, 0, MOBILE_TERMINATED.has(message.type) ? 0 : 1])
  const tags = [tag(12, Buffer.from('gsm_sms\0')), tag(35, direction), tag(0, Buffer.alloc(0))]
  return Buffer.concat([...tags, encodeTpdu(message)])
}

function pcap(records: readonly Buffer[]): Buffer {
  const words = (...values: number[]): Buffer => Buffer.from(Uint32Array.from(values).buffer)
  return Buffer.concat([
    words(0xa1b2c3d4, 0x00040002, 0, 0, 65535, 252),
    ...records.flatMap((record) => [words(0, 0, record.length, record.length), record]),
  ])
}

function flatten(tree: object, into = new Map<string, string[]>()): Map<string, string[]> {
  for (const [key, value] of Object.entries(tree) as [string, unknown][]) {
    for (const one of Array.isArray(value) ? (value as unknown[]) : [value]) {
      if (typeof one === 'string') into.set(key, [...(into.get(key) ?? []), one])
      else if (typeof one === 'object' && one !== null) flatten(one, into.set(key, into.get(key) ?? []))
    }
  }
  return into
}

const time = (timestamp: Timestamp): Record<string, string> => {
  if ('raw' in timestamp) return {}
  const { year, month, day, hour, minute, second } = timestamp
  return {
    'scts.year': `${year % 100}`,
    'scts.month': `${month}`,
    'scts.day': `${day}`,
    'scts.hour': `${hour}`,
    'scts.minutes': `${minute}`,
    'scts.seconds': `${second}`,
  }
}

function expectFields(dissection: Dissection | undefined, fields: Readonly<Record<string, string>>): void {
  expect(dissection?.has('_ws.malformed')).toBe(false)
  const read = Object.fromEntries(
    Object.keys(fields).map((field) => [field, dissection?.get(`gsm_sms.${field}`)?.[0]]),
  )
  expect(read).toEqual(fields)
}

const numberOf = (language: NationalLanguage | number): string =>
  `${typeof language === 'string' ? nationalLanguage.codes[language] : language}`

const originator = parseAddress('+31641600986')
const timestamp = { year: 2026, month: 2, day: 28, hour: 23, minute: 59, second: 58, quarterHours: -14 }
const septets = textToSeptets('hello')

const statusReport: StatusReport = {
  type: 'status-report',
  moreMessages: false,
  loopPrevention: true,
  ofCommand: true,
  messageReference: 214,
  recipient: originator,
  timestamp,
  dischargeTime: timestamp,
  status: 0x46,
}
const command: Command = {
  type: 'command',
  statusReport: true,
  messageReference: 3,
  protocolIdentifier: 0,
  commandType: 'delete',
  messageNumber: 77,
  destination: originator,
  commandData: { octets: fromHex('c0de') },
}

const kinds: [string, Tpdu, Record<string, string>][] = [
  [
    'deliver',
    deliver({
      originator,
      timestamp,
      userData: { septets },
      moreMessages: true,
      replyPath: true,
      statusReport: true,
    }),
    {
      'tp-mti': '0',
      'tp-mms': '0',
      'tp-rp': '1',
      'tp-sri': '1',
      'tp-lp': '0',
      'tp-oa': '31641600986',
      'dis_field_addr.num_type': '1',
      'dis_field_addr.num_plan': '1',
      ...time(timestamp),
      sms_text: 'hello',
    },
  ],
  [
    'deliver from a name',
    deliver({
      originator: parseAddress('Dialtone é'),
      timestamp,
      userData: { septets },
      loopPrevention: true,
    }),
    { 'tp-oa': 'Dialtone é', 'dis_field_addr.num_type': '5', 'tp-lp': '1', 'tp-mms': '1' },
  ],
  [
    'submit',
    submit({
      destination: parseAddress('12345'),
      messageReference: 99,
      rejectDuplicates: true,
      statusReport: true,
      validity: { format: 'relative', period: Hours(96) },
      userData: { septets },
      protocolIdentifier: 0x41,
    }),
    {
      'tp-mti': '1',
      'tp-rd': '1',
      'tp-srr': '1',
      'tp-vpf': '2',
      'tp-mr': '99',
      'tp-da': '12345',
      'dis_field_addr.num_type': '0',
      'tp-pid': '65',
      'vp.validity_period': '170',
      sms_text: 'hello',
    },
  ],
  [
    'submit with an absolute validity',
    submit({
      destination: originator,
      userData: { septets },
      validity: { format: 'absolute', until: timestamp },
    }),
    { 'tp-vpf': '3', ...time(timestamp), sms_text: 'hello' },
  ],
  [
    'submit with an enhanced validity',
    submit({
      destination: originator,
      userData: { septets },
      validity: {
        format: 'enhanced',
        singleShot: true,
        coding: 'clock',
        period: Seconds(12 * 3600 + 34 * 60 + 56),
      },
    }),
    {
      'tp-vpf': '1',
      'vp.single_shot_sm': '1',
      'vp.validity_period_format': '3',
      'vp.validity_period.hour': '12',
      'vp.validity_period.minutes': '34',
      'vp.validity_period.seconds': '56',
      sms_text: 'hello',
    },
  ],
  [
    'status report',
    statusReport,
    {
      'tp-mti': '2',
      'tp-srq': '1',
      'tp-lp': '1',
      'tp-mr': '214',
      'tp-ra': '31641600986',
      ...time(timestamp),
    },
  ],
  [
    'status report with parameters',
    { ...statusReport, protocolIdentifier: 0x40, dataCoding: dataCoding('gsm7', 1), userData: { septets } },
    { 'tp.parameter_indicator': '0x07', 'tp-pid': '64', 'tp-dcs': '17', sms_text: 'hello' },
  ],
  [
    'positive submit report',
    { type: 'submit-report', timestamp },
    { 'tp-mti': '1', 'tp.parameter_indicator': '0x00', ...time(timestamp) },
  ],
  [
    'negative submit report',
    { type: 'submit-report', failureCause: 0xc5, timestamp, protocolIdentifier: 0 },
    { 'tp-mti': '1', 'tp-fcs': '0xc5', 'tp.parameter_indicator': '0x01', ...time(timestamp) },
  ],
  [
    'positive deliver report',
    { type: 'deliver-report' },
    { 'tp-mti': '0', 'tp.parameter_indicator': '0x00' },
  ],
  [
    'negative deliver report',
    { type: 'deliver-report', failureCause: 0xd3, userData: { septets } },
    { 'tp-mti': '0', 'tp-fcs': '0xd3', 'tp.parameter_indicator': '0x04' },
  ],
  [
    'command',
    command,
    {
      'tp-mti': '2',
      'tp-srr': '1',
      'tp-mr': '3',
      'tp.command_type': '2',
      'tp.message_number': '77',
      'tp-da': '31641600986',
      'tp.command_data_length': '2',
    },
  ],
  [
    'message waiting',
    deliver({
      originator,
      timestamp,
      userData: {
        header: [{ type: 'message-waiting', store: true, profile: 2, kind: 'fax', count: 9 }],
        septets,
      },
    }),
    { msg_ind_type_and_stor: '1', profile_id: '1', msg_ind_type: '1', msg_count: '9', sms_text: 'hello' },
  ],
  [
    'ports',
    submit({
      destination: originator,
      dataCoding: dataCoding('octets'),
      userData: {
        header: [{ type: 'ports', wide: true, destination: 2948, source: 9200 }],
        octets: fromHex('c0de'),
      },
    }),
    { 'tp-udhi': '1', destination_port: '2948', originator_port: '9200', 'tp-dcs': '4' },
  ],
]

describe.skipIf(!isInstalled)('Wireshark reads', () => {
  test('each kind of message', () => {
    const dissections = dissect(kinds.map(([, message]) => message))
    expect(dissections).toHaveLength(kinds.length)
    kinds.forEach(([, , fields], index) => {
      expectFields(dissections[index], fields)
    })
  })

  test('texts of every length, in parts and with national tables', () => {
    const unit = fc.constantFrom(...Array.from('ab 1@£éÆß[]{}€~|^Δ\n'))
    const texts = [
      ...fc.sample(fc.string({ unit, minLength: 1, maxLength: 600 }), { numRuns: 60, seed: 1 }),
      ...fc.sample(
        fc.string({ unit: fc.constantFrom(...Array.from('abЖ中é😀')), minLength: 1, maxLength: 200 }),
        {
          numRuns: 40,
          seed: 2,
        },
      ),
      'ş'.repeat(290),
      'नमस्ते '.repeat(40),
    ]
    const messages = texts.flatMap((text, index) =>
      splitText(text, { reference: index, wide: index % 2 === 1 }).map((part) =>
        submit({ destination: originator, ...part }),
      ),
    )
    dissect(messages).forEach((dissection, index) => {
      const message = messages[index]
      if (message === undefined) throw new Error('Wireshark read more messages than there are')
      const { header } = message.userData
      const place = lastElement(header, 'concatenation')
      const single = lastElement(header, 'single-shift')
      const locking = lastElement(header, 'locking-shift')
      expectFields(dissection, {
        'tp-udhi': header === undefined ? '0' : '1',
        'tp-dcs': `${encodeDataCoding(message.dataCoding, 'dataCoding')}`,
        ...(place && {
          'udh.mm.msg_id': `${place.reference}`,
          'udh.mm.msg_parts': `${place.total}`,
          'udh.mm.msg_part': `${place.sequence}`,
        }),
        // It names the national tables but reads the text without them.
        ...(single && { 'dis_iei_lang.single_shift': numberOf(single.language) }),
        ...(locking && { 'dis_iei_lang.locking_shift': numberOf(locking.language) }),
        ...(!single && !locking && { sms_text: textOf(message) ?? '' }),
      })
    })
  })

  test('all 256 data codings, none of which it takes for another alphabet', () => {
    const codings = Array.from({ length: 256 }, (_, octet) => decodeDataCoding(octet))
    const messages = codings.map((coding) => {
      const userData = countsSeptets(coding) ? { septets: fromHex('41') } : { octets: fromHex('0041') }
      return deliver({ originator, timestamp, dataCoding: coding, userData })
    })
    dissect(messages).forEach((dissection, octet) => {
      const message = messages[octet]
      expectFields(dissection, {
        'tp-dcs': `${octet}`,
        'tp.user_data_length': message && 'septets' in message.userData ? '1' : '2',
        ...(message &&
          textOf(message) === 'A' &&
          octet < 0x80 &&
          (octet & 0x0c) !== 0x0c && { sms_text: 'A' }),
      })
    })
  })
})
