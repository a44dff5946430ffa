/**
 * A dial interface as MPR_INTERFACE_0 to 3, both ways. The phone book of a mobile router is its profiles: the number to
 * dial is the name of a profile, the device a modem. What a mobile connection has no place for is zero when read, and is
 * refused when it is asked for: nothing is taken and then forgotten.
 */
import type { DialSettingsChange } from '../../../../api/index.ts'
import { Seconds } from '../../../../base/index.ts'
import {
  completeDialSettings,
  UNREACHABILITY_REASONS,
  type DialInterface,
  type DialSettings,
  type PartialDialSettings,
  type PublicDialSettings,
} from '../../../../core/index.ts'
import type { DWORD } from '../../com/data-type.ts'
import { dword } from '../../com/dword.ts'
import { bracedGuid } from '../../com/guid.ts'
import { ERROR_INVALID_LEVEL, ERROR_INVALID_PARAMETER, ERROR_NOT_SUPPORTED } from '../../win32-error.ts'
import { MPRIDS_Disabled, MPRIDS_UseGlobalValue, MPRNP_Ip, MPRNP_Ipv6 } from '../constant.ts'
import type { ROUTER_CONNECTION_STATE } from '../enumeration/interface.ts'
import {
  MPRET_Phone,
  ROUTER_IF_STATE_CONNECTED,
  ROUTER_IF_STATE_CONNECTING,
  ROUTER_IF_STATE_DISCONNECTED,
  ROUTER_IF_STATE_UNREACHABLE,
  ROUTER_IF_TYPE_FULL_ROUTER,
  ROUTER_IF_TYPE_HOME_ROUTER,
} from '../enumeration/interface.ts'
import type { MPR_INTERFACE_0, MPR_INTERFACE_1 } from '../structure/interface.ts'
import { MPR_INTERFACE_2, MPR_INTERFACE_3 } from '../structure/interface.ts'
import { formatHours, parseHours } from './dialout-hours.ts'
import {
  deviceNamesOf,
  deviceTypeOf,
  dialledWith,
  isPppoe,
  phoneNumberOf,
  RASET_Broadband,
} from './dialer-device.ts'
import { ErrorNumber, numberOfCause } from './error-number.ts'
import type { Router } from './router.ts'

type AnyInterface = MPR_INTERFACE_0 | MPR_INTERFACE_1 | MPR_INTERFACE_2 | MPR_INTERFACE_3

/** Bytes of MPR_INTERFACE_0 in C, on 64 bits. */
export const SIZEOF_MPR_INTERFACE_0 = 552

const STATES: Readonly<Record<DialInterface['state'], ROUTER_CONNECTION_STATE>> = {
  unreachable: ROUTER_IF_STATE_UNREACHABLE,
  disconnected: ROUTER_IF_STATE_DISCONNECTED,
  connecting: ROUTER_IF_STATE_CONNECTING,
  connected: ROUTER_IF_STATE_CONNECTED,
}

/** @throws ErrorNumber `ERROR_NOT_SUPPORTED`, `ERROR_INVALID_LEVEL` */
export function readInterface(router: Router, one: DialInterface, level: DWORD): AnyInterface {
  switch (level) {
    case 0:
      return zero(router, one)
    case 1:
      return {
        ...zero(router, one),
        lpwsDialoutHoursRestriction: formatHours(one.settings.dialOutHours),
      } satisfies MPR_INTERFACE_1
    case 2:
      return { ...zero(router, one), ...entryOf(one) }
    case 3:
      return MPR_INTERFACE_3({ ...zero(router, one), ...entryOf(one) })
    default:
      throw new ErrorNumber(ERROR_NOT_SUPPORTED)
  }
}

export function typeOf({ type }: Pick<DialSettings, 'type'>): MPR_INTERFACE_0['dwIfType'] {
  return type === 'full-router' ? ROUTER_IF_TYPE_FULL_ROUTER : ROUTER_IF_TYPE_HOME_ROUTER
}

function zero(router: Router, one: DialInterface): MPR_INTERFACE_0 {
  const bits = one.unreachability.map((reason) => 1 << UNREACHABILITY_REASONS.indexOf(reason))
  return {
    wszInterfaceName: one.name,
    hInterface: router.handleOf(one.id),
    fEnabled: one.settings.enabled,
    dwIfType: typeOf(one.settings),
    dwConnectionState: STATES[one.state],
    fUnReachabilityReasons: bits.reduce((sum, bit) => sum | bit, 0),
    dwLastError: one.lastError === undefined ? 0 : numberOfCause(one.lastError),
  }
}

function entryOf({ id, settings }: DialInterface): Omit<MPR_INTERFACE_2, keyof MPR_INTERFACE_0> {
  if (settings.type !== 'full-router') throw new ErrorNumber(ERROR_INVALID_LEVEL)
  const { dialer, idleTimeout } = settings
  const [first = '', ...others] = deviceNamesOf(dialer)
  return {
    ...MPR_INTERFACE_2(),
    szLocalPhoneNumber: phoneNumberOf(dialer),
    szDeviceType: deviceTypeOf(dialer),
    szDeviceName: first,
    szAlternates: others.length > 0 ? `${others.join('\0')}\0\0` : null,
    dwfNetProtocols: MPRNP_Ip | MPRNP_Ipv6,
    dwSubEntries: 1 + others.length,
    dwType: isPppoe(dialer) ? RASET_Broadband : MPRET_Phone,
    dwIdleDisconnectSeconds: idleTimeout === 'never' ? MPRIDS_Disabled : Math.round(idleTimeout / 1000),
    guidId: bracedGuid(id),
  }
}

/** What a caller wants of an interface, at the level given. */
export function wantedOf(
  value: unknown,
  level: DWORD,
  now?: PublicDialSettings,
): { readonly name: string; readonly type: DWORD; readonly change: DialSettingsChange } {
  if (!Number.isInteger(level) || level < 0 || level > 3) throw new ErrorNumber(ERROR_NOT_SUPPORTED)
  if (typeof value !== 'object' || value === null) throw new ErrorNumber(ERROR_INVALID_PARAMETER)
  // The members that the level has; whatever else is there is not looked at.
  const given = value as Partial<MPR_INTERFACE_1 & MPR_INTERFACE_3>
  const { wszInterfaceName: name, fEnabled: enabled, dwIfType: type } = given
  if (typeof name !== 'string' || typeof enabled !== 'boolean' || typeof type !== 'number') {
    throw new ErrorNumber(ERROR_INVALID_PARAMETER)
  }
  const hours = level === 1 ? { dialOutHours: parseHours(given.lpwsDialoutHoursRestriction ?? null) } : {}
  const entry = level >= 2 ? entryChange(name, given, now) : {}
  return { name, type, change: { enabled, ...hours, ...entry } }
}

/** The fields of a phone-book entry that a mobile connection has no place for: as they are read, or refused. */
const FIXED = [
  'dwfOptions',
  'ipaddr',
  'ipaddrDns',
  'ipaddrDnsAlt',
  'ipaddrWins',
  'ipaddrWinsAlt',
  'dwChannels',
  'dwDialMode',
  'dwCustomAuthKey',
  'dwCustomAuthDataSize',
  'dwEncryptionType',
  'dwVpnStrategy',
] as const satisfies readonly (keyof MPR_INTERFACE_2)[]

function entryChange(
  name: string,
  given: Partial<MPR_INTERFACE_3>,
  now: PublicDialSettings | undefined,
): DialSettingsChange {
  const { szLocalPhoneNumber = '', szDeviceName = '', szAlternates, dwIdleDisconnectSeconds = 0 } = given
  if (FIXED.some((field) => (given[field] ?? 0) !== 0)) throw new ErrorNumber(ERROR_INVALID_PARAMETER)
  const alternates = (szAlternates ?? '').split('\0').filter((modem) => modem !== '')
  const devices = szDeviceName === '' ? alternates : [szDeviceName, ...alternates]
  // As RRAS does: an entry without a number is the one of the interface's name.
  const number = szLocalPhoneNumber || (now === undefined ? name : phoneNumberOf(now.dialer))
  const dialer = dialledWith(now?.dialer, number, devices)
  return { dialer, idleTimeout: idleOf(dwIdleDisconnectSeconds, { name, dialer }) }
}

/** What stands for the global value is what an interface has of which nothing else is said. */
function idleOf(seconds: DWORD, entry: PartialDialSettings): DialSettings['idleTimeout'] {
  if (seconds === MPRIDS_UseGlobalValue) return completeDialSettings(entry).idleTimeout
  return dword(seconds) === MPRIDS_Disabled ? 'never' : Seconds(seconds)
}
