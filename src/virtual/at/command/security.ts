/** PINs, locks and passwords: 3GPP TS 27.007 §7.4, §7.5, §8.3, §8.65. */
import { takes, type AtCommand, type Reply } from '../command.ts'
import type { Modem } from '../../modem/modem.ts'
import type { PinAnswer } from '../../modem/pin-lock.ts'
import { lengthOf, PUK_OF, type PinKind, type PukKind } from '../../modem/pin.ts'
import { digits, optional, or, text, whole, word } from '../parameter.ts'
import { cme, cmeOf, OK, type Cme, type Result } from '../result.ts'

/** What +CPIN? says of what is awaited, and the error of who needs it. */
const AWAITED: Partial<Record<PinKind | PukKind, readonly [string, Cme]>> = {
  pin1: ['SIM PIN', 11],
  puk1: ['SIM PUK', 12],
  pin2: ['SIM PIN2', 17],
  puk2: ['SIM PUK2', 18],
  'device-sim-pin': ['PH-SIM PIN', 5],
  'device-first-sim-pin': ['PH-FSIM PIN', 6],
  'device-first-sim-puk': ['PH-FSIM PUK', 7],
  'network-pin': ['PH-NET PIN', 40],
  'network-puk': ['PH-NET PUK', 41],
  'network-subset-pin': ['PH-NETSUB PIN', 42],
  'network-subset-puk': ['PH-NETSUB PUK', 43],
  'service-provider-pin': ['PH-SP PIN', 44],
  'service-provider-puk': ['PH-SP PUK', 45],
  'corporate-pin': ['PH-CORP PIN', 46],
  'corporate-puk': ['PH-CORP PUK', 47],
}

/** `<fac>` of +CLCK. */
const FACILITIES = {
  SC: 'pin1',
  PS: 'device-sim-pin',
  PF: 'device-first-sim-pin',
  PN: 'network-pin',
  PU: 'network-subset-pin',
  PP: 'service-provider-pin',
  PC: 'corporate-pin',
} as const satisfies Record<string, PinKind>

type Facility = keyof typeof FACILITIES

const facility = word(...(Object.keys(FACILITIES) as Facility[])) // its own keys

/** Why nothing can be asked of the card at all. */
function unusable({ sim }: Modem): Result | undefined {
  const { fault } = sim
  return fault === undefined || fault === 'pin-required' ? undefined : cmeOf(fault)
}

/** What came of a PIN that was given. */
function outcome({ status, type, state }: PinAnswer): Result {
  if (status === 'success') return OK
  // Attempts have run out: what is asked for now says so.
  if (status === 'failure' && state === 'locked' && type.includes('puk')) return cme(12)
  if (status === 'failure' && state === 'locked') return cme(16)
  return status === 'failure' ? cme(3) : cmeOf(status)
}

function awaited({ sim }: Modem): Reply {
  const { type, state } = sim.describePin()
  if (state === 'unlocked') return ['+CPIN: READY']
  const known = type === 'unknown' ? undefined : AWAITED[type]
  return known === undefined ? cme(13) : [`+CPIN: ${known[0]}`]
}

function enter(modem: Modem, code: string, newCode: string | undefined): Result {
  const { type, state } = modem.sim.describePin()
  // TS 27.007 §8.3: where nothing is awaited it is not allowed.
  if (state === 'unlocked' || type === 'unknown') return cme(3)
  const isPuk = type.includes('puk')
  if (isPuk !== (newCode !== undefined)) return isPuk ? cme(12) : cme(50)
  return outcome(modem.sim.operatePin('enter', type, code, newCode ?? ''))
}

function remaining(modem: Modem, only: string | undefined): Reply {
  const rows = Object.keys(AWAITED).flatMap((key) => {
    const kind = key as PinKind | PukKind // its own keys
    const name = AWAITED[kind]?.[0] ?? ''
    const pin = modem.sim.pin(kind as PinKind) // a PUK's name is no key
    const puk = Object.entries(PUK_OF).find(([, one]) => one === kind)?.[0]
    const unblocked = puk === undefined ? undefined : modem.sim.pin(puk as PinKind) // the key that was found
    const left = pin?.attempts ?? unblocked?.pukAttempts
    const most = pin === undefined ? 10 : 3
    return left === undefined ? [] : [{ name, line: `+CPINR: ${name},${left},${most}` }]
  })
  const wanted = rows.filter(({ name }) => only === undefined || name === only)
  return wanted.length === 0 ? cme(50) : wanted.map(({ line }) => line)
}

function lock(modem: Modem, name: Facility, mode: number, code: string | undefined): Reply {
  const kind = FACILITIES[name]
  const pin = modem.sim.pin(kind)
  if (pin === undefined) return mode === 2 ? ['+CLCK: 0'] : cme(4)
  if (mode === 2) return [`+CLCK: ${pin.enabled ? 1 : 0}`]
  if (code === undefined) return cme(16)
  return outcome(modem.sim.operatePin(mode === 1 ? 'enable' : 'disable', kind, code, ''))
}

export const securityCommands: readonly AtCommand[] = [
  {
    name: '+CPIN',
    source: '3GPP TS 27.007 §8.3',
    test: () => OK,
    read: ({ modem }) => unusable(modem) ?? awaited(modem),
    set: takes(
      [digits(16), optional(digits(16))],
      ({ modem }, code, newCode) => unusable(modem) ?? enter(modem, code, newCode),
    ),
  },
  {
    name: '+CPINR',
    source: '3GPP TS 27.007 §8.65',
    test: () => OK,
    execute: ({ modem }) => unusable(modem) ?? remaining(modem, undefined),
    set: takes([text(16)], ({ modem }, name) => unusable(modem) ?? remaining(modem, name)),
  },
  {
    name: '+CLCK',
    source: '3GPP TS 27.007 §7.4',
    test: () => [`+CLCK: ${facility.form}`],
    set: takes(
      [facility, whole(0, 2), optional(digits(16)), or(whole(0, 255), 7)],
      ({ modem }, name, mode, code) => unusable(modem) ?? lock(modem, name, mode, code),
    ),
  },
  {
    name: '+CPWD',
    source: '3GPP TS 27.007 §7.5',
    test: () => [
      `+CPWD: ${(['SC', 'P2'] as const).map((name) => `("${name}",${lengthOf(passwordOf(name)).max})`).join(',')}`,
    ],
    set: takes([word('SC', 'P2'), digits(8), digits(8)], ({ modem }, name, code, newCode) => {
      return unusable(modem) ?? outcome(modem.sim.operatePin('change', passwordOf(name), code, newCode))
    }),
  },
]

function passwordOf(name: 'SC' | 'P2'): PinKind {
  return name === 'SC' ? 'pin1' : 'pin2'
}
