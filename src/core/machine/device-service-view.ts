/** The device services of a modem, and what is open on them, as they are shown. */
import type { DeviceService, DeviceServicesState, DeviceServiceState } from '../device-service.ts'
import type { ModemMachine } from './modem.ts'

/** By UUID or name, in any case. */
export function findDeviceService(modem: ModemMachine, called: string): DeviceService | undefined {
  const wanted = called.toLowerCase()
  return modem.deviceServices?.services.find(({ id, name }) => id === wanted || name === wanted)
}

export function viewDeviceServices(modem: ModemMachine): DeviceServicesState | undefined {
  const { deviceServices } = modem
  return (
    deviceServices && {
      ...deviceServices,
      services: deviceServices.services.map((service) => ({
        ...service,
        sessions: sessionsOf(modem, service.id),
        streams: streamsOf(modem, service.id),
      })),
    }
  )
}

export function viewDeviceService(modem: ModemMachine, service: string): DeviceServiceState | undefined {
  return viewDeviceServices(modem)?.services.find(({ id }) => id === service)
}

export function sessionsOf({ serviceSessions }: ModemMachine, service: string): readonly number[] {
  return [...serviceSessions].flatMap(([session, id]) => (id === service ? [session] : []))
}

function streamsOf({ streams }: ModemMachine, service: string): readonly number[] {
  return [...streams].flatMap(([stream, one]) => (one.service === service ? [stream] : []))
}
