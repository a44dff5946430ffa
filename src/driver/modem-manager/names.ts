/** The names of ModemManager's D-Bus interfaces, and the numbers of its enumerations that are compared with. */

export const SERVICE = 'org.freedesktop.ModemManager1'
export const ROOT = '/org/freedesktop/ModemManager1'

export const PROPERTIES = 'org.freedesktop.DBus.Properties'
export const OBJECT_MANAGER = 'org.freedesktop.DBus.ObjectManager'
export const PEER = 'org.freedesktop.DBus.Peer'

export const MODEM = `${SERVICE}.Modem`
export const MODEM_3GPP = `${SERVICE}.Modem.Modem3gpp`
export const PROFILES = `${SERVICE}.Modem.Modem3gpp.ProfileManager`
export const SIGNAL = `${SERVICE}.Modem.Signal`
export const MESSAGING = `${SERVICE}.Modem.Messaging`
export const SIM = `${SERVICE}.Sim`
export const BEARER = `${SERVICE}.Bearer`
export const SMS = `${SERVICE}.Sms`

/** MMModemState. */
export const STATE = {
  failed: -1,
  unknown: 0,
  initializing: 1,
  locked: 2,
  disabled: 3,
  disabling: 4,
  enabling: 5,
  enabled: 6,
  searching: 7,
  registered: 8,
  disconnecting: 9,
  connecting: 10,
  connected: 11,
} as const

/** An object that is not there. */
export const NO_OBJECT = '/'
