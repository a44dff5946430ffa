/** News of device services. */
import type { BSTR, SAFEARRAY, ULONG } from '../../com/data-type.ts'
import type { SinkResult } from '../../com/unknown.ts'
import type { HRESULT } from '../../hresult.ts'
import type {
  MBN_DEVICE_SERVICES_INTERFACE_STATE,
  MBN_DEVICE_SERVICE_SESSIONS_STATE,
} from '../enumeration/device-service.ts'
import type { IMbnDeviceService } from './device-service.ts'

/**
 * Device-service completions and data. Its connection point is on `IMbnDeviceServicesManager`.
 *
 * @see IMbnDeviceServicesEvents (mbnapi.h)
 */
export interface IMbnDeviceServicesEvents {
  /**
   * Raised when QuerySupportedCommands finished. commandIDList valid only with S_OK. The status comes before
   * the requestID, throughout this interface.
   *
   * @param status `S_OK`, or why it failed; the page lists no code.
   * @see IMbnDeviceServicesEvents::OnQuerySupportedCommandsComplete (mbnapi.h)
   */
  OnQuerySupportedCommandsComplete(
    deviceService: IMbnDeviceService,
    commandIDList: SAFEARRAY<ULONG>,
    status: HRESULT,
    requestID: ULONG,
  ): SinkResult

  /**
   * Raised when OpenCommandSession finished.
   *
   * @param status `S_OK`, or why it failed; the page lists no code.
   * @see IMbnDeviceServicesEvents::OnOpenCommandSessionComplete (mbnapi.h)
   */
  OnOpenCommandSessionComplete(
    deviceService: IMbnDeviceService,
    status: HRESULT,
    requestID: ULONG,
  ): SinkResult

  /**
   * Raised when CloseCommandSession finished.
   *
   * @param status `S_OK`, or why it failed; the page lists no code.
   * @see IMbnDeviceServicesEvents::OnCloseCommandSessionComplete (mbnapi.h)
   */
  OnCloseCommandSessionComplete(
    deviceService: IMbnDeviceService,
    status: HRESULT,
    requestID: ULONG,
  ): SinkResult

  /**
   * Raised when SetCommand answered. A long answer may come in several calls, one fragment each.
   *
   * @param status `S_OK`, or why it failed; the page lists no code.
   * @see IMbnDeviceServicesEvents::OnSetCommandComplete (mbnapi.h)
   */
  OnSetCommandComplete(
    deviceService: IMbnDeviceService,
    responseID: ULONG,
    deviceServiceData: Uint8Array,
    status: HRESULT,
    requestID: ULONG,
  ): SinkResult

  /**
   * Raised when QueryCommand answered. A long answer may come in several calls, one fragment each.
   *
   * @param status `S_OK`, or why it failed; the page lists no code.
   * @see IMbnDeviceServicesEvents::OnQueryCommandComplete (mbnapi.h)
   */
  OnQueryCommandComplete(
    deviceService: IMbnDeviceService,
    responseID: ULONG,
    deviceServiceData: Uint8Array,
    status: HRESULT,
    requestID: ULONG,
  ): SinkResult

  /**
   * Raised when device service raised an event.
   *
   * @see IMbnDeviceServicesEvents::OnEventNotification (mbnapi.h)
   */
  OnEventNotification(
    deviceService: IMbnDeviceService,
    eventID: ULONG,
    deviceServiceData: Uint8Array,
  ): SinkResult

  /**
   * Raised when OpenDataSession finished.
   *
   * @param status `S_OK`, or why it failed; the page lists no code.
   * @see IMbnDeviceServicesEvents::OnOpenDataSessionComplete (mbnapi.h)
   */
  OnOpenDataSessionComplete(deviceService: IMbnDeviceService, status: HRESULT, requestID: ULONG): SinkResult

  /**
   * Raised when CloseDataSession finished.
   *
   * @param status `S_OK`, or why it failed; the page lists no code.
   * @see IMbnDeviceServicesEvents::OnCloseDataSessionComplete (mbnapi.h)
   */
  OnCloseDataSessionComplete(deviceService: IMbnDeviceService, status: HRESULT, requestID: ULONG): SinkResult

  /**
   * Raised when WriteData finished.
   *
   * @param status `S_OK`, or why it failed; the page lists no code.
   * @see IMbnDeviceServicesEvents::OnWriteDataComplete (mbnapi.h)
   */
  OnWriteDataComplete(deviceService: IMbnDeviceService, status: HRESULT, requestID: ULONG): SinkResult

  /**
   * Raised when data arrived on the data session.
   *
   * @see IMbnDeviceServicesEvents::OnReadData (mbnapi.h)
   */
  OnReadData(deviceService: IMbnDeviceService, deviceServiceData: Uint8Array): SinkResult

  /**
   * Raised when a device with device services arrived or left.
   *
   * @see IMbnDeviceServicesEvents::OnInterfaceStateChange (mbnapi.h)
   */
  OnInterfaceStateChange(interfaceID: BSTR, stateChange: MBN_DEVICE_SERVICES_INTERFACE_STATE): SinkResult
}

/**
 * Restored device-service sessions. In the header, not documented. Its connection point is on
 * `IMbnDeviceServicesManager`.
 *
 * @see IMbnDeviceServiceStateEvents (mbnapi.h)
 */
export interface IMbnDeviceServiceStateEvents {
  /**
   * Raised when sessions were restored (from the enum member's name).
   *
   * @see IMbnDeviceServiceStateEvents::OnSessionsStateChange (mbnapi.h)
   */
  OnSessionsStateChange(interfaceID: BSTR, stateChange: MBN_DEVICE_SERVICE_SESSIONS_STATE): SinkResult
}
