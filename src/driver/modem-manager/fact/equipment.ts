/** Who the modem is and what it can do: the Modem interface. */
import { compact } from '../../../base/index.ts'
import type { Capabilities, Equipment } from '../../../core/index.ts'
import { MESSAGING, MODEM, MODEM_3GPP, PROFILES, SIGNAL } from '../names.ts'
import { count, text } from '../read.ts'
import type { RemoteObject } from '../remote-object.ts'
import { cellularClasses, dataClasses } from './technology.ts'

/** A modem that does not say who it is (locked before it could be asked) goes by what ModemManager calls its hardware. */
export function equipment(modem: RemoteObject): Equipment {
  return compact({
    id: equipmentId(modem) ?? deviceId(modem) ?? modem.path,
    manufacturer: text(modem.get(MODEM, 'Manufacturer')),
    model: text(modem.get(MODEM, 'Model')),
    firmware: text(modem.get(MODEM, 'Revision')),
  })
}

export function equipmentId(modem: RemoteObject): string | undefined {
  return text(modem.get(MODEM, 'EquipmentIdentifier'), LONGEST_ID)
}

/** A digest of what the ports and the modem say of themselves: the same after re-plugging, and of two equal modems. */
export function deviceId(modem: RemoteObject): string | undefined {
  return text(modem.get(MODEM, 'DeviceIdentifier'), LONGEST_ID)
}

/** IMEI and MEID have 16 characters at the most, a digest 40. */
const LONGEST_ID = 64

/** `/sys/devices/…`: the physical device. */
export function physicalDevice(modem: RemoteObject): string | undefined {
  return text(modem.get(MODEM, 'Device'))
}

/** For people: the port that ModemManager controls it by. */
export function primaryPort(modem: RemoteObject): string | undefined {
  const port = text(modem.get(MODEM, 'PrimaryPort'))
  return port === undefined || port.includes('/') ? port : `/dev/${port}`
}

const NAMES: readonly (readonly [of: string, name: string])[] = [
  [MODEM_3GPP, '3gpp'],
  [SIGNAL, 'signal'],
  [MESSAGING, 'sms'],
  [PROFILES, 'profiles'],
]

export function capabilities(modem: RemoteObject, options: { readonly multiplex: boolean }): Capabilities {
  const current = modem.get(MODEM, 'CurrentCapabilities')
  const sms = modem.has(MESSAGING)
  return {
    cellularClasses: cellularClasses(current),
    dataClasses: dataClasses(current),
    simRemovable: true,
    manualRegistration: modem.has(MODEM_3GPP),
    hardwareRadioSwitch: false,
    multicarrier: false,
    sms: sms ? ['pdu-receive', 'pdu-send'] : [],
    maxSessions: maxSessions(modem, options),
    services: NAMES.flatMap(([of, name]) => (modem.has(of) ? [name] : [])),
  }
}

/** MBIM has 256 sessions, and no other protocol more. */
const MOST_SESSIONS = 256

/** Of a modem all bearers share the data port, or none does: without multiplexing there is one session. */
export function maxSessions(modem: RemoteObject, { multiplex }: { readonly multiplex: boolean }): number {
  const most = multiplex ? (count(modem.get(MODEM, 'MaxActiveMultiplexedBearers')) ?? 0) : 1
  return Math.min(Math.max(most, 1), MOST_SESSIONS)
}
