/** Dial interfaces without who logs in with them. */
import type { DialInterface, PublicDialSettings } from '../../core/index.ts'
import { all, HIDDEN, same } from '../hidden.ts'
import type { DialService } from './dial-service.ts'

export function redactDialSettings<T extends PublicDialSettings>(settings: T): T {
  const { credentials } = settings
  return credentials === undefined
    ? settings
    : { ...settings, credentials: { ...credentials, userName: HIDDEN } }
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
