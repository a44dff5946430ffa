/** Devices of an interface, and of the router. Errors by number; other numbers of this API are possible too. */
import type { DWORD, HANDLE } from '../../com/data-type.ts'
import type { Pointer } from '../../com/holder.ts'
import type { At, DeviceLevels } from '../structure/level.ts'
import type { MPR_SERVER_HANDLE } from './handle.ts'

export interface MprDeviceFunctions {
  /**
   * Reads the n-th device (multilink link) of an interface; level 0 MPR_DEVICE_0, level 1 MPR_DEVICE_1.
   * dwIndex counts from 1.
   *
   * @returns `NO_ERROR`: success; `ERROR_ACCESS_DENIED`: caller is not an administrator of the router;
   * `ERROR_INVALID_HANDLE`: the interface handle is not valid; `ERROR_INVALID_PARAMETER`: NULL buffer or
   * index out of range; `ERROR_NOT_ENOUGH_MEMORY`: not enough resources; `ERROR_NOT_SUPPORTED`: unsupported
   * information level.
   * @see MprAdminInterfaceDeviceGetInfo (mprapi.h)
   */
  MprAdminInterfaceDeviceGetInfo<Level extends DWORD>(
    hMprServer: MPR_SERVER_HANDLE,
    hInterface: HANDLE,
    dwIndex: DWORD,
    dwLevel: Level,
    lplpBuffer: Pointer<At<DeviceLevels, Level>>,
  ): Promise<DWORD>

  /**
   * Writes the n-th device of an interface. dwIndex counts from 1. When device 1 is a VPN or PPPoE device
   * the other devices are ignored.
   *
   * @returns `NO_ERROR`: success; `ERROR_ACCESS_DENIED`: caller is not an administrator of the router;
   * `ERROR_INVALID_HANDLE`: the interface handle is not valid; `ERROR_INVALID_PARAMETER`: NULL buffer or bad
   * index; `ERROR_NOT_ENOUGH_MEMORY`: not enough resources; `ERROR_NOT_SUPPORTED`: unsupported information
   * level.
   * @see MprAdminInterfaceDeviceSetInfo (mprapi.h)
   */
  MprAdminInterfaceDeviceSetInfo<Level extends DWORD>(
    hMprServer: MPR_SERVER_HANDLE,
    hInterface: HANDLE,
    dwIndex: DWORD,
    dwLevel: Level,
    lplpBuffer: At<DeviceLevels, Level> | null,
  ): Promise<DWORD>

  /**
   * Lists the WAN devices of the router (level 0, array of MPR_DEVICE_0).
   *
   * @returns `NO_ERROR`: success; `ERROR_NOT_SUPPORTED`: unsupported information level;
   * `ERROR_INVALID_PARAMETER`: NULL argument; `ERROR_ACCESS_DENIED`: caller is not an administrator of the
   * router.
   * @see MprAdminDeviceEnum (mprapi.h)
   */
  MprAdminDeviceEnum<Level extends DWORD>(
    hMprServer: MPR_SERVER_HANDLE,
    dwLevel: Level,
    lplpbBuffer: Pointer<readonly At<DeviceLevels, Level>[]>,
    lpdwTotalEntries: Pointer<DWORD>,
  ): Promise<DWORD>
}
