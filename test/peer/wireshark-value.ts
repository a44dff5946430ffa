/**
 * What Wireshark is given to read, and what it must show of it. Where its dissector has a gap or looks deeper than MBIM goes,
 * a table says so.
 */
import { fromHex, toHex } from '../../src/base/index.ts'
import type { Codec, MbimExVersion } from '../../src/mbim/codec/codec.ts'
import { resolve, type Schema } from '../../src/mbim/codec/schema.ts'
import type { OperationCase } from '../support/operation.ts'
import type { Dissection } from './wireshark.ts'

/** What Wireshark 4.0 does not dissect, or not rightly; by CID, operation, version. */
export const NOT_DISSECTED: Readonly<Record<string, string>> = {
  'compal at-command': 'it does not know the service',
  'fibocom at-command': 'it does not know the service',
  'google carrier-lock': 'it does not know the service',
  'intel-at-tunnel at-command': 'it does not know the service',
  'intel-mutual-authentication fcc-lock': 'it does not know the service',
  'intel-tools trace-config': 'it does not know the service',
  'ms-voice-extensions nitz': 'it does not know the service',
  'proxy-control configuration': 'it does not know the service, which no function has',
  'proxy-control version': 'it does not know the service, which no function has',
  'qdu update-session': 'it does not know the service',
  'qdu file-open': 'it does not know the service',
  'qdu file-write': 'it does not know the service',
  'qdu quectel-reboot': 'it does not know the service',
  'qdu quectel-read-version': 'it does not know the service',
  'qdu command': 'it does not know the service',
  'quectel radio-state': 'it does not know the service',
  'ms-basic-connect-extensions lte-attach-configuration': 'it knows the name only',
  'ms-basic-connect-extensions lte-attach-info': 'it knows the name only',
  'ms-basic-connect-extensions pco': 'it knows the name only',
  'ms-basic-connect-extensions location-info-status indication': 'it knows the name only',
  'intel-thermal-rf rfim': 'it does not know the CID',
  'ms-basic-connect-extensions modem-logging-config': 'it does not know the CID',
  'ms-basic-connect-extensions pin-ex': 'it does not know the CID',
  'ms-basic-connect-extensions network-blacklist response': 'it looks for the pairs in the wrong place',
  'ms-basic-connect-extensions network-blacklist indication': 'it looks for the pairs in the wrong place',
  'ms-uicc-low-level-access file-status query': 'it expects an empty buffer',
  'ms-uicc-low-level-access read-binary query': 'it takes the PIN for UTF-8, and libmbim for UTF-16',
  'ms-uicc-low-level-access read-record query': 'it takes the PIN for UTF-8, and libmbim for UTF-16',
  'multicarrier location-info indication': 'it expects an empty buffer',
  'intel-firmware-update modem-reboot set v2': 'it knows the first form only',
  'intel-firmware-update modem-reboot set v3': 'it knows the first form only',
  'ms-basic-connect-extensions base-stations-info response v3':
    'it loses 5G cells behind LTE ones: see below',
  'ms-basic-connect-extensions location-info-status response': 'it expects no answer',
}

/** Bytes that it shows by their parts only. */
const SHOWN_BY_PARTS = ['atr']

/** Fields into which it looks deeper, or of which it knows what they may be; by CID, or in all of them. */
const MEANINGFUL: Readonly<Record<string, unknown>> = {
  // 3GPP TS 23.040: a DELIVER and a SUBMIT, each with a text and without a service centre.
  'sms read pduData': fromHex('00 04 0b 91 6407281553f8 00 00 62112180000000 05 c8329bfd06'),
  'sms send pduData': fromHex('00 01 00 0b 91 6407281553f8 00 00 05 c8329bfd06'),
  // It takes the time stamp, and others it, for something else than text.
  'sms read timestamp': '',
  // 3GPP TS 31.111: the response to DISPLAY TEXT, and an envelope that says a menu item was chosen.
  'stk terminal-response response': fromHex('810301218082028281830100'),
  'stk envelope data': fromHex('d30782020181900101'),
  'ms-uicc-low-level-access atr atr': fromHex('3b021450'),
  'atds operators providerId': '21407',
  'atds operators providerName': 'Movistar',
  'stk pac dataBuffer': fromHex('d00e 8103012180 82028102 8d03046869'),
  'ussd ussd dataCodingScheme': 15,
  'ussd ussd payload': fromHex('c8329bfd06'),
  // By the class of the device it tells whose short messages follow.
  '* cellularClass': ['gsm'],
  'ms-sar config mode': 'os',
  'ms-sar config backoffState': 'enabled',
  'ms-sar config wifiIntegration': 'integrated',
  'ms-sar transmission-status channelNotification': 'enabled',
  'ms-sar transmission-status transmissionStatus': 'active',
  '* encoding': 'octet',
  '* encodedMessage': fromHex('616263'),
  '* encodedMessageSizeInCharacters': 3,
  '* tai': { plmnMcc: 0x0214, plmnMnc: 0x0410, tac: 77 },
  '* onLinkPrefixLength': 24,
  '* unnamedIes': [{ type: 'wchar-str', data: fromHex('61006200') }],
  '* wakeTlv': { type: 'wchar-str', data: fromHex('61006200') },
  // It expects eight bytes where four are.
  'ms-basic-connect-extensions base-stations-info cdmaCells': [],
  // It shows what lies out of range as if it were unknown, and takes an absent block for one at the very start.
  'basic-connect signal-state rsrpSnr': [
    { rsrp: 80, snr: 20, rsrpThreshold: 3, snrThreshold: 4, systemType: ['lte'] },
    { rsrp: 90, snr: 30, rsrpThreshold: 5, snrThreshold: 6, systemType: [] },
  ],
}

/** What excepts this one, if anything does. */
export function exceptionOf({ name, cid, operation }: OperationCase): string | undefined {
  const family = familyOf(cid)
  return [name, family, `${family} ${operation}`].find((key) => key in NOT_DISSECTED)
}

/** What follows a format of short messages that nobody knows, Wireshark guesses. */
export function hasUnknownFormat(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'format' in value && typeof value.format === 'number'
}

export function familyOf(cid: OperationCase['cid']): string {
  return `${cid.service.name} ${cid.name}`
}

/** What is wrong with a dissection: complaints, another CID, values that it should show and does not. */
export function compare(
  dissection: Dissection | undefined,
  one: OperationCase | undefined,
  expected: readonly string[],
): readonly string[] {
  if (dissection === undefined) return ['no dissection']
  const { fields, complaints } = dissection
  const shown = [...fields.values()].flat().map(normal)
  // Bytes may be shown together with others around them.
  const isShown = (value: string): boolean =>
    shown.includes(value) ||
    (/^[0-9a-f]{2}(:[0-9a-f]{2})*$/.test(value) && shown.some((text) => text.includes(value)))
  const missing = expected.filter((value) => !isShown(value)).map((value) => `no ${value}`)
  const cid = fields.get('mbim.control.cid')?.[0]
  return [
    ...complaints,
    ...missing,
    ...(one === undefined || Number(cid) === one.cid.number ? [] : [`CID ${cid ?? '?'}`]),
  ]
}

/** Numbers are shown in decimal or hexadecimal, signed or not: here they are unsigned and decimal. */
function normal(shown: string): string {
  // Some IPv6 addresses are shown with an IPv4 address in them.
  if (/^[0-9a-f:]*:\d+(\.\d+){3}$/.test(shown)) return new URL(`http://[${shown}]`).hostname.slice(1, -1)
  if (!/^(0|-?[1-9]\d*|0x[0-9a-f]+)$/.test(shown)) return shown
  const number = BigInt(shown)
  return (number < 0n ? BigInt.asUintN(32, number) : number).toString()
}

/** The value with texts that can be compared, and with what Wireshark understands where it looks deeper. */
export function withMeaning({ cid, codec, version }: OperationCase, value: unknown): unknown {
  const visit = (leaf: unknown, name: string, schema: Schema): unknown => {
    const told = MEANINGFUL[`${familyOf(cid)} ${name}`] ?? MEANINGFUL[`* ${name}`]
    if (told !== undefined) return told
    const isText = schema.kind === 'string' || schema.kind === 'tlv-string' || schema.kind === 'string-list'
    if (!isText) return leaf
    return Array.isArray(leaf) ? leaf.map(printable) : printable(leaf)
  }
  return mapLeaves(codec.codec, version, value, '', visit)
}

function printable(text: unknown): string {
  return String(text).replaceAll(/[^ -~]|["\\]/g, 'x')
}

/** What Wireshark should show of this value. */
export function expectedOf({ codec, version }: OperationCase, value: unknown): readonly string[] {
  const expected: string[] = []
  mapLeaves(codec.codec, version, value, '', (leaf, name, schema) => {
    if (!SHOWN_BY_PARTS.includes(name)) expected.push(...show(leaf, schema).filter((text) => text !== ''))
    return leaf
  })
  return expected
}

function show(leaf: unknown, schema: Schema): readonly string[] {
  switch (schema.kind) {
    case 'enumeration':
      return [String(typeof leaf === 'string' ? schema.words[leaf] : leaf)]
    case 'flags':
      return [bitsOf(leaf as readonly (string | number)[], schema.words).toString()] // what flags stand for
    case 'uuid':
      return [schema.names?.[String(leaf)] ?? String(leaf)]
    case 'i32':
      return [(Number(leaf) >>> 0).toString()]
    case 'boolean':
      return [Number(leaf).toString()]
    case 'tlv-u16-array':
      // Shown as the bytes that they are.
      return [toHex(new Uint8Array(Uint16Array.from(leaf as readonly number[]).buffer), ':')] // what such an array stands for
    case 'struct':
    case 'tlv':
    case 'tlv-list':
    case 'ol-struct-list':
    case 'ol-struct-block':
    case 'o-array':
      return []
    default:
      if (Array.isArray(leaf)) return leaf.map(String)
      return [leaf instanceof Uint8Array ? toHex(leaf, ':') : String(leaf)]
  }
}

function bitsOf(flags: readonly (string | number)[], words: Readonly<Record<string, number>>): bigint {
  return flags.reduce((sum, flag) => sum | BigInt(typeof flag === 'number' ? flag : (words[flag] ?? 0)), 0n)
}

type Visit = (leaf: unknown, name: string, schema: Schema) => unknown

/** The value with each of its leaves replaced. */
function mapLeaves(
  codec: Codec,
  version: MbimExVersion,
  value: unknown,
  name: string,
  visit: Visit,
): unknown {
  const schema = resolve(codec, version)?.schema
  if (schema === undefined || value === undefined) return value
  switch (schema.kind) {
    case 'struct': {
      const whole = visit(value, name, schema)
      if (whole !== value) return whole
      return Object.fromEntries(
        // What a structure stands for.
        Object.entries(value as Record<string, unknown>).flatMap(([field, item]) => {
          const inner = schema.fields[field]
          return inner === undefined ? [] : [[field, mapLeaves(inner, version, item, field, visit)]]
        }),
      )
    }
    case 'ol-struct':
    case 'o-value':
      return mapLeaves(schema.of, version, value, name, visit)
    case 'ol-struct-list':
    case 'ol-struct-block':
    case 'o-array': {
      const list = visit(value, name, schema) as readonly unknown[] // a list for a list
      return list.map((item) => mapLeaves(schema.of, version, item, '', visit))
    }
    default:
      return visit(value, name, schema)
  }
}
