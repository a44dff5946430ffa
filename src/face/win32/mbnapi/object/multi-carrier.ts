/** IMbnMultiCarrier: the carriers of a modem as it was, and the way to have it changed. */
import type { Modem } from '../../../../core/index.ts'
import { given, type Pointer } from '../../com/holder.ts'
import type { IUnknown } from '../../com/unknown.ts'
import { E_HANDLE, E_INVALIDARG, E_POINTER, type HRESULT } from '../../hresult.ts'
import { hresultOf } from '../../error-hresult.ts'
import { answering, isNotFound, operating, type Ground } from '../ground.ts'
import type { IMbnMultiCarrier } from '../interface/multi-carrier.ts'
import {
  ageOf,
  carrierOf,
  currentCellularClass,
  preferredCarriers,
  supportedCellularClasses,
  visibleCarriers,
} from '../reading/provider.ts'
import { clear, fill, fillAged, fillOrNull, type Reading } from '../reading/reading.ts'

export function multiCarrierFacet(ground: Ground, modem: Modem, unknown: IUnknown): IMbnMultiCarrier {
  const { service, clock } = ground
  return {
    ...unknown,
    SetHomeProvider: async (homeProvider, requestID) => {
      if (!given(requestID)) return E_POINTER
      const carrier = carrierOf(homeProvider)
      if (carrier === undefined) return E_INVALIDARG
      return operating(ground, requestID, () => service.setHomeProvider({ modem: modem.id, ...carrier }))
    },
    GetPreferredProviders: async (output) => fillOrNull(output, preferredCarriers(modem)),
    GetVisibleProviders: async (age, output) =>
      fillAged(age, output, visibleCarriers(modem), ageOf(modem.multicarrier?.visibleProviders, clock.now())),
    GetSupportedCellularClasses: (output) => {
      clear(output)
      return asked(ground, modem, output, supportedCellularClasses)
    },
    GetCurrentCellularClass: (output) => asked(ground, modem, output, currentCellularClass),
    ScanNetwork: async (requestID) =>
      given(requestID)
        ? operating(ground, requestID, () => service.scan({ modem: modem.id, multicarrier: true }))
        : E_POINTER,
  }
}

/** Read from the service, not from the snapshot: the pages have these fail where either is gone. */
function asked<T>(
  ground: Ground,
  { id }: Modem,
  output: Pointer<T>,
  read: (modem: Modem) => Reading<T>,
): Promise<HRESULT> {
  return answering(ground, async () => {
    if (!given(output)) return E_POINTER
    try {
      return fill(output, read(await ground.service.modem({ modem: id })))
    } catch (thrown) {
      return isNotFound(thrown) ? E_HANDLE : hresultOf(thrown)
    }
  })
}
