/** The device itself: capabilities, radio, the list of services, subscriptions and hints. */
import {
  DeviceCaps,
  DeviceServices,
  DeviceServiceSubscribeList,
  Dss,
  EmergencyMode,
  NetworkIdleHint,
  RadioState,
  type MbimExVersion,
  type ValueOf,
  type words,
} from '../../../../mbim/index.ts'
import type { Modem } from '../../../modem/modem.ts'
import { MOST_STREAMS } from '../../../modem/streams.ts'
import { Answer, query, set, told, type Part } from '../../part.ts'
import { streamsOf } from '../stream.ts'
import { dataClasses } from '../wire-value.ts'

const VOICE = {
  none: 'no-voice',
  separated: 'separated-voice-data',
  simultaneous: 'simultaneous-voice-data',
} as const

/** What DEVICE_CAPS and DEVICE_CAPS_V2 have in common. */
export type Capabilities = ValueOf<typeof DeviceCaps.response>

export function capabilities({ equipment, technologies }: Modem, version: MbimExVersion): Capabilities {
  const { imei, hardwareRadioSwitch, manualRegistration, multicarrier } = equipment
  const controlCaps: words.CtrlCaps[] = []
  if (manualRegistration) controlCaps.push('reg-manual')
  if (hardwareRadioSwitch) controlCaps.push('hw-radio-switch')
  if (multicarrier) controlCaps.push('multi-carrier')
  // A word of MBIMEx 2.0.
  if (version > 1) controlCaps.push('sim-hot-swap-capable')
  return {
    deviceType: 'removable',
    cellularClass: [equipment.cellular],
    voiceClass: VOICE[equipment.voice],
    simClass: ['removable'],
    dataClass: dataClasses(technologies, version),
    smsCaps: equipment.cellular === 'gsm' ? ['pdu-receive', 'pdu-send'] : ['text-receive', 'text-send'],
    controlCaps,
    maxSessions: equipment.maxSessions,
    customDataClass: '',
    deviceId: imei,
    firmwareInfo: equipment.firmware,
    hardwareInfo: equipment.hardware,
  }
}

function radioState({ radio }: Modem) {
  return { hwRadioState: radio.hardware, swRadioState: radio.software }
}

export const device: readonly Part[] = [
  query(DeviceCaps, ({ modem, version }) => capabilities(modem, version)),

  ...told(RadioState, 'radio', radioState),
  set(RadioState, (served, { radioState: wanted }) => {
    if (wanted !== 'on' && wanted !== 'off') return new Answer('invalid-parameters')
    served.modem.radio.setSoftware(wanted, served)
    return radioState(served.modem)
  }),

  query(DeviceServices, ({ services }) => ({
    maxDssSessions: services.has(Dss.uuid) ? MOST_STREAMS : 0,
    deviceServices: services.list.map(({ uuid, cids }) => ({
      deviceServiceId: uuid,
      ...streamsOf(services, uuid),
      cidList: cids,
    })),
  })),
  set(DeviceServiceSubscribeList, ({ session }, { events }) => {
    const inForce = session.subscriptions.replace(
      events.map(({ deviceServiceId, cidList }) => ({ uuid: deviceServiceId, cids: cidList })),
    )
    return { events: inForce.map(({ uuid, cids }) => ({ deviceServiceId: uuid, cidList: cids })) }
  }),

  query(NetworkIdleHint, ({ modem }) => ({
    state: modem.settings.idleHint ? ('enabled' as const) : ('disabled' as const),
  })),
  set(NetworkIdleHint, ({ modem }, { state }) => {
    if (typeof state === 'number') return new Answer('invalid-parameters')
    modem.settings.idleHint = state === 'enabled'
    return { state }
  }),

  ...told(EmergencyMode, 'emergency', ({ emergency }) => ({
    state: emergency ? ('on' as const) : ('off' as const),
  })),
]
