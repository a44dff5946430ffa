/** What an interface is dialled with, as the devices and the phone number of a phone-book entry, both ways. */
import { serialDialer, type DialerSettings } from '../../../../core/index.ts'
import { ERROR_INVALID_PARAMETER } from '../../win32-error.ts'
import { MPRDT_Modem } from '../constant.ts'
import { ErrorNumber } from './error-number.ts'

/** RASDT_PPPoE and RASET_Broadband of ras.h: the header of the router has no words of its own for them. */
export const DEVICE_TYPE_PPPOE = 'PPPoE'
export const RASET_Broadband = 5

export function isPppoe(dialer: DialerSettings): boolean {
  return dialer.kind === 'ppp' && dialer.line.kind === 'pppoe'
}

export function deviceTypeOf(dialer: DialerSettings): string {
  return isPppoe(dialer) ? DEVICE_TYPE_PPPOE : MPRDT_Modem
}

/** In the order of preference; none where any modem will do. */
export function deviceNamesOf(dialer: DialerSettings): readonly string[] {
  return dialer.kind === 'modem' ? dialer.modems : [dialer.line.device]
}

/** The phone book of mobile modems is the profiles; over PPPoE the number is the name of the service. */
export function phoneNumberOf(dialer: DialerSettings): string {
  if (dialer.kind === 'modem') return dialer.profile
  return dialer.line.kind === 'serial' ? dialer.line.number : (dialer.line.service ?? '')
}

/**
 * The dialer with another number and other devices. A device below `/dev` is a serial line.
 * @throws ErrorNumber `ERROR_INVALID_PARAMETER` where a line is to have several devices, or none
 */
export function dialledWith(
  before: DialerSettings | undefined,
  number: string,
  devices: readonly string[],
): DialerSettings {
  const [device, ...others] = devices
  const line = before?.kind === 'ppp' ? before : undefined
  const isSerial = device?.startsWith('/dev/') === true
  if (line === undefined && !isSerial) return { kind: 'modem', modems: devices, profile: number }
  if (device === undefined || others.length > 0) throw new ErrorNumber(ERROR_INVALID_PARAMETER)
  if (line?.line.kind === 'pppoe') {
    const { service: _, ...rest } = line.line
    return { ...line, line: { ...rest, device, ...(number !== '' && { service: number }) } }
  }
  const serial = line ?? serialDialer(device)
  if (serial.line.kind !== 'serial') throw new ErrorNumber(ERROR_INVALID_PARAMETER)
  return { ...serial, line: { ...serial.line, device, number } }
}
