/** IMbnInterface and the interfaces that it leads to: a snapshot of a modem. */
import type { Modem } from '../../../../core/index.ts'
import { comObject, facet, type ComObject } from '../../com/com-object.ts'
import { bracedGuid } from '../../com/guid.ts'
import { given } from '../../com/holder.ts'
import type { IUnknown } from '../../com/unknown.ts'
import { E_HANDLE, E_INVALIDARG, E_POINTER, HRESULT_FROM_WIN32, S_OK } from '../../hresult.ts'
import { ERROR_NOT_FOUND } from '../../win32-error.ts'
import { answering, operating, type Ground } from '../ground.ts'
import {
  IID_IMbnConnectionContext,
  IID_IMbnInterface,
  IID_IMbnMultiCarrier,
  IID_IMbnPinManager,
  IID_IMbnRadio,
  IID_IMbnRegistration,
  IID_IMbnServiceActivation,
  IID_IMbnSignal,
  IID_IMbnSms,
  IID_IMbnVendorSpecificOperation,
} from '../identifier.ts'
import type { IMbnInterface } from '../interface/interface.ts'
import {
  emergencyMode,
  homeProvider,
  interfaceCapability,
  readyState,
  subscriberInformation,
} from '../reading/device.ts'
import { ageOf, preferredOf, preferredProviders, visibleProviders } from '../reading/provider.ts'
import { clear, fill, fillAged, fillOrNull } from '../reading/reading.ts'
import { connectionContextFacet } from './connection-context.ts'
import { createConnection } from './connection.ts'
import { defaultConnections } from './default-connection.ts'
import { multiCarrierFacet } from './multi-carrier.ts'
import { pinManagerFacet } from './pin-manager.ts'
import { radioFacet } from './radio.ts'
import { registrationFacet } from './registration.ts'
import { signalFacet } from './signal.ts'
import { smsFacet } from './sms.ts'
import { createSubscriberInformation } from './subscriber-information.ts'
import { serviceActivationFacet, vendorSpecificOperationFacet } from './vendor.ts'

export function createInterface(ground: Ground, modem: Modem): ComObject<IMbnInterface> {
  return comObject(
    facet(IID_IMbnInterface, (unknown) => interfaceFacet(ground, modem, unknown)),
    [
      facet(IID_IMbnSignal, (unknown) => signalFacet(modem, unknown)),
      facet(IID_IMbnRegistration, (unknown) => registrationFacet(ground, modem, unknown)),
      facet(IID_IMbnRadio, (unknown) => radioFacet(ground, modem, unknown)),
      facet(IID_IMbnPinManager, (unknown) => pinManagerFacet(ground, modem, unknown)),
      facet(IID_IMbnConnectionContext, (unknown) => connectionContextFacet(ground, modem, unknown)),
      facet(IID_IMbnSms, (unknown) => smsFacet(ground, modem, unknown)),
      facet(IID_IMbnServiceActivation, (unknown) => serviceActivationFacet(ground, modem, unknown)),
      facet(IID_IMbnVendorSpecificOperation, (unknown) =>
        vendorSpecificOperationFacet(ground, modem, unknown),
      ),
      facet(IID_IMbnMultiCarrier, (unknown) => multiCarrierFacet(ground, modem, unknown)),
    ],
  )
}

function interfaceFacet(ground: Ground, modem: Modem, unknown: IUnknown): IMbnInterface {
  return {
    ...unknown,
    get_InterfaceID: async (InterfaceID) => fill(InterfaceID, { value: bracedGuid(modem.id) }),
    GetInterfaceCapability: async (interfaceCaps) => fill(interfaceCaps, interfaceCapability(modem)),
    GetSubscriberInformation: async (output) => {
      const subscriber = subscriberInformation(modem)
      const object =
        'value' in subscriber ? { value: createSubscriberInformation(subscriber.value).primary } : subscriber
      return fillOrNull(output, object)
    },
    GetReadyState: async (output) => fill(output, readyState(modem)),
    InEmergencyMode: async (output) => fill(output, emergencyMode(modem)),
    GetHomeProvider: async (output) => fill(output, homeProvider(modem)),
    GetPreferredProviders: async (output) => fillOrNull(output, preferredProviders(modem)),
    SetPreferredProviders: async (list, requestID) => {
      if (!given(requestID)) return E_POINTER
      const providers = preferredOf(list)
      if (providers === undefined) return E_INVALIDARG
      const target = { modem: modem.id, providers }
      return operating(ground, requestID, () => ground.service.setPreferredProviders(target))
    },
    GetVisibleProviders: async (age, output) =>
      fillAged(age, output, visibleProviders(modem), ageOf(modem.visibleProviders, ground.clock.now())),
    ScanNetwork: async (requestID) =>
      given(requestID)
        ? operating(ground, requestID, () => ground.service.scan({ modem: modem.id }))
        : E_POINTER,
    // Asked of the service, not of the snapshot: what it gives out is a new object.
    GetConnection: (output) =>
      answering(ground, async () => {
        clear(output)
        if (!given(output)) return E_POINTER
        const { modems, connections } = await ground.service.snapshot()
        const present = modems.filter(({ id }) => id === modem.id)
        if (present.length === 0) return E_HANDLE
        const [found] = defaultConnections(present, connections)
        if (found === undefined) return HRESULT_FROM_WIN32(ERROR_NOT_FOUND)
        output.value = createConnection(ground, found).primary
        return S_OK
      }),
  }
}
