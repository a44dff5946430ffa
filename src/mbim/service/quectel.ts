/** Quectel's own service. */
import { cid, empty } from '../cid.ts'
import { struct } from '../codec/struct.ts'
import { service } from '../service.ts'
import { QuectelRadioSwitchState } from '../word/vendor.ts'

export const Quectel = service('quectel', '11223344-5566-7788-99aa-bbccddeeff11', 'Quectel')

const radio = struct({ radioState: QuectelRadioSwitchState })

/** The radio switch, and whether the FCC lock holds it off. */
export const QuectelRadioState = cid(Quectel, 1, 'radio-state', { query: empty, set: radio, response: radio })
