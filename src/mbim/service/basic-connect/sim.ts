/** The SIM and its PINs. */
import { cid, empty } from '../../cid.ts'
import { personal, secret } from '../../codec/codec.ts'
import { u32 } from '../../codec/integer.ts'
import { countOf, optional, since } from '../../codec/presence.ts'
import { string, stringList } from '../../codec/string.ts'
import { struct } from '../../codec/struct.ts'
import {
  PinFormat,
  PinMode,
  PinOperation,
  PinState,
  PinType,
  ReadyInfoFlag,
  SubscriberReadyState,
  SubscriberReadyStatusFlag,
} from '../../word/sim.ts'
import { BasicConnect } from './service.ts'

/**
 * Whether the SIM is ready, and whose it is. Never fails: the state itself tells what is wrong. A query of MBIMEx 4.0
 * without `slotId` asks for the current slot.
 * MBIM 1.0 errata-1 §10.5.2; MBIMEx 3.0, 4.0
 */
export const SubscriberReadyStatus = cid(BasicConnect, 2, 'subscriber-ready-status', {
  query: struct({ slotId: since(4, optional(u32)) }),
  info: struct({
    readyState: SubscriberReadyState,
    flags: since(3, SubscriberReadyStatusFlag),
    subscriberId: personal(string({ max: 15 })),
    simIccId: personal(string({ max: 20 })),
    readyInfo: ReadyInfoFlag,
    telephoneNumbersCount: countOf('telephoneNumbers'),
    slotId: since(4, u32),
    telephoneNumbers: personal(stringList({ max: 22 })),
  }),
  standardIndication: true,
})

/** What is known of a PIN after an operation; 0xFFFFFFFF `remainingAttempts` are unknown ones. */
export const PinInfo = struct({ pinType: PinType, pinState: PinState, remainingAttempts: u32 })

/** Which PIN is awaited; entering, enabling, disabling and changing one. MBIM 1.0 errata-1 §10.5.4 */
export const Pin = cid(BasicConnect, 4, 'pin', {
  query: empty,
  set: struct({
    pinType: PinType,
    pinOperation: PinOperation,
    pin: secret(string({ max: 16 })),
    newPin: secret(string({ max: 16 })),
  }),
  response: PinInfo,
})

/** What a kind of PIN is like; lengths are 0xFFFFFFFF where they do not apply. */
export const PinDesc = struct({
  pinMode: PinMode,
  pinFormat: PinFormat,
  pinLengthMin: u32,
  pinLengthMax: u32,
})

/** Every kind of PIN, whether supported and enabled; answered with the SIM locked too. MBIM 1.0 errata-1 §10.5.5 */
export const PinList = cid(BasicConnect, 5, 'pin-list', {
  query: empty,
  response: struct({
    pin1: PinDesc,
    pin2: PinDesc,
    deviceSimPin: PinDesc,
    deviceFirstSimPin: PinDesc,
    networkPin: PinDesc,
    networkSubsetPin: PinDesc,
    serviceProviderPin: PinDesc,
    corporatePin: PinDesc,
    subsidyLock: PinDesc,
    custom: PinDesc,
  }),
})
