/** Dial interfaces without who logs in with them, and without what the modem on a line is told before it dials. */
import type { DialerSettings, DialInterface, PublicDialSettings } from '../../core/index.ts'
import { all, HIDDEN, same } from '../hidden.ts'
import type { DialService } from './dial-service.ts'

export function redactDialSettings<T extends PublicDialSettings>(settings: T): T {
  const { credentials, dialer } = settings
  return {
    ...settings,
    dialer: redactDialer(dialer),
    ...(credentials === undefined ? {} : { credentials: { ...credentials, userName: HIDDEN } }),
  }
}

/** AT commands hold anything: a PIN (`AT+CPIN`), a password (`AT+CGAUTH`). How many there are may be seen. */
function redactDialer(dialer: DialerSettings): DialerSettings {
  if (dialer.kind !== 'ppp' || dialer.line.kind !== 'serial') return dialer
  return { ...dialer, line: { ...dialer.line, init: dialer.line.init.map(() => HIDDEN) } }
}

export function redactDialInterface(one: DialInterface): DialInterface {
  return { ...one, settings: redactDialSettings(one.settings) }
}

/** What is hidden of the answers of demand dialling. */
export const HIDING_DIAL: {
  readonly [Name in keyof DialService]: (
    answer: Awaited<ReturnType<DialService[Name]>>,
  ) => Awaited<ReturnType<DialService[Name]>>
} = {
  demandDial: same,
  pauseDemandDial: same,
  continueDemandDial: same,
  dialInterfaces: all(redactDialInterface),
  dialInterface: redactDialInterface,
  storedDialInterfaces: all(redactDialSettings),
  dialSettings: redactDialSettings,
  addDialInterface: redactDialSettings,
  setDialInterface: redactDialSettings,
  removeDialInterface: same,
  connectInterface: same,
  disconnectInterface: same,
  clearDialStatistics: same,
  dialPorts: same,
  disconnectPort: same,
  lanInterfaces: same,
  planDialInterface: same,
}
