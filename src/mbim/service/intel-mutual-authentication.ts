/** Intel: the FCC lock, which binds a module to the computers it was approved with. */
import { cid, empty } from '../cid.ts'
import { secret } from '../codec/codec.ts'
import { boolean, u32 } from '../codec/integer.ts'
import { struct } from '../codec/struct.ts'
import { service } from '../service.ts'

export const IntelMutualAuthentication = service(
  'intel-mutual-authentication',
  'f85d46ef-ab26-4081-9868-4d183c0a3aec',
  'Intel FCC lock',
)

/** A challenge of the module, and the host's response. */
export const IntelFccLock = cid(IntelMutualAuthentication, 1, 'fcc-lock', {
  query: empty,
  set: struct({ responsePresent: boolean, response: secret(u32) }),
  response: struct({ challengePresent: boolean, challenge: secret(u32) }),
})
