/** What IMbnRegistration reads from a modem. */
import type { Modem, Registration, RegistrationState } from '../../../../core/index.ts'
import type { ULONG } from '../../com/data-type.ts'
import { MBN_DATA_CLASS_NONE } from '../enumeration/device.ts'
import {
  MBN_CDMA_DEFAULT_PROVIDER_ID,
  MBN_PROVIDERID_LEN,
  MBN_PROVIDERNAME_LEN,
  MBN_REGISTER_MODE_AUTOMATIC,
  MBN_REGISTER_MODE_MANUAL,
  MBN_REGISTER_MODE_NONE,
  MBN_REGISTER_STATE_DENIED,
  MBN_REGISTER_STATE_DEREGISTERED,
  MBN_REGISTER_STATE_HOME,
  MBN_REGISTER_STATE_NONE,
  MBN_REGISTER_STATE_PARTNER,
  MBN_REGISTER_STATE_ROAMING,
  MBN_REGISTER_STATE_SEARCHING,
  MBN_ROAMTEXT_LEN,
  type MBN_REGISTER_MODE,
  type MBN_REGISTER_STATE,
} from '../enumeration/registration.ts'
import { dataClassFlags } from './data-class.ts'
import { pending, unlessLocked, unlessSimUnusable, type Reading } from './reading.ts'

const STATES = {
  unknown: MBN_REGISTER_STATE_NONE,
  deregistered: MBN_REGISTER_STATE_DEREGISTERED,
  searching: MBN_REGISTER_STATE_SEARCHING,
  home: MBN_REGISTER_STATE_HOME,
  roaming: MBN_REGISTER_STATE_ROAMING,
  partner: MBN_REGISTER_STATE_PARTNER,
  denied: MBN_REGISTER_STATE_DENIED,
} as const satisfies Record<RegistrationState, MBN_REGISTER_STATE>

const MODES = {
  unknown: MBN_REGISTER_MODE_NONE,
  automatic: MBN_REGISTER_MODE_AUTOMATIC,
  manual: MBN_REGISTER_MODE_MANUAL,
} as const satisfies Record<Registration['mode'], MBN_REGISTER_MODE>

/** A value of the registration, once that is known. */
function of<T>({ registration }: Modem, value: (registration: Registration) => T): Reading<T> {
  return pending(registration === undefined ? undefined : value(registration))
}

export function registerState(modem: Modem): Reading<MBN_REGISTER_STATE> {
  return unlessLocked(
    modem,
    of(modem, ({ state }) => STATES[state]),
  )
}

export function registerMode(modem: Modem): Reading<MBN_REGISTER_MODE> {
  return unlessSimUnusable(
    modem,
    of(modem, ({ mode }) => MODES[mode]),
  )
}

/** Of a CDMA modem that does not know it: the default id. */
export function providerID(modem: Modem): Reading<string> {
  const unknown = modem.capabilities?.cellularClasses.includes('gsm') === false
  const none = unknown ? String(MBN_CDMA_DEFAULT_PROVIDER_ID) : ''
  return unlessSimUnusable(
    modem,
    of(modem, ({ provider }) => (provider?.id ?? none).slice(0, MBN_PROVIDERID_LEN)),
  )
}

export function providerName(modem: Modem): Reading<string> {
  return unlessSimUnusable(
    modem,
    of(modem, ({ provider }) => (provider?.name ?? '').slice(0, MBN_PROVIDERNAME_LEN)),
  )
}

export function roamingText(modem: Modem): Reading<string> {
  return unlessSimUnusable(
    modem,
    of(modem, (registration) => (registration.roamingText ?? '').slice(0, MBN_ROAMTEXT_LEN)),
  )
}

export function availableDataClasses(modem: Modem): Reading<ULONG> {
  return unlessLocked(
    modem,
    of(modem, (registration) => dataClassFlags(registration.availableDataClasses)),
  )
}

export function currentDataClass(modem: Modem): Reading<ULONG> {
  const { packetService } = modem
  const flags =
    packetService?.dataClass === undefined ? MBN_DATA_CLASS_NONE : dataClassFlags([packetService.dataClass])
  return unlessSimUnusable(modem, pending(packetService === undefined ? undefined : flags))
}

/** 3GPP TS 24.008 10.5.6.14 and 10.5.5.14; 0 when none. */
export function registrationNetworkError({ registration }: Modem): ULONG {
  return registration?.networkError?.value ?? 0
}

export function packetAttachNetworkError({ packetService }: Modem): ULONG {
  return packetService?.networkError?.value ?? 0
}
