/** AT&T's device service, in Ericsson's modules among others. */
import { cid, empty } from '../cid.ts'
import { u32 } from '../codec/integer.ts'
import { olStructList } from '../codec/list.ts'
import { countOf } from '../codec/presence.ts'
import { string } from '../codec/string.ts'
import { struct } from '../codec/struct.ts'
import { NwError } from '../nw-error.ts'
import { service } from '../service.ts'
import { CellularClass, DataClass } from '../word/device.ts'
import { ProviderState, RegisterMode, RegisterState, RegistrationFlag } from '../word/network.ts'
import { AtdsProviderPlmnMode, AtdsRatMode } from '../word/vendor.ts'

export const Atds = service('atds', '5967bdcc-7fd2-49a2-9f5c-b2e70e527db3', 'AT&T device service')

/** Signal in the terms of 3GPP TS 27.007 8.69. */
export const AtdsSignal = cid(Atds, 1, 'signal', {
  query: empty,
  response: struct({ rssi: u32, errorRate: u32, rscp: u32, ecno: u32, rsrq: u32, rsrp: u32, rssnr: u32 }),
})

/** The cell the device is on. */
export const AtdsLocation = cid(Atds, 2, 'location', {
  query: empty,
  response: struct({ lac: u32, tac: u32, cellId: u32 }),
})

export const AtdsProvider = struct({
  providerId: string(),
  providerState: ProviderState,
  providerName: string(),
  plmnMode: AtdsProviderPlmnMode,
  rssi: u32,
  errorRate: u32,
})

/** A scan for networks. */
export const AtdsOperators = cid(Atds, 3, 'operators', {
  query: empty,
  response: struct({ elementCount: countOf('providers'), providers: olStructList(AtdsProvider) }),
})

const rat = struct({ mode: AtdsRatMode })

/** Which access technologies may be used. */
export const AtdsRat = cid(Atds, 4, 'rat', { query: empty, set: rat, response: rat })

/** Registration, as RegisterState of basic connect is in MBIM 1.0. */
export const AtdsRegisterState = cid(Atds, 9, 'register-state', {
  query: empty,
  response: struct({
    nwError: NwError,
    registerState: RegisterState,
    registerMode: RegisterMode,
    availableDataClasses: DataClass,
    currentCellularClass: CellularClass,
    providerId: string({ max: 6 }),
    providerName: string({ max: 20 }),
    roamingText: string({ max: 63 }),
    registrationFlag: RegistrationFlag,
  }),
})
