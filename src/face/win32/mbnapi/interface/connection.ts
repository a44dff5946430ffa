/** The connection of a device. */
import type { BSTR, LPCWSTR, ULONG } from '../../com/data-type.ts'
import type { Pointer } from '../../com/holder.ts'
import type { IUnknown } from '../../com/unknown.ts'
import type { HRESULT } from '../../hresult.ts'
import type {
  MBN_ACTIVATION_STATE,
  MBN_CONNECTION_MODE,
  MBN_VOICE_CALL_STATE,
} from '../enumeration/connection.ts'

/**
 * Data connectivity of one device. From `IMbnConnectionManager.GetConnection` or GetConnections;
 * `IMbnInterface.GetConnection`. The object exists only while the device is registered on a network or is in
 * MBN_READY_STATE_DEVICE_LOCKED; on deregistration it is removed and OnConnectionRemoval is raised.
 *
 * @see IMbnConnection (mbnapi.h)
 */
export interface IMbnConnection extends IUnknown {
  /**
   * Property. The id of the connection, in braces.
   *
   * @returns `S_OK`; the page lists no other code.
   * @see IMbnConnection::get_ConnectionID (mbnapi.h)
   */
  get_ConnectionID(ConnectionID: Pointer<BSTR>): Promise<HRESULT>

  /**
   * Property. The id of its device, in braces.
   *
   * @returns `S_OK`; the page lists no other code.
   * @see IMbnConnection::get_InterfaceID (mbnapi.h)
   */
  get_InterfaceID(InterfaceID: Pointer<BSTR>): Promise<HRESULT>

  /**
   * Asynchronous: completed by `IMbnConnectionEvents.OnConnectComplete`. MBN_CONNECTION_MODE_PROFILE:
   * strProfile is the name of a stored profile. MBN_CONNECTION_MODE_TMP_PROFILE: strProfile is profile XML,
   * used once and not stored. Activates a context; the layer-2 link comes up with it. At most one context is
   * active. If packet service is detached, the service attaches first, by itself, before asking the device to
   * connect; packet-service changes raise OnPacketServiceStateChange. A caller who may only connect
   * temporarily (on Windows: a Store app) may use only TMP_PROFILE; anything else is E_ACCESSDENIED.
   *
   * @returns `S_OK`: accepted; `HRESULT_FROM_WIN32(ERROR_SERVICE_NOT_ACTIVE)`: the service is not running;
   *   `E_HANDLE`: object is stale, normally its device was removed; `HRESULT_FROM_WIN32(ERROR_NOT_FOUND)`:
   *   the same; `E_INVALIDARG`: unknown profile name, or profile XML not valid;
   *   `E_MBN_MAX_ACTIVATED_CONTEXTS`: a context is already active.
   * @see IMbnConnection::Connect (mbnapi.h)
   */
  Connect(
    connectionMode: MBN_CONNECTION_MODE,
    strProfile: LPCWSTR,
    requestID: Pointer<ULONG>,
  ): Promise<HRESULT>

  /**
   * Asynchronous: completed by `IMbnConnectionEvents.OnDisconnectComplete`. Deactivates the context; the
   * layer-2 link goes down with it. A caller who may only connect temporarily (on Windows: a Store app) may
   * disconnect only a connection it made itself; else E_ACCESSDENIED.
   *
   * @returns `S_OK`: accepted; `HRESULT_FROM_WIN32(ERROR_NOT_FOUND)`: already disconnected.
   * @see IMbnConnection::Disconnect (mbnapi.h)
   */
  Disconnect(requestID: Pointer<ULONG>): Promise<HRESULT>

  /**
   * Synchronous; after E_PENDING, `IMbnConnectionEvents.OnConnectStateChange` tells that the value is known.
   * ProfileName is valid only when the state is ACTIVATED, and may be null even then (a temporary profile).
   *
   * @returns `S_OK`; `E_PENDING`: activation state not known yet, the service is asking the device;
   *   `E_MBN_PIN_REQUIRED`: a PIN must be entered first; `E_MBN_SIM_NOT_INSERTED`: no SIM in the device;
   *   `E_MBN_BAD_SIM`: bad SIM in the device.
   * @see IMbnConnection::GetConnectionState (mbnapi.h)
   */
  GetConnectionState(
    ConnectionState: Pointer<MBN_ACTIVATION_STATE>,
    ProfileName: Pointer<BSTR | null>,
  ): Promise<HRESULT>

  /**
   * Synchronous; after E_PENDING, `IMbnConnectionEvents.OnVoiceCallStateChange` tells that the value is
   * known. The output is untouched unless the result is S_OK. Recoverable errors are re-probed and reported
   * by OnVoiceCallStateChange.
   *
   * @returns `S_OK`; `E_PENDING`: voice call state not known yet, the service is asking the device;
   *   `E_MBN_PIN_REQUIRED`: a PIN must be entered first; `E_MBN_SIM_NOT_INSERTED`: no SIM in the device;
   *   `E_MBN_BAD_SIM`: bad SIM in the device.
   * @see IMbnConnection::GetVoiceCallState (mbnapi.h)
   */
  GetVoiceCallState(voiceCallState: Pointer<MBN_VOICE_CALL_STATE>): Promise<HRESULT>

  /**
   * Synchronous. Code from the latest context activation: 3GPP TS 24.008 cause (GSM) or device specific
   * (CDMA). 0 when none or unknown; cleared by a successful activation. Changes raise OnConnectStateChange.
   *
   * @returns `S_OK`; or another failure, which the page does not name.
   * @see IMbnConnection::GetActivationNetworkError (mbnapi.h)
   */
  GetActivationNetworkError(networkError: Pointer<ULONG>): Promise<HRESULT>
}
