/** The host tells that it goes down, so that the modem can settle its affairs (Microsoft). */
import { cid, empty } from '../cid.ts'
import { service } from '../service.ts'

export const MsHostShutdown = service(
  'ms-host-shutdown',
  '883b7c26-985f-43fa-9804-27d7fb80959c',
  'Microsoft host shutdown',
)

/** The host is about to sleep or switch off; power may go. Microsoft, MBIM_CID_MS_HOST_SHUTDOWN */
export const MsHostShutdownNotify = cid(MsHostShutdown, 1, 'notify', { set: empty, response: empty })

/** An earlier notice of the same. Microsoft, MBIM_CID_MS_HOST_PRE_SHUTDOWN */
export const MsHostShutdownPreShutdown = cid(MsHostShutdown, 2, 'pre-shutdown', {
  set: empty,
  response: empty,
})
