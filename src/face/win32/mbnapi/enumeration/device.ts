/** The enumerations of devices: readiness, radio, capabilities. Flags are combined in a ULONG with `|`. Numbers: mbnapi.h. */
import type { MemberOf } from '../../com/data-type.ts'

/** Readiness of the device. */
export const MBN_READY_STATE = {
  MBN_READY_STATE_OFF: 0, // device stack off
  MBN_READY_STATE_INITIALIZED: 1, // ready; the only state in which connecting works
  MBN_READY_STATE_SIM_NOT_INSERTED: 2, // no SIM
  MBN_READY_STATE_BAD_SIM: 3, // SIM invalid (PUK tries exhausted)
  MBN_READY_STATE_FAILURE: 4, // general device failure
  MBN_READY_STATE_NOT_ACTIVATED: 5, // subscription not activated
  MBN_READY_STATE_DEVICE_LOCKED: 6, // PIN or password wanted; see GetPinState
  MBN_READY_STATE_DEVICE_BLOCKED: 7, // blocked; Unblock wanted
  MBN_READY_STATE_NO_ESIM_PROFILE: 8, // no eSIM profile (member has no text on its page)
} as const
export type MBN_READY_STATE = MemberOf<typeof MBN_READY_STATE>
export const {
  MBN_READY_STATE_OFF,
  MBN_READY_STATE_INITIALIZED,
  MBN_READY_STATE_SIM_NOT_INSERTED,
  MBN_READY_STATE_BAD_SIM,
  MBN_READY_STATE_FAILURE,
  MBN_READY_STATE_NOT_ACTIVATED,
  MBN_READY_STATE_DEVICE_LOCKED,
  MBN_READY_STATE_DEVICE_BLOCKED,
  MBN_READY_STATE_NO_ESIM_PROFILE,
} = MBN_READY_STATE

/** Radio switch. */
export const MBN_RADIO = {
  MBN_RADIO_OFF: 0, // off
  MBN_RADIO_ON: 1, // on
} as const
export type MBN_RADIO = MemberOf<typeof MBN_RADIO>
export const { MBN_RADIO_OFF, MBN_RADIO_ON } = MBN_RADIO

/** Device technology. */
export const MBN_CELLULAR_CLASS = {
  MBN_CELLULAR_CLASS_NONE: 0, // none
  MBN_CELLULAR_CLASS_GSM: 1, // GSM family
  MBN_CELLULAR_CLASS_CDMA: 2, // CDMA family
} as const
export type MBN_CELLULAR_CLASS = MemberOf<typeof MBN_CELLULAR_CLASS>
export const { MBN_CELLULAR_CLASS_NONE, MBN_CELLULAR_CLASS_GSM, MBN_CELLULAR_CLASS_CDMA } = MBN_CELLULAR_CLASS

/** Voice capability. */
export const MBN_VOICE_CLASS = {
  MBN_VOICE_CLASS_NONE: 0, // unknown
  MBN_VOICE_CLASS_NO_VOICE: 1, // no voice calls
  MBN_VOICE_CLASS_SEPARATE_VOICE_DATA: 2, // voice or data, not both at once
  MBN_VOICE_CLASS_SIMULTANEOUS_VOICE_DATA: 3, // voice and data together
} as const
export type MBN_VOICE_CLASS = MemberOf<typeof MBN_VOICE_CLASS>
export const {
  MBN_VOICE_CLASS_NONE,
  MBN_VOICE_CLASS_NO_VOICE,
  MBN_VOICE_CLASS_SEPARATE_VOICE_DATA,
  MBN_VOICE_CLASS_SIMULTANEOUS_VOICE_DATA,
} = MBN_VOICE_CLASS

/** Data technologies; bit flags. */
export const MBN_DATA_CLASS = {
  MBN_DATA_CLASS_NONE: 0x0, // none or unknown
  MBN_DATA_CLASS_GPRS: 0x1,
  MBN_DATA_CLASS_EDGE: 0x2,
  MBN_DATA_CLASS_UMTS: 0x4,
  MBN_DATA_CLASS_HSDPA: 0x8,
  MBN_DATA_CLASS_HSUPA: 0x10,
  MBN_DATA_CLASS_LTE: 0x20,
  MBN_DATA_CLASS_5G_NSA: 0x40, // later SDKs
  MBN_DATA_CLASS_5G_SA: 0x80, // later SDKs
  MBN_DATA_CLASS_1XRTT: 0x10000, // CDMA
  MBN_DATA_CLASS_1XEVDO: 0x20000, // CDMA
  MBN_DATA_CLASS_1XEVDO_REVA: 0x40000, // CDMA
  MBN_DATA_CLASS_1XEVDV: 0x80000, // CDMA
  MBN_DATA_CLASS_3XRTT: 0x100000, // CDMA
  MBN_DATA_CLASS_1XEVDO_REVB: 0x200000, // CDMA, reserved for the future
  MBN_DATA_CLASS_UMB: 0x400000,
  MBN_DATA_CLASS_CUSTOM: 0x80000000, // see customDataClass
} as const
export type MBN_DATA_CLASS = MemberOf<typeof MBN_DATA_CLASS>
export const {
  MBN_DATA_CLASS_NONE,
  MBN_DATA_CLASS_GPRS,
  MBN_DATA_CLASS_EDGE,
  MBN_DATA_CLASS_UMTS,
  MBN_DATA_CLASS_HSDPA,
  MBN_DATA_CLASS_HSUPA,
  MBN_DATA_CLASS_LTE,
  MBN_DATA_CLASS_5G_NSA,
  MBN_DATA_CLASS_5G_SA,
  MBN_DATA_CLASS_1XRTT,
  MBN_DATA_CLASS_1XEVDO,
  MBN_DATA_CLASS_1XEVDO_REVA,
  MBN_DATA_CLASS_1XEVDV,
  MBN_DATA_CLASS_3XRTT,
  MBN_DATA_CLASS_1XEVDO_REVB,
  MBN_DATA_CLASS_UMB,
  MBN_DATA_CLASS_CUSTOM,
} = MBN_DATA_CLASS

/** Device control capabilities; bit flags. */
export const MBN_CTRL_CAPS = {
  MBN_CTRL_CAPS_NONE: 0x0, // unknown
  MBN_CTRL_CAPS_REG_MANUAL: 0x1, // manual network selection possible (never set for CDMA)
  MBN_CTRL_CAPS_HW_RADIO_SWITCH: 0x2, // has a hardware radio switch
  MBN_CTRL_CAPS_CDMA_MOBILE_IP: 0x4, // CDMA Mobile IP
  MBN_CTRL_CAPS_CDMA_SIMPLE_IP: 0x8, // CDMA Simple IP; together with Mobile IP: the fallback
  MBN_CTRL_CAPS_PROTECT_UNIQUEID: 0x10, // do not show the IMSI to users
  MBN_CTRL_CAPS_MODEL_MULTI_CARRIER: 0x20, // multi-carrier capable (Windows 8)
  MBN_CTRL_CAPS_USSD: 0x40, // USSD, GSM only (Windows 8)
  MBN_CTRL_CAPS_MULTI_MODE: 0x80, // multi-mode
} as const
export type MBN_CTRL_CAPS = MemberOf<typeof MBN_CTRL_CAPS>
export const {
  MBN_CTRL_CAPS_NONE,
  MBN_CTRL_CAPS_REG_MANUAL,
  MBN_CTRL_CAPS_HW_RADIO_SWITCH,
  MBN_CTRL_CAPS_CDMA_MOBILE_IP,
  MBN_CTRL_CAPS_CDMA_SIMPLE_IP,
  MBN_CTRL_CAPS_PROTECT_UNIQUEID,
  MBN_CTRL_CAPS_MODEL_MULTI_CARRIER,
  MBN_CTRL_CAPS_USSD,
  MBN_CTRL_CAPS_MULTI_MODE,
} = MBN_CTRL_CAPS

/** SMS capabilities; bit flags. */
export const MBN_SMS_CAPS = {
  MBN_SMS_CAPS_NONE: 0x0, // no SMS
  MBN_SMS_CAPS_PDU_RECEIVE: 0x1, // receives PDU (CDMA: binary)
  MBN_SMS_CAPS_PDU_SEND: 0x2, // sends PDU (CDMA: binary)
  MBN_SMS_CAPS_TEXT_RECEIVE: 0x4, // receives text; CDMA
  MBN_SMS_CAPS_TEXT_SEND: 0x8, // sends text; CDMA
} as const
export type MBN_SMS_CAPS = MemberOf<typeof MBN_SMS_CAPS>
export const {
  MBN_SMS_CAPS_NONE,
  MBN_SMS_CAPS_PDU_RECEIVE,
  MBN_SMS_CAPS_PDU_SEND,
  MBN_SMS_CAPS_TEXT_RECEIVE,
  MBN_SMS_CAPS_TEXT_SEND,
} = MBN_SMS_CAPS

/** Frequency bands; bit flags. GSM uses I to X, CDMA 0 to XVII. */
export const MBN_BAND_CLASS = {
  MBN_BAND_CLASS_NONE: 0x0, // unknown
  MBN_BAND_CLASS_0: 0x1, // CDMA only
  MBN_BAND_CLASS_I: 0x2, // GSM and CDMA
  MBN_BAND_CLASS_II: 0x4, // GSM and CDMA
  MBN_BAND_CLASS_III: 0x8, // GSM and CDMA
  MBN_BAND_CLASS_IV: 0x10, // GSM and CDMA
  MBN_BAND_CLASS_V: 0x20, // GSM and CDMA
  MBN_BAND_CLASS_VI: 0x40, // GSM and CDMA
  MBN_BAND_CLASS_VII: 0x80, // GSM and CDMA
  MBN_BAND_CLASS_VIII: 0x100, // GSM and CDMA
  MBN_BAND_CLASS_IX: 0x200, // GSM and CDMA
  MBN_BAND_CLASS_X: 0x400, // GSM and CDMA
  MBN_BAND_CLASS_XI: 0x800, // CDMA only
  MBN_BAND_CLASS_XII: 0x1000, // CDMA only
  MBN_BAND_CLASS_XIII: 0x2000, // CDMA only
  MBN_BAND_CLASS_XIV: 0x4000, // CDMA only
  MBN_BAND_CLASS_XV: 0x8000, // CDMA only
  MBN_BAND_CLASS_XVI: 0x10000, // CDMA only
  MBN_BAND_CLASS_XVII: 0x20000, // CDMA only
  MBN_BAND_CLASS_CUSTOM: 0x80000000, // see customBandClass
} as const
export type MBN_BAND_CLASS = MemberOf<typeof MBN_BAND_CLASS>
export const {
  MBN_BAND_CLASS_NONE,
  MBN_BAND_CLASS_0,
  MBN_BAND_CLASS_I,
  MBN_BAND_CLASS_II,
  MBN_BAND_CLASS_III,
  MBN_BAND_CLASS_IV,
  MBN_BAND_CLASS_V,
  MBN_BAND_CLASS_VI,
  MBN_BAND_CLASS_VII,
  MBN_BAND_CLASS_VIII,
  MBN_BAND_CLASS_IX,
  MBN_BAND_CLASS_X,
  MBN_BAND_CLASS_XI,
  MBN_BAND_CLASS_XII,
  MBN_BAND_CLASS_XIII,
  MBN_BAND_CLASS_XIV,
  MBN_BAND_CLASS_XV,
  MBN_BAND_CLASS_XVI,
  MBN_BAND_CLASS_XVII,
  MBN_BAND_CLASS_CUSTOM,
} = MBN_BAND_CLASS

/** Lengths. */
export const MBN_INTERFACE_CAPS_CONSTANTS = {
  MBN_DEVICEID_LEN: 18, // characters
  MBN_MANUFACTURER_LEN: 32, // characters
  MBN_MODEL_LEN: 32, // characters
  MBN_FIRMWARE_LEN: 32, // characters
} as const
export type MBN_INTERFACE_CAPS_CONSTANTS = MemberOf<typeof MBN_INTERFACE_CAPS_CONSTANTS>
export const { MBN_DEVICEID_LEN, MBN_MANUFACTURER_LEN, MBN_MODEL_LEN, MBN_FIRMWARE_LEN } =
  MBN_INTERFACE_CAPS_CONSTANTS
