/**
 * The card itself: its channels, applications and files. Pairs in this service give the size first, then the offset.
 * Status words of the card: byte 0 is SW1, byte 1 is SW2, so 9000 reads 0x0090.
 * Microsoft, "MB Low Level UICC Access"; MBIMEx 4.0 adds the slot. Files: 3GPP TS 31.102
 */
import { cid, empty } from '../cid.ts'
import { bytesRest, loBytes, olBytes } from '../codec/bytes.ts'
import { personal, secret } from '../codec/codec.ts'
import { u32 } from '../codec/integer.ts'
import { olStructList } from '../codec/list.ts'
import { countOf, since } from '../codec/presence.ts'
import { string, utf8 } from '../codec/string.ts'
import { struct } from '../codec/struct.ts'
import { service } from '../service.ts'
import {
  PinType,
  UiccApplicationType,
  UiccClassByteType,
  UiccFileAccessibility,
  UiccFileStructure,
  UiccFileType,
  UiccPassThroughAction,
  UiccPassThroughStatus,
  UiccSecureMessaging,
} from '../word/sim.ts'

export const MsUiccLowLevelAccess = service(
  'ms-uicc-low-level-access',
  'c2f6588e-f037-4bc9-8665-f4d44bd09367',
  'Microsoft low level UICC access',
)

const slot = { slotId: since(4, u32) }

/** The answer to reset. */
export const MsUiccAtr = cid(MsUiccLowLevelAccess, 1, 'atr', {
  query: struct(slot),
  response: struct({ atr: loBytes({ max: 33 }) }),
})

/** Opens a logical channel and selects an application on it; `channel` is 1 to 19, or 0 when that failed. */
export const MsUiccOpenChannel = cid(MsUiccLowLevelAccess, 2, 'open-channel', {
  set: struct({ appId: loBytes({ max: 32 }), selectP2Arg: u32, channelGroup: u32, ...slot }),
  response: struct({ status: u32, channel: u32, response: loBytes({ max: 256 }) }),
  infoOnFailure: ['uicc-no-logical-channels', 'uicc-select-failed'],
})

/** Closes a channel, or with `channel` 0 every one of the group. */
export const MsUiccCloseChannel = cid(MsUiccLowLevelAccess, 3, 'close-channel', {
  set: struct({ channel: u32, channelGroup: u32, ...slot }),
  response: struct({ status: u32 }),
})

/** Sends a command to the card; the function sets its class byte and fetches what the card holds ready, which may be a key. */
export const MsUiccApdu = cid(MsUiccLowLevelAccess, 4, 'apdu', {
  set: struct({
    channel: u32,
    secureMessaging: UiccSecureMessaging,
    classByteType: UiccClassByteType,
    command: secret(loBytes({ max: 261 })),
    ...slot,
  }),
  response: struct({ status: u32, response: secret(loBytes({ max: 256 })) }),
})

const capabilities = {
  elementCount: countOf('terminalCapability'),
  terminalCapability: olStructList(struct({ terminalCapabilityData: bytesRest })),
}

/** What the card is told of the terminal at its next reset. */
export const MsUiccTerminalCapability = cid(MsUiccLowLevelAccess, 5, 'terminal-capability', {
  query: struct(slot),
  set: struct({ ...slot, ...capabilities }),
  response: struct(capabilities),
  setResponse: empty,
})

/** Resets the card; with pass-through the host handles it by itself. */
export const MsUiccReset = cid(MsUiccLowLevelAccess, 6, 'reset', {
  query: struct(slot),
  set: struct({ passThroughAction: UiccPassThroughAction, ...slot }),
  response: struct({ passThroughStatus: UiccPassThroughStatus }),
})

export const MsUiccApplication = struct({
  applicationType: UiccApplicationType,
  applicationId: olBytes({ max: 32 }),
  applicationName: utf8({ max: 256 }),
  pinKeyReferenceCount: u32,
  pinKeyReferences: olBytes({ max: 8 }),
})

/** The applications on the card; `version` is 1. */
export const MsUiccApplicationList = cid(MsUiccLowLevelAccess, 7, 'application-list', {
  query: empty,
  response: struct({
    version: u32,
    applicationCount: countOf('applications'),
    activeApplicationIndex: u32,
    applicationListSizeBytes: u32,
    applications: olStructList(MsUiccApplication),
  }),
})

/** Where a file is: two bytes per step, from 7FFF (the application) or 3F00 (the root) on. `version` is 1. */
const file = { version: u32, applicationId: olBytes({ max: 32 }), filePath: olBytes({ max: 8 }) }

const statusWords = { version: u32, statusWord1: u32, statusWord2: u32 }

/** What a file is and who may use it. */
export const MsUiccFileStatus = cid(MsUiccLowLevelAccess, 8, 'file-status', {
  query: struct(file),
  response: struct({
    ...statusWords,
    fileAccessibility: UiccFileAccessibility,
    fileType: UiccFileType,
    fileStructure: UiccFileStructure,
    fileItemCount: u32,
    fileItemSize: u32,
    accessConditionRead: PinType,
    accessConditionUpdate: PinType,
    accessConditionActivate: PinType,
    accessConditionDeactivate: PinType,
  }),
})

const content = struct({ ...statusWords, data: personal(olBytes({ max: 32768 })) })

/** Reads a transparent file; `readSize` 0 is all of it. */
export const MsUiccReadBinary = cid(MsUiccLowLevelAccess, 9, 'read-binary', {
  query: struct({
    ...file,
    readOffset: u32,
    readSize: u32,
    localPin: secret(string({ max: 8 })),
    data: olBytes(),
  }),
  response: content,
})

/** Reads a record, from 1 on, of a linear or cyclic file. */
export const MsUiccReadRecord = cid(MsUiccLowLevelAccess, 10, 'read-record', {
  query: struct({ ...file, recordNumber: u32, localPin: secret(string({ max: 8 })), data: olBytes() }),
  response: content,
})
