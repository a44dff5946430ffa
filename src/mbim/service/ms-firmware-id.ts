/** Which firmware runs, as an id for updates (Microsoft). */
import { cid, empty } from '../cid.ts'
import { struct } from '../codec/struct.ts'
import { uuid } from '../codec/uuid.ts'
import { service } from '../service.ts'

export const MsFirmwareId = service(
  'ms-firmware-id',
  'e9f7dea2-feaf-4009-93ce-90a3694103b6',
  'Microsoft firmware id',
)

/** The id of the firmware. Microsoft, MBIM_CID_MS_FIRMWARE_ID_GET */
export const MsFirmwareIdGet = cid(MsFirmwareId, 1, 'get', {
  query: empty,
  response: struct({ firmwareId: uuid }),
})
