/** What IMbnInterface, IMbnRadio and IMbnSubscriberInformation read from a modem. */
import { HIDDEN } from '../../../../api/index.ts'
import type { Modem, Provider, SimState } from '../../../../core/index.ts'
import { E_PENDING, HRESULT_FROM_WIN32 } from '../../hresult.ts'
import { ERROR_READ_FAULT } from '../../win32-error.ts'
import {
  MBN_BAND_CLASS_NONE,
  MBN_CTRL_CAPS_HW_RADIO_SWITCH,
  MBN_CTRL_CAPS_MODEL_MULTI_CARRIER,
  MBN_CTRL_CAPS_NONE,
  MBN_CTRL_CAPS_REG_MANUAL,
  MBN_DATA_CLASS_CUSTOM,
  MBN_DATA_CLASS_NONE,
  MBN_DEVICEID_LEN,
  MBN_FIRMWARE_LEN,
  MBN_MANUFACTURER_LEN,
  MBN_MODEL_LEN,
  MBN_RADIO_OFF,
  MBN_RADIO_ON,
  MBN_READY_STATE_BAD_SIM,
  MBN_READY_STATE_DEVICE_BLOCKED,
  MBN_READY_STATE_DEVICE_LOCKED,
  MBN_READY_STATE_FAILURE,
  MBN_READY_STATE_INITIALIZED,
  MBN_READY_STATE_NO_ESIM_PROFILE,
  MBN_READY_STATE_NOT_ACTIVATED,
  MBN_READY_STATE_OFF,
  MBN_READY_STATE_SIM_NOT_INSERTED,
  MBN_SMS_CAPS_NONE,
  MBN_SMS_CAPS_PDU_RECEIVE,
  MBN_SMS_CAPS_PDU_SEND,
  MBN_SMS_CAPS_TEXT_RECEIVE,
  MBN_SMS_CAPS_TEXT_SEND,
  MBN_VOICE_CLASS_NONE,
  type MBN_RADIO,
  type MBN_READY_STATE,
} from '../enumeration/device.ts'
import {
  MBN_PROVIDER_STATE_HOME,
  MBN_PROVIDERID_LEN,
  MBN_PROVIDERNAME_LEN,
} from '../enumeration/registration.ts'
import type { MBN_INTERFACE_CAPS, MBN_PROVIDER } from '../structure.ts'
import { dataClassFlags } from './data-class.ts'
import { cellularClassOf } from './provider.ts'
import { pending, unlessSimUnusable, type Reading } from './reading.ts'

const READY_STATES = {
  'not-initialized': MBN_READY_STATE_OFF,
  initialized: MBN_READY_STATE_INITIALIZED,
  'not-inserted': MBN_READY_STATE_SIM_NOT_INSERTED,
  bad: MBN_READY_STATE_BAD_SIM,
  failure: MBN_READY_STATE_FAILURE,
  'not-activated': MBN_READY_STATE_NOT_ACTIVATED,
  locked: MBN_READY_STATE_DEVICE_LOCKED,
  'no-esim-profile': MBN_READY_STATE_NO_ESIM_PROFILE,
} as const satisfies Record<SimState, MBN_READY_STATE>

const SMS_CAPS = {
  'pdu-receive': MBN_SMS_CAPS_PDU_RECEIVE,
  'pdu-send': MBN_SMS_CAPS_PDU_SEND,
  'text-receive': MBN_SMS_CAPS_TEXT_RECEIVE,
  'text-send': MBN_SMS_CAPS_TEXT_SEND,
} as const

/** A locked SIM that wants its PUK is blocked. */
export function readyState({ sim }: Modem): Reading<MBN_READY_STATE> {
  if (sim?.state === 'locked' && sim.pin?.type.includes('puk') === true) {
    return { value: MBN_READY_STATE_DEVICE_BLOCKED }
  }
  return pending(sim === undefined ? undefined : READY_STATES[sim.state])
}

export function interfaceCapability({ capabilities, equipment }: Modem): Reading<MBN_INTERFACE_CAPS> {
  if (capabilities === undefined || equipment === undefined) return { failure: E_PENDING }
  const dataClass = dataClassFlags(capabilities.dataClasses)
  const { manualRegistration, hardwareRadioSwitch, multicarrier } = capabilities
  return {
    value: {
      cellularClass: cellularClassOf(capabilities.cellularClasses),
      // Neither voice nor bands are known of a modem: "unknown", as the pages have it.
      voiceClass: MBN_VOICE_CLASS_NONE,
      dataClass,
      customDataClass: (dataClass & MBN_DATA_CLASS_CUSTOM) === MBN_DATA_CLASS_NONE ? null : '',
      gsmBandClass: MBN_BAND_CLASS_NONE,
      cdmaBandClass: MBN_BAND_CLASS_NONE,
      customBandClass: null,
      smsCaps: capabilities.sms.reduce<number>((flags, cap) => flags | SMS_CAPS[cap], MBN_SMS_CAPS_NONE),
      controlCaps:
        (manualRegistration ? MBN_CTRL_CAPS_REG_MANUAL : MBN_CTRL_CAPS_NONE) |
        (hardwareRadioSwitch ? MBN_CTRL_CAPS_HW_RADIO_SWITCH : MBN_CTRL_CAPS_NONE) |
        (multicarrier ? MBN_CTRL_CAPS_MODEL_MULTI_CARRIER : MBN_CTRL_CAPS_NONE),
      deviceID: shown(equipment.id).slice(0, MBN_DEVICEID_LEN),
      manufacturer: (equipment.manufacturer ?? '').slice(0, MBN_MANUFACTURER_LEN),
      model: (equipment.model ?? '').slice(0, MBN_MODEL_LEN),
      firmwareInfo: (equipment.firmware ?? '').slice(0, MBN_FIRMWARE_LEN),
    },
  }
}

/**
 * As the modem tells it. Of one that does not: emergency calls are all that a network gives which has denied registration
 * (MBN_REGISTER_STATE_DENIED).
 */
export function emergencyMode({ emergencyMode: told, registration }: Modem): Reading<boolean> {
  const denied = registration && registration.state === 'denied'
  return pending(told === undefined ? denied : told || denied === true)
}

/** Once known it does not change: nothing of where the modem is registered now is in it. */
export function homeProvider(modem: Modem): Reading<MBN_PROVIDER> {
  const { homeProvider: home, sim } = modem
  if (home !== undefined) return unlessSimUnusable(modem, { value: providerOf(home) })
  // A SIM that has none to tell will not tell one later.
  const silent =
    sim?.state === 'failure' || sim?.state === 'not-activated' || sim?.state === 'no-esim-profile'
  const failure = silent ? HRESULT_FROM_WIN32(ERROR_READ_FAULT) : E_PENDING
  return unlessSimUnusable(modem, { failure })
}

function providerOf({ id, name }: Provider): MBN_PROVIDER {
  return {
    providerID: id.slice(0, MBN_PROVIDERID_LEN),
    providerState: MBN_PROVIDER_STATE_HOME,
    providerName: name.slice(0, MBN_PROVIDERNAME_LEN),
    dataClass: MBN_DATA_CLASS_NONE,
  }
}

export interface SubscriberInformation {
  readonly subscriberID: string
  readonly simIccID: string
  readonly telephoneNumbers: readonly string[]
}

export function subscriberInformation({ sim }: Modem): Reading<SubscriberInformation> {
  if (sim === undefined || sim.state === 'not-initialized') return { failure: E_PENDING }
  return {
    value: {
      subscriberID: shown(sim.subscriberId),
      simIccID: shown(sim.iccid),
      telephoneNumbers: sim.telephoneNumbers.filter((number) => number !== HIDDEN),
    },
  }
}

/** Of what the service does not show its caller, as of what is not known: the empty text. */
function shown(personal: string | undefined): string {
  return personal === undefined || personal === HIDDEN ? '' : personal
}

export function softwareRadio({ radio }: Modem): Reading<MBN_RADIO> {
  return pending(radio === undefined ? undefined : switchOf(radio.software))
}

export function hardwareRadio({ radio }: Modem): Reading<MBN_RADIO> {
  return pending(radio === undefined ? undefined : switchOf(radio.hardware))
}

function switchOf(position: 'on' | 'off'): MBN_RADIO {
  return position === 'on' ? MBN_RADIO_ON : MBN_RADIO_OFF
}
