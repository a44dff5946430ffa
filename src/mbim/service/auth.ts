/** Challenges that the SIM answers (MBIM 1.0 errata-1, device service Authentication). */
import { cid } from '../cid.ts'
import { bytes } from '../codec/bytes.ts'
import { secret } from '../codec/codec.ts'
import { u32, u64 } from '../codec/integer.ts'
import { string } from '../codec/string.ts'
import { struct } from '../codec/struct.ts'
import { service } from '../service.ts'

export const Auth = service('auth', '1d2b5ff7-0aa1-48b2-aa52-50f15767174e', 'Authentication', {
  standard: true,
})

/** `resLen` bytes of `res` count; `auts` does with status `auth-sync-failure`. */
const answer = struct({
  res: secret(bytes(16)),
  resLen: u32,
  integratingKey: secret(bytes(16)),
  cipheringKey: secret(bytes(16)),
  auts: secret(bytes(14)),
})

/** A USIM's challenge (3GPP TS 33.102). MBIM 1.0 errata-1, MBIM_CID_AKA_AUTH */
export const AuthAka = cid(Auth, 1, 'aka', {
  query: struct({ rand: bytes(16), autn: bytes(16) }),
  response: answer,
})

/** The same for EAP-AKA' (RFC 5448), with the name of the network. MBIM 1.0 errata-1, MBIM_CID_AKAP_AUTH */
export const AuthAkap = cid(Auth, 2, 'akap', {
  query: struct({ rand: bytes(16), autn: bytes(16), networkName: string() }),
  response: answer,
})

/** `n`, 2 or 3, challenges to a GSM SIM. MBIM 1.0 errata-1, MBIM_CID_SIM_AUTH */
export const AuthSim = cid(Auth, 3, 'sim', {
  query: struct({ rand1: bytes(16), rand2: bytes(16), rand3: bytes(16), n: u32 }),
  response: struct({
    sres1: secret(u32),
    kc1: secret(u64),
    sres2: secret(u32),
    kc2: secret(u64),
    sres3: secret(u32),
    kc3: secret(u64),
    n: u32,
  }),
})
