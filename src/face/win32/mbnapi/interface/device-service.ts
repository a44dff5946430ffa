/** One device service. */
import type { BOOL, BSTR, ULONG } from '../../com/data-type.ts'
import type { Pointer } from '../../com/holder.ts'
import type { IUnknown } from '../../com/unknown.ts'
import type { HRESULT } from '../../hresult.ts'

/**
 * One device service: command session and data session. From `IMbnDeviceServicesContext.GetDeviceService`.
 *
 * @see IMbnDeviceService (mbnapi.h)
 */
export interface IMbnDeviceService extends IUnknown {
  /**
   * Asynchronous: completed by `IMbnDeviceServicesEvents.OnQuerySupportedCommandsComplete`.
   *
   * @returns `S_OK`: accepted; `E_ACCESSDENIED`: caller's privileges do not allow this command; or another
   *   failure, which the page does not name.
   * @see IMbnDeviceService::QuerySupportedCommands (mbnapi.h)
   */
  QuerySupportedCommands(requestID: Pointer<ULONG>): Promise<HRESULT>

  /**
   * Asynchronous: completed by `IMbnDeviceServicesEvents.OnOpenCommandSessionComplete`.
   *
   * @returns `S_OK`: accepted; `E_ACCESSDENIED`: caller's privileges do not allow this command; or another
   *   failure, which the page does not name.
   * @see IMbnDeviceService::OpenCommandSession (mbnapi.h)
   */
  OpenCommandSession(requestID: Pointer<ULONG>): Promise<HRESULT>

  /**
   * Asynchronous: completed by `IMbnDeviceServicesEvents.OnCloseCommandSessionComplete`.
   *
   * @returns `S_OK`: accepted; `E_ACCESSDENIED`: caller's privileges do not allow this command; or another
   *   failure, which the page does not name.
   * @see IMbnDeviceService::CloseCommandSession (mbnapi.h)
   */
  CloseCommandSession(requestID: Pointer<ULONG>): Promise<HRESULT>

  /**
   * Asynchronous: completed by `IMbnDeviceServicesEvents.OnSetCommandComplete`. A command session must be
   * open. Data must be smaller than MaxCommandSize.
   *
   * @returns `S_OK`: accepted; `E_ACCESSDENIED`: caller's privileges do not allow this command; or another
   *   failure, which the page does not name.
   * @see IMbnDeviceService::SetCommand (mbnapi.h)
   */
  SetCommand(commandID: ULONG, deviceServiceData: Uint8Array, requestID: Pointer<ULONG>): Promise<HRESULT>

  /**
   * Asynchronous: completed by `IMbnDeviceServicesEvents.OnQueryCommandComplete`.
   *
   * @returns `S_OK`: accepted; `E_ACCESSDENIED`: caller's privileges do not allow this command; or another
   *   failure, which the page does not name.
   * @see IMbnDeviceService::QueryCommand (mbnapi.h)
   */
  QueryCommand(commandID: ULONG, deviceServiceData: Uint8Array, requestID: Pointer<ULONG>): Promise<HRESULT>

  /**
   * Asynchronous: completed by `IMbnDeviceServicesEvents.OnOpenDataSessionComplete`.
   *
   * @returns `S_OK`: accepted; `E_ACCESSDENIED`: caller's privileges do not allow this command;
   *   `HRESULT_FROM_WIN32(ERROR_TOO_MANY_SESS)`: maximum number of sessions reached; or another failure,
   *   which the page does not name.
   * @see IMbnDeviceService::OpenDataSession (mbnapi.h)
   */
  OpenDataSession(requestID: Pointer<ULONG>): Promise<HRESULT>

  /**
   * Asynchronous: completed by `IMbnDeviceServicesEvents.OnCloseDataSessionComplete`.
   *
   * @returns `S_OK`: accepted; `E_ACCESSDENIED`: caller's privileges do not allow this command; or another
   *   failure, which the page does not name.
   * @see IMbnDeviceService::CloseDataSession (mbnapi.h)
   */
  CloseDataSession(requestID: Pointer<ULONG>): Promise<HRESULT>

  /**
   * Asynchronous: completed by `IMbnDeviceServicesEvents.OnWriteDataComplete`.
   *
   * @returns `S_OK`: accepted; `E_ACCESSDENIED`: caller's privileges do not allow this command;
   *   `HRESULT_FROM_WIN32(ERROR_BUFFER_OVERFLOW)`: data longer than MaxDataSize;
   *   `HRESULT_FROM_WIN32(ERROR_OPEN_FAILED)`: session not open; or another failure, which the page does not
   *   name.
   * @see IMbnDeviceService::WriteData (mbnapi.h)
   */
  WriteData(deviceServiceData: Uint8Array, requestID: Pointer<ULONG>): Promise<HRESULT>

  /**
   * Property. The id of the device.
   *
   * @returns `S_OK`; the page lists no other code.
   * @see IMbnDeviceService::get_InterfaceID (mbnapi.h)
   */
  get_InterfaceID(InterfaceID: Pointer<BSTR>): Promise<HRESULT>

  /**
   * Property. The UUID of the service.
   *
   * @returns `S_OK`; the page lists no other code.
   * @see IMbnDeviceService::get_DeviceServiceID (mbnapi.h)
   */
  get_DeviceServiceID(DeviceServiceID: Pointer<BSTR>): Promise<HRESULT>

  /**
   * Property. Whether commands can be sent.
   *
   * @returns `S_OK`; the page lists no other code.
   * @see IMbnDeviceService::get_IsCommandSessionOpen (mbnapi.h)
   */
  get_IsCommandSessionOpen(value: Pointer<BOOL>): Promise<HRESULT>

  /**
   * Property. Whether data can be written.
   *
   * @returns `S_OK`; the page lists no other code.
   * @see IMbnDeviceService::get_IsDataSessionOpen (mbnapi.h)
   */
  get_IsDataSessionOpen(value: Pointer<BOOL>): Promise<HRESULT>
}
