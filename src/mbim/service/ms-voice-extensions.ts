/** What came with voice: the time of the network (Microsoft). */
import { cid, empty } from '../cid.ts'
import { u32 } from '../codec/integer.ts'
import { struct } from '../codec/struct.ts'
import { service } from '../service.ts'
import { DataClass } from '../word/device.ts'

export const MsVoiceExtensions = service(
  'ms-voice-extensions',
  '8d8b9eba-37be-449b-8f1e-61cb034a702e',
  'Microsoft voice extensions',
)

/**
 * The time of the network. `timeZoneOffsetMinutes` is a signed number in 32 bits; both offsets are 0xFFFFFFFF when
 * unknown. Microsoft, "MB NITZ Support"
 */
export const MsVoiceNitz = cid(MsVoiceExtensions, 10, 'nitz', {
  query: empty,
  info: struct({
    year: u32,
    month: u32,
    day: u32,
    hour: u32,
    minute: u32,
    second: u32,
    timeZoneOffsetMinutes: u32,
    daylightSavingTimeOffsetMinutes: u32,
    dataClass: DataClass,
  }),
})
