/** What a modem is made of: fixed for its life, read by everything, shared by modems of one kind where it is the same. */
import type { AccessTechnology } from '../carrier/access-technology.ts'
import type { Pin } from './pin.ts'

export interface Equipment {
  /** 15 digits. */
  readonly imei: string
  readonly manufacturer: string
  readonly model: string
  readonly firmware: string
  readonly hardware: string
  /** What the radio speaks; a faster one of a generation includes the slower ones. */
  readonly technologies: readonly AccessTechnology[]
  /** Bands of each generation (TS 25.101, TS 36.101, TS 38.101), by number. */
  readonly bands: {
    readonly umts: readonly number[]
    readonly lte: readonly number[]
    readonly nr: readonly number[]
  }
  readonly maxSessions: number
  /** Which family it is of; it decides the form of short messages. */
  readonly cellular: 'gsm' | 'cdma'
  /** Card slots; the radio uses one at a time. */
  readonly slots: number
  readonly hardwareRadioSwitch: boolean
  readonly manualRegistration: boolean
  /** Lets the host choose the home operator (HOME_PROVIDER set, MULTICARRIER_PROVIDERS). */
  readonly multicarrier: boolean
  /** Looks for networks while a context is active; others answer BUSY then. */
  readonly scanWhileConnected: boolean
  /** Attaches by itself once registered (MBIM 1.0 §10.5.10.6, PACKET_SERVICE_AUTOMATIC_ATTACH). */
  readonly automaticAttach: boolean
  /** A second activation while one is running is answered BUSY. */
  readonly singleThreadedConnect: boolean
  /** `separated`: a voice call and a context exclude each other. */
  readonly voice: 'none' | 'separated' | 'simultaneous'
  /** Wake filters: how many a session has room for, and of how many bytes. */
  readonly packetFilters: { readonly count: number; readonly size: number }
  /** Codes that bind the equipment to cards or networks (3GPP TS 22.022). */
  readonly locks: readonly Pin[]
}

/** What may be made otherwise while a modem is out: nothing that a part of it has been built upon. */
export type Refit = Partial<Pick<Equipment, 'multicarrier' | 'manualRegistration' | 'scanWhileConnected'>>

/** The kind that a modem is unless told: an LTE and 5G module on USB, as in routers and laptops. */
export const DEFAULT_EQUIPMENT: Omit<Equipment, 'imei'> = {
  manufacturer: 'Dialtone',
  model: 'DT-VM1',
  firmware: 'DT-VM1 1.0.0',
  hardware: 'Dialtone virtual modem',
  technologies: ['edge', 'hsupa', 'lte', '5g-nsa'],
  bands: { umts: [1, 8], lte: [1, 3, 7, 8, 20, 28], nr: [1, 28, 78] },
  maxSessions: 8,
  cellular: 'gsm',
  slots: 1,
  hardwareRadioSwitch: true,
  manualRegistration: true,
  multicarrier: false,
  scanWhileConnected: true,
  automaticAttach: true,
  singleThreadedConnect: false,
  voice: 'separated',
  packetFilters: { count: 16, size: 192 },
  locks: [],
}

/** The technologies that come with the given ones. */
export function withSlower(technologies: Iterable<AccessTechnology>): ReadonlySet<AccessTechnology> {
  const all = new Set(technologies)
  if (all.has('edge')) all.add('gprs')
  if (all.has('hsupa')) all.add('hsdpa')
  if (all.has('hsdpa')) all.add('umts')
  // Its anchor (TS 37.340 §4.1.2).
  if (all.has('5g-nsa')) all.add('lte')
  return all
}
