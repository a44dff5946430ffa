/** The SIM and its PINs. */
import {
  Pin,
  PinList,
  SubscriberReadyStatus,
  type MbimExVersion,
  type words,
} from '../../../../mbim/index.ts'
import type { Modem } from '../../../modem/modem.ts'
import { lengthOf, PUK_OF, type PinKind, type PukKind } from '../../../modem/pin.ts'
import type { PinAnswer } from '../../../modem/pin-lock.ts'
import type { PinOperation } from '../../../modem/sim.ts'
import { Answer, indication, query, set, type Part, type Reply } from '../../part.ts'
import { UNKNOWN } from '../wire-value.ts'

/** Numbers are given once the card may be used, and not before (MBIM 1.0 §10.5.2.6). */
function readyStatus({ sim }: Modem, slot: number) {
  const isActive = slot === sim.activeSlot
  const card = sim.cardIn(slot)
  const open = isActive && sim.subscriber !== undefined ? card : undefined
  const elsewhere: words.SubscriberReadyState = card === undefined ? 'sim-not-inserted' : 'not-initialized'
  return {
    readyState: isActive ? sim.readyState : elsewhere,
    flags: [
      'sim-removability-known',
      'sim-removable',
      ...(isActive ? (['sim-slot-active'] as const) : []),
    ] as const,
    subscriberId: open?.imsi ?? '',
    simIccId: open?.iccid ?? '',
    readyInfo: open?.protectIds === true ? (['protect-unique-id'] as const) : [],
    telephoneNumbers: open?.telephoneNumbers ?? [],
    slotId: slot,
  }
}

export interface PinState {
  readonly pinType: words.PinType
  readonly pinState: 'locked' | 'unlocked'
  readonly remainingAttempts: number
}

function pinState({ type, state, attempts }: PinAnswer): PinState {
  return { pinType: type, pinState: state, remainingAttempts: attempts ?? UNKNOWN }
}

/** PIN and PIN_EX query. */
export function queryPin({ sim }: Modem): Reply<PinState> {
  const fault = sim.fault
  return fault === undefined || fault === 'pin-required'
    ? pinState(sim.describePin())
    : new Answer(fault, { pinType: 'unknown', pinState: 'unlocked', remainingAttempts: UNKNOWN })
}

export interface PinRequest {
  readonly pinType: words.PinType | number
  readonly pinOperation: PinOperation | number
  readonly pin: string
  readonly newPin: string
}

/** PIN and PIN_EX set. The info comes with a failure, too: it holds the attempts that are left. */
export function operatePin({ sim }: Modem, request: PinRequest): Reply<PinState> {
  const { pinType, pinOperation, pin, newPin } = request
  const fault = sim.fault
  if (fault !== undefined && fault !== 'pin-required') return new Answer(fault)
  if (typeof pinOperation === 'number') return new Answer('invalid-parameters')
  if (!isPinType(pinType)) return new Answer('no-device-support')
  const answer = sim.operatePin(pinOperation, pinType, pin, newPin)
  return new Answer(answer.status, pinState(answer))
}

function isPinType(type: words.PinType | number): type is PinKind | PukKind {
  return FIELD_OF.some(([kind]) => kind === type || PUK_OF[kind] === type)
}

const FIELD_OF = [
  ['pin1', 'pin1'],
  ['pin2', 'pin2'],
  ['device-sim-pin', 'deviceSimPin'],
  ['device-first-sim-pin', 'deviceFirstSimPin'],
  ['network-pin', 'networkPin'],
  ['network-subset-pin', 'networkSubsetPin'],
  ['service-provider-pin', 'serviceProviderPin'],
  ['corporate-pin', 'corporatePin'],
  ['subsidy-pin', 'subsidyLock'],
  ['custom', 'custom'],
] as const satisfies readonly (readonly [PinKind, string])[]

function describePin({ sim }: Modem, kind: PinKind) {
  const pin = sim.pin(kind)
  if (pin === undefined) {
    return {
      pinMode: 'not-supported',
      pinFormat: 'unknown',
      pinLengthMin: UNKNOWN,
      pinLengthMax: UNKNOWN,
    } as const
  }
  const { min, max } = lengthOf(kind)
  const pinMode = pin.enabled ? 'enabled' : 'disabled'
  return { pinMode, pinFormat: 'numeric', pinLengthMin: min, pinLengthMax: max } as const
}

type PinFields = Record<(typeof FIELD_OF)[number][1], ReturnType<typeof describePin>>

export const sim: readonly Part[] = [
  query(SubscriberReadyStatus, ({ modem, version }, { slotId }) => {
    const slot = slotOf(modem, version, slotId)
    return slot < modem.sim.slots ? readyStatus(modem, slot) : new Answer('error-invalid-slot')
  }),
  indication(SubscriberReadyStatus, 'subscriber-ready', (modem) => readyStatus(modem, modem.sim.activeSlot)),

  query(Pin, ({ modem }) => queryPin(modem)),
  set(Pin, ({ modem }, request) => operatePin(modem, request)),
  query(PinList, ({ modem }) => {
    const fault = modem.sim.fault
    if (fault !== undefined && fault !== 'pin-required') return new Answer(fault)
    // The entries are exactly the fields of the list.
    return Object.fromEntries(FIELD_OF.map(([kind, field]) => [field, describePin(modem, kind)])) as PinFields
  }),
]

/** MBIMEx 4.0 may name a slot. */
function slotOf(modem: Modem, version: MbimExVersion, slotId: number | undefined): number {
  return version >= 4 && slotId !== undefined ? slotId : modem.sim.activeSlot
}
