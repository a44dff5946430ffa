/** News of connections. */
import type { ULONG } from '../../com/data-type.ts'
import type { SinkResult } from '../../com/unknown.ts'
import type { HRESULT } from '../../hresult.ts'
import type { IMbnConnection } from './connection.ts'

/**
 * Completion of connect and disconnect, and unsolicited connection changes. Its connection point is on
 * `IMbnConnectionManager`.
 *
 * @see IMbnConnectionEvents (mbnapi.h)
 */
export interface IMbnConnectionEvents {
  /**
   * Raised when Connect finished. On error, GetActivationNetworkError has the network's code.
   *
   * @param status `S_OK`; `E_MBN_SIM_NOT_INSERTED`: no SIM in the device; `E_MBN_PIN_REQUIRED`: a PIN must be
   *   entered first; `E_MBN_SERVICE_NOT_ACTIVATED`: subscription expired; `E_MBN_PROVIDER_NOT_VISIBLE`:
   *   provider not visible (manual registration mode only); `E_MBN_INVALID_ACCESS_STRING`: access string
   *   (APN) wrong; `HRESULT_FROM_WIN32(ERROR_INVALID_PASSWORD)`: user name or password of the profile wrong;
   *   `E_MBN_VOICE_CALL_IN_PROGRESS`: a voice call is in progress; `E_MBN_MAX_ACTIVATED_CONTEXTS`: a context
   *   is already active; `E_MBN_RADIO_POWER_OFF`: radio is off; `E_MBN_PACKET_SVC_DETACHED`: no attached
   *   packet service.
   * @see IMbnConnectionEvents::OnConnectComplete (mbnapi.h)
   */
  OnConnectComplete(newConnection: IMbnConnection, requestID: ULONG, status: HRESULT): SinkResult

  /**
   * Raised when Disconnect finished.
   *
   * @param status `S_OK`: the only possible status.
   * @see IMbnConnectionEvents::OnDisconnectComplete (mbnapi.h)
   */
  OnDisconnectComplete(newConnection: IMbnConnection, requestID: ULONG, status: HRESULT): SinkResult

  /**
   * Raised when connection state changed through the system or the network, became known after E_PENDING, or
   * the activation network error changed.
   *
   * @see IMbnConnectionEvents::OnConnectStateChange (mbnapi.h)
   */
  OnConnectStateChange(newConnection: IMbnConnection): SinkResult

  /**
   * Raised when voice call state became known or changed.
   *
   * @see IMbnConnectionEvents::OnVoiceCallStateChange (mbnapi.h)
   */
  OnVoiceCallStateChange(newConnection: IMbnConnection): SinkResult
}
