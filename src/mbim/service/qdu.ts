/** Qualcomm's device update, with what Quectel added. */
import { cid, empty } from '../cid.ts'
import { bytesRest } from '../codec/bytes.ts'
import { secret } from '../codec/codec.ts'
import { u32 } from '../codec/integer.ts'
import { string } from '../codec/string.ts'
import { struct } from '../codec/struct.ts'
import { service } from '../service.ts'
import {
  QduFileType,
  QduQuectelRebootType,
  QduQuectelVersionType,
  QduSessionAction,
  QduSessionResult,
  QduSessionStatus,
  QduSessionType,
  QuectelCommandResponseStatus,
  QuectelCommandType,
} from '../word/vendor.ts'

export const Qdu = service(
  'qdu',
  '6427015f-579d-48f5-8c54-f43ed1e76f83',
  'Qualcomm and Quectel firmware update',
)

/** Starts and stops an update, and tells how the present and the last one are. */
export const QduUpdateSession = cid(Qdu, 1, 'update-session', {
  query: empty,
  set: struct({ sessionAction: QduSessionAction, sessionType: QduSessionType }),
  response: struct({
    currentSessionType: QduSessionType,
    currentSessionStatus: QduSessionStatus,
    lastSessionType: QduSessionType,
    lastSessionResult: QduSessionResult,
    lastSessionErrorOffset: u32,
    lastSessionErrorSize: u32,
  }),
})

/** Announces a file; the answer says how much of it may be sent at a time. */
export const QduFileOpen = cid(Qdu, 2, 'file-open', {
  set: struct({ fileType: QduFileType, fileSize: u32 }),
  response: struct({ maxTransferSize: u32, maxWindowSize: u32 }),
})

/** Sends a piece of the file. */
export const QduFileWrite = cid(Qdu, 3, 'file-write', {
  set: struct({ dataBuffer: bytesRest }),
  response: empty,
})

/** Restarts a Quectel module, into download mode. */
export const QduQuectelReboot = cid(Qdu, 4, 'quectel-reboot', {
  set: struct({ rebootType: QduQuectelRebootType }),
  response: empty,
})

/** The version of a Quectel module's firmware. */
export const QduQuectelReadVersion = cid(Qdu, 7, 'quectel-read-version', {
  set: struct({ versionType: QduQuectelVersionType }),
  response: struct({ versionId: u32, version: string({ max: 60 }) }),
})

/** An AT or system command to a Quectel module. Secret, as a command may hold a PIN. */
export const QduCommand = cid(Qdu, 8, 'command', {
  set: struct({ commandType: QuectelCommandType, commandString: secret(bytesRest) }),
  response: struct({
    commandResponseStatus: QuectelCommandResponseStatus,
    commandResponseString: secret(bytesRest),
  }),
})
