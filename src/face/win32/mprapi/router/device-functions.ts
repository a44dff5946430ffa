/** The devices of an interface: its line, or the modems it may dial with, in the order of preference, counted from 1. */
import type { DialInterface } from '../../../../core/index.ts'
import { given } from '../../com/holder.ts'
import { ERROR_INVALID_PARAMETER, ERROR_NOT_SUPPORTED, NO_ERROR } from '../../win32-error.ts'
import { MPRDT_Modem } from '../constant.ts'
import type { MprDeviceFunctions } from '../function/device.ts'
import { MPR_DEVICE_0, MPR_DEVICE_1 } from '../structure/interface.ts'
import {
  deviceNamesOf,
  deviceTypeOf,
  DEVICE_TYPE_PPPOE,
  dialledWith,
  phoneNumberOf,
} from './dialer-device.ts'
import { ErrorNumber } from './error-number.ts'
import { fill } from './paging.ts'
import type { SessionTable } from './session-table.ts'

export function deviceFunctions(sessions: SessionTable): MprDeviceFunctions {
  return {
    MprAdminInterfaceDeviceGetInfo: sessions.call(
      async ({ router }, handle, index, level: number, buffer) => {
        checkLevel(level)
        const { settings } = await router.interface(handle)
        const name = deviceAt(settings, index)
        const device = MPR_DEVICE_1({
          szDeviceType: deviceTypeOf(settings.dialer),
          szDeviceName: name,
          szLocalPhoneNumber: phoneNumberOf(settings.dialer),
        })
        const { szDeviceType, szDeviceName } = device
        // The structure of the level that was asked for.
        fill(buffer, (level === 0 ? MPR_DEVICE_0({ szDeviceType, szDeviceName }) : device) as never)
      },
    ),

    MprAdminInterfaceDeviceSetInfo: sessions.call(
      async ({ router }, handle, index, level: number, buffer: unknown) => {
        checkLevel(level)
        const { settings, id } = await router.interface(handle)
        if (typeof buffer !== 'object' || buffer === null) throw new ErrorNumber(ERROR_INVALID_PARAMETER)
        const { szDeviceName, szLocalPhoneNumber, szAlternates } = buffer as Partial<MPR_DEVICE_1>
        const devices = deviceNamesOf(settings.dialer)
        if (!Number.isInteger(index) || index < 1 || index > devices.length + 1 || !szDeviceName) {
          throw new ErrorNumber(ERROR_INVALID_PARAMETER)
        }
        // One number serves all links of a mobile interface, and has no alternates.
        if (szAlternates) throw new ErrorNumber(ERROR_INVALID_PARAMETER)
        const next =
          index > devices.length ? [...devices, szDeviceName] : devices.with(index - 1, szDeviceName)
        const number = (level === 1 && szLocalPhoneNumber) || phoneNumberOf(settings.dialer)
        await router.service.setDialInterface({
          dialInterface: id,
          change: { dialer: dialledWith(settings.dialer, number, next) },
          apply: 'running',
        })
      },
    ),

    MprAdminDeviceEnum: sessions.call(async ({ router }, level: number, buffer, totalEntries) => {
      if (level !== 0) throw new ErrorNumber(ERROR_NOT_SUPPORTED)
      if (!given(buffer) || !given(totalEntries)) throw new ErrorNumber(ERROR_INVALID_PARAMETER)
      const ports = await router.ports()
      const devices = ports.map(({ kind, name }) =>
        MPR_DEVICE_0({
          szDeviceType: kind === 'pppoe' ? DEVICE_TYPE_PPPOE : MPRDT_Modem,
          szDeviceName: name,
        }),
      )
      // At level 0, as the check above has it.
      buffer.value = devices as never
      totalEntries.value = devices.length
      return NO_ERROR
    }),
  }
}

function checkLevel(level: number): void {
  if (level !== 0 && level !== 1) throw new ErrorNumber(ERROR_NOT_SUPPORTED)
}

/** Without a modem of its own an interface dials with any: its one device has no name. */
function deviceAt({ dialer }: DialInterface['settings'], index: number): string {
  const devices = deviceNamesOf(dialer)
  const name = devices.length === 0 && index === 1 ? '' : devices[index - 1]
  if (name === undefined) throw new ErrorNumber(ERROR_INVALID_PARAMETER)
  return name
}
