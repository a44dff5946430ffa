/** What a modem said in one version of the extensions, in another one: for a host that agrees on another than that of the capture. */
import {
  decode,
  DeviceCaps,
  encode,
  MsDeviceCapsV2,
  MsVersion,
  parseMessage,
  serializeInfo,
  toMbimExVersion,
  type MbimExVersion,
} from '../../mbim/index.ts'
import type { Answer } from './story.ts'

/** The message itself where nothing is to be translated, or nothing can be. */
export function translated(
  message: Uint8Array,
  from: MbimExVersion | undefined,
  to: MbimExVersion,
): Uint8Array {
  if (from === undefined || from === to) return message
  try {
    return encode(decode(message, { version: from }), { version: to })
  } catch {
    // What cannot be read is told as it was.
    return message
  }
}

/** The version that is in force once the host has this message, where it says one. */
export function versionAfter(message: Uint8Array): MbimExVersion | undefined {
  const parsed = parseMessage(message)
  if (parsed.type !== 'command-done' || parsed.status !== 'success') return undefined
  if (parsed.service !== MsVersion.service.uuid || parsed.cid !== MsVersion.number) return undefined
  try {
    return toMbimExVersion(MsVersion.response.decode(parsed.info, 1).mbimExtendedVersion)
  } catch {
    return undefined
  }
}

/** DEVICE_CAPS, from the answer to its later form, which has all of its fields. */
export function asDeviceCaps({
  message,
  version = 1,
}: Pick<Answer, 'message' | 'version'>): Uint8Array | undefined {
  try {
    const parsed = parseMessage(message)
    if (parsed.type !== 'command-done' || parsed.status !== 'success') return undefined
    const caps = MsDeviceCapsV2.response.decode(parsed.info, version)
    const { service, number: cid } = DeviceCaps
    return serializeInfo({ ...parsed, service: service.uuid, cid }, DeviceCaps.response, caps, 1).slice()
  } catch {
    return undefined
  }
}
