/** The devices of an interface: the modems it may dial with, in the order of preference, counted from 1. */
import type { DialInterface } from '../../../../core/index.ts'
import { given } from '../../com/holder.ts'
import { ERROR_INVALID_PARAMETER, ERROR_NOT_SUPPORTED, NO_ERROR } from '../../win32-error.ts'
import { MPRDT_Modem } from '../constant.ts'
import type { MprDeviceFunctions } from '../function/device.ts'
import { MPR_DEVICE_0, MPR_DEVICE_1 } from '../structure/interface.ts'
import { ErrorNumber } from './error-number.ts'
import { fill } from './paging.ts'
import type { SessionTable } from './session-table.ts'

export function deviceFunctions(sessions: SessionTable): MprDeviceFunctions {
  return {
    MprAdminInterfaceDeviceGetInfo: sessions.call(
      async ({ router }, handle, index, level: number, buffer) => {
        checkLevel(level)
        const { settings } = await router.interface(handle)
        const name = modemAt(settings, index)
        const device = MPR_DEVICE_1({
          szDeviceType: MPRDT_Modem,
          szDeviceName: name,
          szLocalPhoneNumber: settings.dialer.profile,
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
        const { modems } = settings.dialer
        if (!Number.isInteger(index) || index < 1 || index > modems.length + 1 || !szDeviceName) {
          throw new ErrorNumber(ERROR_INVALID_PARAMETER)
        }
        // One number serves all links of a mobile interface, and has no alternates.
        if (szAlternates) throw new ErrorNumber(ERROR_INVALID_PARAMETER)
        const next = index > modems.length ? [...modems, szDeviceName] : modems.with(index - 1, szDeviceName)
        const profile = (level === 1 && szLocalPhoneNumber) || settings.dialer.profile
        await router.service.setDialInterface({
          dialInterface: id,
          change: { dialer: { kind: 'modem', modems: next, profile } },
          apply: 'running',
        })
      },
    ),

    MprAdminDeviceEnum: sessions.call(async ({ router }, level: number, buffer, totalEntries) => {
      if (level !== 0) throw new ErrorNumber(ERROR_NOT_SUPPORTED)
      if (!given(buffer) || !given(totalEntries)) throw new ErrorNumber(ERROR_INVALID_PARAMETER)
      const modems = await router.service.modems()
      const devices = modems.map(({ name }) =>
        MPR_DEVICE_0({ szDeviceType: MPRDT_Modem, szDeviceName: name }),
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
function modemAt({ dialer: { modems } }: DialInterface['settings'], index: number): string {
  const name = modems.length === 0 && index === 1 ? '' : modems[index - 1]
  if (name === undefined) throw new ErrorNumber(ERROR_INVALID_PARAMETER)
  return name
}
