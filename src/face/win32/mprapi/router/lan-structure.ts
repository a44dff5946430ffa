/**
 * A LAN or loopback interface as MPR_INTERFACE_0 and 1: DEDICATED or LOOPBACK, always enabled, connected for as long as it has a
 * carrier. It has no phone-book entry, and what dials does not apply to it.
 */
import type { LanInterface } from '../../../../core/index.ts'
import type { DWORD } from '../../com/data-type.ts'
import { ERROR_INVALID_LEVEL, ERROR_INVALID_PARAMETER, ERROR_NOT_SUPPORTED } from '../../win32-error.ts'
import { MPR_INTERFACE_NO_MEDIA_SENSE } from '../constant.ts'
import {
  ROUTER_IF_STATE_CONNECTED,
  ROUTER_IF_STATE_UNREACHABLE,
  ROUTER_IF_TYPE_DEDICATED,
  ROUTER_IF_TYPE_LOOPBACK,
} from '../enumeration/interface.ts'
import type { MPR_INTERFACE_0, MPR_INTERFACE_1 } from '../structure/interface.ts'
import { ErrorNumber } from './error-number.ts'
import { wantedOf } from './interface-structure.ts'
import type { Router } from './router.ts'

/** @throws ErrorNumber `ERROR_NOT_SUPPORTED`, `ERROR_INVALID_LEVEL` */
export function readLan(router: Router, one: LanInterface, level: DWORD): MPR_INTERFACE_0 | MPR_INTERFACE_1 {
  switch (level) {
    case 0:
      return zero(router, one)
    case 1:
      return { ...zero(router, one), lpwsDialoutHoursRestriction: null }
    case 2:
    case 3:
      throw new ErrorNumber(ERROR_INVALID_LEVEL)
    default:
      throw new ErrorNumber(ERROR_NOT_SUPPORTED)
  }
}

/** As it was read it may be written, and changes nothing. @throws ErrorNumber `ERROR_INVALID_PARAMETER` for anything else */
export function refuseLanChange(one: LanInterface, level: DWORD, value: unknown): void {
  const { name, type, change } = wantedOf(value, level)
  if (level >= 2 || name.toLowerCase() !== one.name.toLowerCase() || type !== typeOf(one)) {
    throw new ErrorNumber(ERROR_INVALID_PARAMETER)
  }
  if (change.enabled !== true || (change.dialOutHours ?? null) !== null) {
    throw new ErrorNumber(ERROR_INVALID_PARAMETER)
  }
}

function typeOf({ kind }: LanInterface): MPR_INTERFACE_0['dwIfType'] {
  return kind === 'loopback' ? ROUTER_IF_TYPE_LOOPBACK : ROUTER_IF_TYPE_DEDICATED
}

function zero(router: Router, one: LanInterface): MPR_INTERFACE_0 {
  return {
    wszInterfaceName: one.name,
    hInterface: router.handleOfLan(one),
    fEnabled: true,
    dwIfType: typeOf(one),
    dwConnectionState: one.up ? ROUTER_IF_STATE_CONNECTED : ROUTER_IF_STATE_UNREACHABLE,
    fUnReachabilityReasons: one.up ? 0 : MPR_INTERFACE_NO_MEDIA_SENSE,
    dwLastError: 0,
  }
}
