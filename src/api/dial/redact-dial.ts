/** Dial interfaces without who logs in with them. */
import type { DialInterface, PublicDialSettings } from '../../core/index.ts'
import { HIDDEN } from '../hidden.ts'
import type { DialService } from './dial-service.ts'

export function redactDialSettings(settings: PublicDialSettings): PublicDialSettings {
  const { credentials } = settings
  return credentials === undefined
    ? settings
    : { ...settings, credentials: { ...credentials, userName: HIDDEN } }
}

export function redactDialInterface(one: DialInterface): DialInterface {
  return { ...one, settings: redactDialSettings(one.settings) }
}

/** The demand dialling of a service, with personal data hidden in all that it gives. */
export function redactingDial(service: DialService): DialService {
  return {
    demandDial: () => service.demandDial(),
    pauseDemandDial: () => service.pauseDemandDial(),
    continueDemandDial: () => service.continueDemandDial(),
    dialInterfaces: async () => (await service.dialInterfaces()).map(redactDialInterface),
    dialInterface: async (input) => redactDialInterface(await service.dialInterface(input)),
    storedDialInterfaces: async () => (await service.storedDialInterfaces()).map(redactDialSettings),
    addDialInterface: async (input) => redactDialSettings(await service.addDialInterface(input)),
    setDialInterface: async (input) => redactDialSettings(await service.setDialInterface(input)),
    removeDialInterface: (input) => service.removeDialInterface(input),
    connectInterface: (input) => service.connectInterface(input),
    disconnectInterface: (input) => service.disconnectInterface(input),
    clearDialStatistics: (input) => service.clearDialStatistics(input),
    dialPorts: () => service.dialPorts(),
    disconnectPort: (input) => service.disconnectPort(input),
    lanInterfaces: () => service.lanInterfaces(),
    planDialInterface: (input) => service.planDialInterface(input),
    reloadConfiguration: () => service.reloadConfiguration(),
  }
}
