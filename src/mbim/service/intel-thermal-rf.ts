/** Intel: heat, and interference between the modem and the computer's own clocks. */
import { cid, empty } from '../cid.ts'
import { boolean, u32, u64 } from '../codec/integer.ts'
import { olStructList } from '../codec/list.ts'
import { countOf } from '../codec/presence.ts'
import { struct } from '../codec/struct.ts'
import { service } from '../service.ts'
import { IntelServingCellInfo } from '../word/vendor.ts'

export const IntelThermalRf = service(
  'intel-thermal-rf',
  'fdc22af2-f441-4d46-af8d-259fcdde4635',
  'Intel thermal and RF interference',
)

/** A frequency in use. */
export const IntelRfimFrequencyValue = struct({
  servingCellInfo: IntelServingCellInfo,
  centerFrequency: u64,
  bandwidth: u32,
  rsrp: u32,
  rsrq: u32,
  sinr: u32,
  rssi: u32,
  connectionStatus: boolean,
})

/** The frequencies in use, so that the computer's clocks can keep out of their way. */
export const IntelRfim = cid(IntelThermalRf, 9, 'rfim', {
  query: empty,
  set: struct({ activationState: boolean }),
  info: struct({
    elementCount: countOf('rfimFrequencyValues'),
    rfimFrequencyValues: olStructList(IntelRfimFrequencyValue),
  }),
})
