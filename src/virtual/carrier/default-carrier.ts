/**
 * The world a virtual modem lives in unless told otherwise. Network codes are test and private ones (MCC 001 and 999:
 * ITU-T E.212 annexes), addresses are reserved for documentation or shared use (RFC 5737, 6598, 3849): nothing in it can
 * be taken for a real network.
 */
import { Seconds } from '../../base/index.ts'
import { AddressPool } from './address-pool.ts'
import type { ServiceCodes } from './service-code.ts'
import type { NumberAnswer } from './telephone-exchange.ts'
import type { Apn, Area, Cell, Operator } from './operator.ts'

export const HOME_PLMN = '00101'

/** Numbers of the carrier's own subscribers begin so: country code 999 is reserved (ITU-T E.164). */
export const NUMBER_PREFIX = '+999'

/** Its service centre for short messages. */
export const SERVICE_CENTRE = '+999009999999'

/** What its codes without a call answer. */
export const SERVICE_CODES: ServiceCodes = {
  '*100#': { text: 'Your balance is 12.34 EUR.' },
  '*101#': {
    text: 'What is left? 1: data, 2: calls',
    menu: { '1': { text: '512 MB are left.' }, '2': { text: '90 minutes are left.' } },
  },
}

/** Numbers that answer calls for data, or do not; all others are unobtainable. */
export const ANSWERING_NUMBERS: Readonly<Record<string, NumberAnswer>> = {
  '5550100': { type: 'answer', apn: 'internet' },
  '5550101': { type: 'answer', apn: 'company.example' },
  '5550102': { type: 'busy' },
  '5550103': { type: 'no-answer' },
}

export const AREAS: readonly Area[] = [
  { name: 'home', plmns: [HOME_PLMN, '00102'] },
  { name: 'abroad', plmns: ['99940', '99941', '999420'] },
  { name: 'nowhere', plmns: [] },
]

/** What the operator has written on its SIMs (EF-PLMNwAcT, EF-FPLMN). */
export const SHIPPED_PREFERENCES = [
  { plmn: '99941', state: 'preferred' },
  { plmn: '99940', state: 'preferred' },
  { plmn: '00102', state: 'forbidden' },
] as const

/** The carriers that a multi-carrier modem is shipped with. */
export const SHIPPED_CARRIERS = ['00102', '99941'] as const

/** Pools belong to one carrier: each has its own leases. */
export function defaultOperators(): readonly Operator[] {
  const dns = { ipv4Dns: ['198.51.100.53', '198.51.100.54'], ipv6Dns: ['2001:db8::53', '2001:db8::54'] }
  const pool = new AddressPool({ ipv4: '100.64.0.0/16', ipv6: '2001:db8:100::/48', ...dns })
  const company = new AddressPool({ ipv4: '203.0.113.0/24', ipv4Dns: ['203.0.113.1'], mtu: 1400 })
  const dual = ['ipv4', 'ipv6'] as const
  const accept = { type: 'accept' } as const
  const apns: readonly Apn[] = [
    { name: 'internet', default: true, answer: accept, families: dual, pool },
    { name: 'v4only', answer: accept, families: ['ipv4'], pool },
    { name: 'v6only', answer: accept, families: ['ipv6'], pool },
    { name: 'ims', answer: accept, families: ['ipv6'], pool, single: true },
    {
      name: 'company.example',
      answer: accept,
      families: ['ipv4'],
      pool: company,
      credentials: { userName: 'dialtone', password: 'secret', protocols: ['pap', 'chap', 'mschapv2'] },
    },
    // TS 24.008 §10.5.6.6: 33 requested service option not subscribed, 26 insufficient resources
    { name: 'unsubscribed', answer: { type: 'refuse', cause: 33 }, families: dual, pool },
    { name: 'crowded', answer: { type: 'refuse', cause: 26 }, families: dual, pool },
    { name: 'slow', answer: { type: 'slow', delay: Seconds(10) }, families: dual, pool },
    { name: 'silent', answer: { type: 'silent' }, families: dual, pool },
  ]
  const foreign: readonly Apn[] = [{ name: 'internet', default: true, answer: accept, families: dual, pool }]
  return [
    {
      plmn: HOME_PLMN,
      name: 'Dialtone Mobile',
      cells: [
        lte(0x0d1a101, 0x1a01, 1300, 101, -66),
        lte(0x0d1a102, 0x1a01, 1300, 102, -79),
        lte(0x0d1a203, 0x1a02, 6300, 203, -88),
        { technology: '5g-nsa', id: 0x0d1a10100, areaCode: 0x1a01, channel: 636_666, code: 301, rssi: -70 },
        { technology: 'hsupa', id: 0x01d1a30, areaCode: 0x1a03, channel: 10_700, code: 33, rssi: -75 },
        { technology: 'edge', id: 0x2a31, areaCode: 0x1a03, channel: 62, code: 21, rssi: -71 },
      ],
      apns,
      guests: [
        { home: '99940', as: 'roaming' },
        { home: '99941', as: 'roaming' },
      ],
    },
    {
      // The competitor at home: seen, and closed to Dialtone's subscribers.
      plmn: '00102',
      name: 'Rival Wireless',
      cells: [lte(0x0e00001, 0x2b01, 3350, 11, -74)],
      apns: foreign,
      guests: [],
    },
    {
      plmn: '99940',
      name: 'Wanderfunk Süd',
      cells: [
        lte(0x0f00001, 0x3c01, 1850, 55, -81),
        { technology: 'hsupa', id: 0x00f1002, areaCode: 0x3c02, channel: 10_587, code: 120, rssi: -84 },
      ],
      apns: foreign,
      guests: [{ home: HOME_PLMN, as: 'roaming' }],
      roamingText: 'Roaming',
    },
    {
      plmn: '99941',
      name: 'Nomad Telecom',
      cells: [{ technology: 'hsupa', id: 0x0a71003, areaCode: 0x4d01, channel: 10_612, code: 64, rssi: -86 }],
      apns: foreign,
      guests: [{ home: HOME_PLMN, as: 'partner' }],
      roamingText: 'Partner network',
    },
    {
      // Three-digit network code, and no agreement with anybody.
      plmn: '999420',
      name: 'Island Cellular',
      cells: [lte(0x0c00007, 0x5e01, 500, 7, -92)],
      apns: foreign,
      guests: [],
    },
  ]
}

function lte(id: number, areaCode: number, channel: number, code: number, rssi: number): Cell {
  return { technology: 'lte', id, areaCode, channel, code, rssi }
}
