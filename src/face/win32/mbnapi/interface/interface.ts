/** One device. */
import type { BSTR, SAFEARRAY, ULONG, VARIANT_BOOL } from '../../com/data-type.ts'
import type { Pointer } from '../../com/holder.ts'
import type { IUnknown } from '../../com/unknown.ts'
import type { HRESULT } from '../../hresult.ts'
import type { MBN_READY_STATE } from '../enumeration/device.ts'
import type { MBN_INTERFACE_CAPS, MBN_PROVIDER } from '../structure.ts'
import type { IMbnConnection } from './connection.ts'
import type { IMbnSubscriberInformation } from './subscriber-information.ts'

/**
 * One mobile broadband device. Most getters read a cache kept by the service. From
 * `IMbnInterfaceManager.GetInterface` or GetInterfaces.
 *
 * @see IMbnInterface (mbnapi.h)
 */
export interface IMbnInterface extends IUnknown {
  /**
   * Property. The id of the device, in braces: a GUID derived from its equipment identity, the same after
   * plugging it in again.
   *
   * @returns `S_OK`; the page lists no other code.
   * @see IMbnInterface::get_InterfaceID (mbnapi.h)
   */
  get_InterfaceID(InterfaceID: Pointer<BSTR>): Promise<HRESULT>

  /**
   * Synchronous; after E_PENDING, `IMbnInterfaceEvents.OnInterfaceCapabilityAvailable` tells that the value
   * is known. Manufacturer, model and firmware strings are optional and may be empty.
   *
   * @returns `S_OK`; `E_PENDING`: capabilities not known yet, the service is asking the device.
   * @see IMbnInterface::GetInterfaceCapability (mbnapi.h)
   */
  GetInterfaceCapability(interfaceCaps: Pointer<MBN_INTERFACE_CAPS>): Promise<HRESULT>

  /**
   * Synchronous; after E_PENDING, `IMbnInterfaceEvents.OnSubscriberInformationChange` tells that the value is
   * known. Some values are filled only in MBN_READY_STATE_INITIALIZED, and they do not change once that state
   * is reached.
   *
   * @returns `S_OK`; `E_PENDING`: subscriber information not known yet, the service is asking the device.
   * @see IMbnInterface::GetSubscriberInformation (mbnapi.h)
   */
  GetSubscriberInformation(subscriberInformation: Pointer<IMbnSubscriberInformation>): Promise<HRESULT>

  /**
   * Synchronous; after E_PENDING, `IMbnInterfaceEvents.OnReadyStateChange` tells that the value is known.
   * Connecting is possible only in MBN_READY_STATE_INITIALIZED. The SMS subsystem may still be starting in
   * that state; wait for IMbnSmsEvents::OnSmsConfigurationChange.
   *
   * @returns `S_OK`; `E_PENDING`: ready state not known yet, the service is asking the device.
   * @see IMbnInterface::GetReadyState (mbnapi.h)
   */
  GetReadyState(readyState: Pointer<MBN_READY_STATE>): Promise<HRESULT>

  /**
   * Synchronous; after E_PENDING, `IMbnInterfaceEvents.OnEmergencyModeChange` tells that the value is known.
   * True when the device is registered only for emergency voice calls: no SIM, expired subscription, roaming
   * not allowed.
   *
   * @returns `S_OK`; `E_PENDING`: emergency-mode flag not known yet, the service is asking the device.
   * @see IMbnInterface::InEmergencyMode (mbnapi.h)
   */
  InEmergencyMode(emergencyMode: Pointer<VARIANT_BOOL>): Promise<HRESULT>

  /**
   * Synchronous; after E_PENDING, `IMbnInterfaceEvents.OnHomeProviderAvailable` tells that the value is
   * known. Ignore the dataClass member. Once this has returned S_OK the value never changes. PIN, no-SIM and
   * bad-SIM errors are recoverable: when the condition ends the service asks the device again and raises
   * OnHomeProviderAvailable, also when the new attempt failed.
   *
   * @returns `S_OK`; `E_PENDING`: home provider not known yet, the service is asking the device;
   *   `E_MBN_PIN_REQUIRED`: a PIN must be entered first; `E_MBN_SIM_NOT_INSERTED`: no SIM in the device;
   *   `E_MBN_BAD_SIM`: bad SIM in the device; `HRESULT_FROM_WIN32(ERROR_READ_FAULT)`: SIM or device memory
   *   unreadable, for example no home provider provisioned.
   * @see IMbnInterface::GetHomeProvider (mbnapi.h)
   */
  GetHomeProvider(homeProvider: Pointer<MBN_PROVIDER>): Promise<HRESULT>

  /**
   * Synchronous; after E_PENDING, `IMbnInterfaceEvents.OnPreferredProvidersChange` tells that the value is
   * known. After a recoverable error ends, the call returns E_PENDING while the list is fetched again; then
   * OnPreferredProvidersChange is raised. The network can rewrite the list by SMS or over the air; that also
   * raises OnPreferredProvidersChange.
   *
   * @returns `S_OK`; `E_PENDING`: preferred providers not known yet, the service is asking the device;
   *   `E_MBN_PIN_REQUIRED`: a PIN must be entered first; `E_MBN_SIM_NOT_INSERTED`: no SIM in the device;
   *   `E_MBN_BAD_SIM`: bad SIM in the device; `HRESULT_FROM_WIN32(ERROR_READ_FAULT)`: SIM or device memory
   *   unreadable, for example list not provisioned; `HRESULT_FROM_WIN32(ERROR_NOT_SUPPORTED)`: the device
   *   does not support it, CDMA devices always return this.
   * @see IMbnInterface::GetPreferredProviders (mbnapi.h)
   */
  GetPreferredProviders(preferredProviders: Pointer<SAFEARRAY<MBN_PROVIDER>>): Promise<HRESULT>

  /**
   * Asynchronous: completed by `IMbnInterfaceEvents.OnSetPreferredProvidersComplete`. providerName of each
   * entry is ignored. If the device is removed first, the completion may never come.
   *
   * @returns `S_OK`: accepted; `HRESULT_FROM_WIN32(ERROR_SERVICE_NOT_ACTIVE)`: the service is not running;
   *   `E_HANDLE`: object is stale, normally its device was removed; `HRESULT_FROM_WIN32(ERROR_NOT_FOUND)`:
   *   the same.
   * @see IMbnInterface::SetPreferredProviders (mbnapi.h)
   */
  SetPreferredProviders(
    preferredProviders: SAFEARRAY<MBN_PROVIDER>,
    requestID: Pointer<ULONG>,
  ): Promise<HRESULT>

  /**
   * Synchronous; after E_PENDING, `IMbnInterfaceEvents.OnScanNetworkComplete` tells that the value is known.
   * Answers from the cache of the latest scan; age is seconds since the list was refreshed, for the caller to
   * judge. CDMA devices report only their home provider, if any network of their preferred roaming list is
   * available.
   *
   * @returns `S_OK`; `E_PENDING`: a network scan is running; `E_MBN_INVALID_CACHE`: there is no valid cached
   *   list, call ScanNetwork.
   * @see IMbnInterface::GetVisibleProviders (mbnapi.h)
   */
  GetVisibleProviders(
    age: Pointer<ULONG>,
    visibleProviders: Pointer<SAFEARRAY<MBN_PROVIDER>>,
  ): Promise<HRESULT>

  /**
   * Asynchronous: completed by `IMbnInterfaceEvents.OnScanNetworkComplete`. Slow; call GetVisibleProviders
   * first and scan only when the cache is too old. Success fills the cache that GetVisibleProviders reads. If
   * the device is removed first, the completion may never come.
   *
   * @returns `S_OK`: accepted; `HRESULT_FROM_WIN32(ERROR_SERVICE_NOT_ACTIVE)`: the service is not running;
   *   `E_HANDLE`: object is stale, normally its device was removed; `HRESULT_FROM_WIN32(ERROR_NOT_FOUND)`:
   *   the same.
   * @see IMbnInterface::ScanNetwork (mbnapi.h)
   */
  ScanNetwork(requestID: Pointer<ULONG>): Promise<HRESULT>

  /**
   * Synchronous.
   *
   * @returns `S_OK`; `HRESULT_FROM_WIN32(ERROR_NOT_FOUND)`: no connection object is available, or the device
   *   is not registered.
   * @see IMbnInterface::GetConnection (mbnapi.h)
   */
  GetConnection(mbnConnection: Pointer<IMbnConnection>): Promise<HRESULT>
}
