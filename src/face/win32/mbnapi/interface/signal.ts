/** The signal of a device. */
import type { ULONG } from '../../com/data-type.ts'
import type { Pointer } from '../../com/holder.ts'
import type { IUnknown, SinkResult } from '../../com/unknown.ts'
import type { HRESULT } from '../../hresult.ts'

/**
 * Signal quality of a device. From `QueryInterface` of `IMbnInterface`.
 *
 * @see IMbnSignal (mbnapi.h)
 */
export interface IMbnSignal extends IUnknown {
  /**
   * Synchronous; after E_PENDING, `IMbnSignalEvents.OnSignalStateChange` tells that the value is known. Coded
   * 0 to 31 in 2 dB steps: 0 = -113 dBm or less, 1 = -111, 2 = -109, ..., 31 = -51 dBm or more;
   * MBN_RSSI_UNKNOWN (99) when unknown. Between the ends dBm = -113 + 2 * code. When the result is not S_OK
   * the output is 0. CDMA reports compensated RSSI. E_MBN_PIN_REQUIRED and E_MBN_RADIO_POWER_OFF, which only
   * the remarks name, are recoverable: the value is fetched again when they end (E_PENDING meanwhile), then
   * OnSignalStateChange.
   *
   * @returns `S_OK`; `E_PENDING`: signal strength not known yet, the service is asking the device.
   * @see IMbnSignal::GetSignalStrength (mbnapi.h)
   */
  GetSignalStrength(signalStrength: Pointer<ULONG>): Promise<HRESULT>

  /**
   * Synchronous; after E_PENDING, `IMbnSignalEvents.OnSignalStateChange` tells that the value is known. Coded
   * 0 to 7, else MBN_ERROR_RATE_UNKNOWN (99). Channel bit error rate (GSM) or frame error rate (CDMA): 0
   * below 0.2 % or 0.01 %, doubling with each step to 7, above 12.8 % or 8 %.
   *
   * @returns `S_OK`; `E_PENDING`: error rate not known yet, the service is asking the device.
   * @see IMbnSignal::GetSignalError (mbnapi.h)
   */
  GetSignalError(signalError: Pointer<ULONG>): Promise<HRESULT>
}

/**
 * Signal updates. Its connection point is on `IMbnInterfaceManager`.
 *
 * @see IMbnSignalEvents (mbnapi.h)
 */
export interface IMbnSignalEvents {
  /**
   * Raised when strength or error rate changed, or the notification period or threshold changed.
   *
   * @see IMbnSignalEvents::OnSignalStateChange (mbnapi.h)
   */
  OnSignalStateChange(newInterface: IMbnSignal): SinkResult
}
