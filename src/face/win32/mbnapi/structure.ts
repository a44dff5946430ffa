/** The structures of mbnapi.h. A BSTR is a string, a ULONG a number; those that were filled in are not to be changed. */
import type { BSTR, ULONG, VARIANT_BOOL } from '../com/data-type.ts'
import type { MBN_AUTH_PROTOCOL, MBN_COMPRESSION, MBN_CONTEXT_TYPE } from './enumeration/connection.ts'
import type { MBN_CELLULAR_CLASS, MBN_VOICE_CLASS } from './enumeration/device.ts'
import type { MBN_PIN_STATE, MBN_PIN_TYPE } from './enumeration/pin.ts'
import type { MBN_SMS_FLAG } from './enumeration/sms.ts'

/** What a device can do and who it is: from `IMbnInterface.GetInterfaceCapability`. */
export interface MBN_INTERFACE_CAPS {
  readonly cellularClass: MBN_CELLULAR_CLASS
  readonly voiceClass: MBN_VOICE_CLASS
  /**
   * OR of MBN_DATA_CLASS; GSM devices show only GSM classes, CDMA devices only CDMA classes; CUSTOM when
   * another class is supported.
   */
  readonly dataClass: ULONG
  /** Null unless dataClass has CUSTOM. */
  readonly customDataClass: BSTR | null
  /** OR of MBN_BAND_CLASS I to X, CUSTOM. */
  readonly gsmBandClass: ULONG
  /** OR of MBN_BAND_CLASS 0 to XVII, CUSTOM. */
  readonly cdmaBandClass: ULONG
  /** Null unless a band field has CUSTOM. */
  readonly customBandClass: BSTR | null
  /** OR of MBN_SMS_CAPS. */
  readonly smsCaps: ULONG
  /** OR of MBN_CTRL_CAPS. */
  readonly controlCaps: ULONG
  /** GSM: IMEI, up to 15 digits; CDMA: ESN (11) or MEID (17); at most MBN_DEVICEID_LEN (18). */
  readonly deviceID: BSTR
  /** At most 32; may be empty. */
  readonly manufacturer: BSTR
  /** At most 32; may be empty. */
  readonly model: BSTR
  /** At most 32; may be empty. */
  readonly firmwareInfo: BSTR
}

/** A network provider. */
export interface MBN_PROVIDER {
  /** GSM: 3-digit MCC followed by 2- or 3-digit MNC; CDMA: 5-digit SID; at most MBN_PROVIDERID_LEN (6). */
  readonly providerID: BSTR
  /** OR of MBN_PROVIDER_STATE. */
  readonly providerState: ULONG
  /** At most MBN_PROVIDERNAME_LEN (20); may be empty; ignored when setting the preferred list. */
  readonly providerName: BSTR
  /** OR of MBN_DATA_CLASS; ignored for the home provider. */
  readonly dataClass: ULONG
}

/** A provider with its signal, for multi-carrier. */
export interface MBN_PROVIDER2 {
  readonly provider: MBN_PROVIDER
  readonly cellularClass: MBN_CELLULAR_CLASS
  /** Coded as GetSignalStrength; 0 for SetHomeProvider. */
  readonly signalStrength: ULONG
  /** Coded as GetSignalError; 0 for SetHomeProvider. */
  readonly signalError: ULONG
}

/** Which PIN is wanted and how many tries are left. */
export interface MBN_PIN_INFO {
  readonly pinState: MBN_PIN_STATE
  /** Valid when pinState is ENTER or UNBLOCK. */
  readonly pinType: MBN_PIN_TYPE
  /** Or MBN_ATTEMPTS_REMAINING_UNKNOWN. */
  readonly attemptsRemaining: ULONG
}

/** A provisioned context. */
export interface MBN_CONTEXT {
  /** Slot index, or MBN_CONTEXT_ID_APPEND when setting. */
  readonly contextID: ULONG
  readonly contextType: MBN_CONTEXT_TYPE
  /** GSM: APN; CDMA: dial code such as #777 or a network access identifier; at most 100; may be empty. */
  readonly accessString: BSTR
  /** At most 255. */
  readonly userName: BSTR
  /** At most 255; may be empty. */
  readonly password: BSTR
  /** GSM. */
  readonly compression: MBN_COMPRESSION
  /** GSM; NONE for CDMA. */
  readonly authType: MBN_AUTH_PROTOCOL
}

/** Which messages are meant. */
export interface MBN_SMS_FILTER {
  readonly flag: MBN_SMS_FLAG
  /** Used when flag is INDEX; 1 to MaxMessageIndex. */
  readonly messageIndex: ULONG
}

/** State of the message store. */
export interface MBN_SMS_STATUS_INFO {
  /** OR of MBN_SMS_STATUS_FLAG. */
  readonly flag: ULONG
  /** Latest received message; valid with NEW_MESSAGE. */
  readonly messageIndex: ULONG
}

/** A device service. */
export interface MBN_DEVICE_SERVICE {
  /** UUID reported by the device. */
  readonly deviceServiceID: BSTR
  readonly dataWriteSupported: VARIANT_BOOL
  readonly dataReadSupported: VARIANT_BOOL
}
