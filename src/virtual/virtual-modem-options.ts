/** What a virtual modem is made from: everything has a default, and one seed makes every default the same again. */
import {
  DialtoneError,
  seededRandom,
  systemClock,
  type Clock,
  type Logger,
  type Random,
} from '../base/index.ts'
import { LEAST_CONTROL_TRANSFER, type MbimExVersion } from '../mbim/index.ts'
import { Carrier } from './carrier/carrier.ts'
import { SHIPPED_PREFERENCES } from './carrier/default-carrier.ts'
import type { Apn } from './carrier/operator.ts'
import type { ServiceTable } from './function/service-table.ts'
import { standardServices } from './function/service/standard-services.ts'
import { deriveIdentity } from './identity.ts'
import { Card, type CardOptions, type PreferredProvider } from './modem/card.ts'
import { DEFAULT_EQUIPMENT, type Equipment } from './modem/equipment.ts'
import { Modem } from './modem/modem.ts'
import { NEW_CONTEXT, type StoredContext } from './modem/stored-contexts.ts'
import { resolveTiming, type TimingOption } from './timing.ts'

export interface VirtualModemOptions {
  readonly name: string
  /** The host's unless given. */
  readonly clock?: Clock
  /** 1 unless given. Identity, signal and every draw follow from seed and index. */
  readonly seed?: number
  /** Tells modems of one seed apart; 0 unless given. */
  readonly index?: number
  /** Shared by the modems that live in one world; a world of its own unless given. */
  readonly carrier?: Carrier
  readonly equipment?: Partial<Equipment>
  /** What differs from the derived card; `false` for an empty slot, a `Card` for this very one. */
  readonly sim?: Partial<CardOptions> | Card | false
  /** Cards in further slots. */
  readonly moreSims?: readonly (Card | undefined)[]
  /** `brisk` unless given. */
  readonly timing?: TimingOption
  /** The highest extension version that it agrees to; 3 unless given: what most modules of the field stop at. */
  readonly version?: MbimExVersion
  /** wMaxControlMessage; 4096 unless given. */
  readonly maxControlTransfer?: number
  /** bMaxOutstandingCommandMessages: commands beyond it are answered BUSY; 32 unless given. */
  readonly maxOutstanding?: number
  /** Where it is at first: an area or an operator of the carrier. */
  readonly area?: string
  /** In place of the standard ones. */
  readonly services?: ServiceTable
  readonly log?: Logger
}

export interface BuiltModem {
  readonly modem: Modem
  readonly services: ServiceTable
  readonly maxControlTransfer: number
  readonly maxOutstanding: number
  readonly random: Random
}

/** @throws DialtoneError `invalid_argument`, `not_found` for options that make no modem */
export function buildModem(options: VirtualModemOptions): BuiltModem {
  const { seed = 1, index = 0, clock = systemClock, version = 3, maxControlTransfer = 4096 } = options
  if (maxControlTransfer < LEAST_CONTROL_TRANSFER) {
    const least = LEAST_CONTROL_TRANSFER.toString()
    throw new DialtoneError('invalid_argument', `a control transfer has at least ${least} bytes`)
  }
  // Neighbouring indices must not draw alike (the golden ratio spreads them).
  const random = seededRandom((seed + Math.imul(index, 0x9e3779b1)) >>> 0)
  const carrier = options.carrier ?? new Carrier({ random })
  const home = carrier.operator(carrier.home)
  const identity = deriveIdentity(seed, index, home.plmn)
  const equipment: Equipment = { ...DEFAULT_EQUIPMENT, imei: identity.imei, ...options.equipment }
  const { sim = {} } = options
  const card =
    sim === false
      ? undefined
      : sim instanceof Card
        ? sim
        : new Card({
            iccid: identity.iccid,
            imsi: identity.imsi,
            telephoneNumbers: [identity.telephoneNumber],
            home,
            preferred: shippedPreferences(carrier),
            ...sim,
          })
  for (const number of card?.telephoneNumbers.slice(0, 1) ?? []) carrier.messages.subscribe(number)
  const cards = Array.from({ length: equipment.slots }, (_, slot) =>
    slot === 0 ? card : options.moreSims?.[slot - 1],
  )
  const modem = new Modem({
    clock,
    random,
    timing: resolveTiming(options.timing),
    carrier,
    equipment,
    cards,
    area: options.area === undefined ? firstArea(carrier) : carrier.area(options.area),
    storedContexts: factoryContexts(carrier, card?.home.plmn ?? home.plmn),
  })
  const services = options.services ?? standardServices({ version, multicarrier: equipment.multicarrier })
  return { modem, services, maxControlTransfer, maxOutstanding: options.maxOutstanding ?? 32, random }
}

function firstArea(carrier: Carrier): Carrier['areas'][number] {
  const [first] = carrier.areas
  if (first === undefined) throw new DialtoneError('invalid_argument', 'the carrier has no area')
  return first
}

function shippedPreferences(carrier: Carrier): readonly PreferredProvider[] {
  return SHIPPED_PREFERENCES.flatMap(({ plmn, state }) => {
    const operator = carrier.operators.get(plmn)
    return operator === undefined ? [] : [{ plmn, name: operator.name, state }]
  })
}

const factories = new WeakMap<readonly Apn[], readonly StoredContext[]>()

/** As an operator ships modems: its own access point for the Internet, and the one for IMS where it has one. */
function factoryContexts(carrier: Carrier, plmn: string): readonly StoredContext[] {
  const apns = carrier.operators.get(plmn)?.apns ?? []
  const known = factories.get(apns)
  if (known !== undefined) return known
  const internet = apns.find((apn) => apn.default === true)
  const ims = apns.find(({ name }) => name === 'ims')
  const shipped: StoredContext[] = []
  for (const [contextType, apn] of [['internet', internet] as const, ['ims', ims] as const]) {
    if (apn === undefined) continue
    const [only] = apn.families
    const ipType = apn.families.length > 1 ? 'ipv4v6' : (only ?? 'ipv4')
    const accessString = apn.name
    const id = shipped.length + 1
    shipped.push({ ...NEW_CONTEXT, id, contextType, accessString, plmn, ipType, source: 'operator' })
  }
  factories.set(apns, shipped)
  return shipped
}
