/** The radio switches of a device. */
import type { ULONG } from '../../com/data-type.ts'
import type { Pointer } from '../../com/holder.ts'
import type { IUnknown, SinkResult } from '../../com/unknown.ts'
import type { HRESULT } from '../../hresult.ts'
import type { MBN_RADIO } from '../enumeration/device.ts'

/**
 * Reads and sets the radio switches of a device. From `QueryInterface` of `IMbnInterface`.
 *
 * @see IMbnRadio (mbnapi.h)
 */
export interface IMbnRadio extends IUnknown {
  /**
   * Property. The software switch.
   *
   * @returns `S_OK`; the page lists no other code.
   * @see IMbnRadio::get_SoftwareRadioState (mbnapi.h)
   */
  get_SoftwareRadioState(SoftwareRadioState: Pointer<MBN_RADIO>): Promise<HRESULT>

  /**
   * Property. The hardware switch.
   *
   * @returns `S_OK`; the page lists no other code.
   * @see IMbnRadio::get_HardwareRadioState (mbnapi.h)
   */
  get_HardwareRadioState(HardwareRadioState: Pointer<MBN_RADIO>): Promise<HRESULT>

  /**
   * Asynchronous: completed by `IMbnRadioEvents.OnSetSoftwareRadioStateComplete`. Turning the radio off
   * deactivates the connection, detaches from packet service and deregisters; each of those raises its own
   * state-change event. With both switches on, the device registers by itself and may attach to packet
   * service; events follow. The state can change without a request (hardware switch); then OnRadioStateChange
   * is raised.
   *
   * @returns `S_OK`: accepted; `E_HANDLE`: object is stale, normally its device was removed;
   *   `HRESULT_FROM_WIN32(ERROR_NOT_FOUND)`: the same; `HRESULT_FROM_WIN32(ERROR_SERVICE_NOT_ACTIVE)`: the
   *   service is not running.
   * @see IMbnRadio::SetSoftwareRadioState (mbnapi.h)
   */
  SetSoftwareRadioState(radioState: MBN_RADIO, requestID: Pointer<ULONG>): Promise<HRESULT>
}

/**
 * Radio state changes and completions. Its connection point is on `IMbnInterfaceManager`.
 *
 * @see IMbnRadioEvents (mbnapi.h)
 */
export interface IMbnRadioEvents {
  /**
   * Raised when software or hardware radio state changed; read both from newInterface.
   *
   * @see IMbnRadioEvents::OnRadioStateChange (mbnapi.h)
   */
  OnRadioStateChange(newInterface: IMbnRadio): SinkResult

  /**
   * Raised when SetSoftwareRadioState finished. S_OK is the only status that the page lists.
   *
   * @param status `S_OK`.
   * @see IMbnRadioEvents::OnSetSoftwareRadioStateComplete (mbnapi.h)
   */
  OnSetSoftwareRadioStateComplete(newInterface: IMbnRadio, requestID: ULONG, status: HRESULT): SinkResult
}
