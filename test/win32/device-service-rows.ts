/** The return codes of device services, of service activation and of vendor-specific operations. */
import {
  IID_IMbnServiceActivation,
  IID_IMbnVendorSpecificOperation,
  out,
  type HRESULT,
  type IMbnDeviceService,
  type IMbnDeviceServicesContext,
  type IMbnServiceActivation,
  type IMbnVendorSpecificOperation,
} from '../../src/face/win32/index.ts'
import type { Service } from '../../src/api/index.ts'
import { DEVICE_SERVICES } from '../support/service-state.ts'
import { MODEM } from './journal-service.ts'
import { got } from './program.ts'
import type { Program, Row, Rows, Unprovoked } from './row.ts'

const SAME_AS_HANDLE: Unprovoked = {
  reason: 'contradiction',
  because: 'the page lists two codes for a device that is gone; it is answered with E_HANDLE',
}
const BYTES = Uint8Array.of(1, 2, 3)
const [SERVICE] = DEVICE_SERVICES.services.map(({ id }) => id)
const { maxStreams: MOST_STREAMS, maxDataSize: MAX_DATA_SIZE = 0 } = DEVICE_SERVICES

const contextOf = ({ deviceServices }: Program): Promise<IMbnDeviceServicesContext> =>
  got((output) => deviceServices.GetDeviceServicesContext(MODEM.id, output))

export async function deviceServiceOf(program: Program): Promise<IMbnDeviceService> {
  const context = await contextOf(program)
  return got((output) => context.GetDeviceService(SERVICE ?? '', output))
}

async function opened(program: Program): Promise<IMbnDeviceService> {
  const service = await deviceServiceOf(program)
  await got<number>((id) => service.OpenCommandSession(id))
  return service
}

async function streaming(program: Program): Promise<IMbnDeviceService> {
  const service = await deviceServiceOf(program)
  await got<number>((id) => service.OpenDataSession(id))
  return service
}

function asking(
  operation: keyof Service,
  object: (program: Program) => Promise<IMbnDeviceService>,
  ask: (service: IMbnDeviceService) => Promise<HRESULT>,
): Readonly<Record<string, Row>> {
  return {
    S_OK: async (program) => ask(await object(program)),
    E_ACCESSDENIED: async (program) => {
      const service = await object(program)
      program.service.refuse(operation, 'access_denied')
      return ask(service)
    },
  }
}

const property = (get: (service: IMbnDeviceService) => Promise<HRESULT>): Readonly<Record<string, Row>> => ({
  S_OK: async (program) => get(await deviceServiceOf(program)),
})

async function activationOf(program: Program): Promise<IMbnServiceActivation> {
  const device = await program.device()
  return got((ppv) => device.QueryInterface(IID_IMbnServiceActivation, ppv))
}

async function vendorOf(program: Program): Promise<IMbnVendorSpecificOperation> {
  const device = await program.device()
  return got((ppv) => device.QueryInterface(IID_IMbnVendorSpecificOperation, ppv))
}

/** Query of command 1 with no data. */
export function vendorRequest(
  service: string,
  command = 1,
  type = 0,
  data: readonly number[] = [],
): Uint8Array {
  const uuid = Uint8Array.from(service.replaceAll('-', '').match(/../g) ?? [], (byte) => parseInt(byte, 16))
  const words = new Uint8Array(Uint32Array.of(command, type, data.length).buffer)
  return Uint8Array.of(...uuid, ...words, ...data)
}

export const DEVICE_SERVICE_ROWS: Rows = {
  'IMbnDeviceServicesContext.EnumerateDeviceServices': {
    S_OK: async (program) => (await contextOf(program)).EnumerateDeviceServices(out()),
    'HRESULT_FROM_WIN32(ERROR_NOT_SUPPORTED)': async (program) => {
      const context = await contextOf(program)
      program.service.refuse('deviceServices', 'not_supported')
      return context.EnumerateDeviceServices(out())
    },
    E_PENDING: async (program) => {
      const context = await contextOf(program)
      program.service.refuse('deviceServices', 'busy')
      return context.EnumerateDeviceServices(out())
    },
  },
  'IMbnDeviceServicesContext.GetDeviceService': {
    S_OK: async (program) => (await contextOf(program)).GetDeviceService(SERVICE ?? '', out()),
  },
  'IMbnDeviceServicesContext.get_MaxCommandSize': {
    S_OK: async (program) => (await contextOf(program)).get_MaxCommandSize(out()),
  },
  'IMbnDeviceServicesContext.get_MaxDataSize': {
    S_OK: async (program) => (await contextOf(program)).get_MaxDataSize(out()),
  },
  'IMbnDeviceService.QuerySupportedCommands': asking('askDeviceService', deviceServiceOf, (service) =>
    service.QuerySupportedCommands(out()),
  ),
  'IMbnDeviceService.OpenCommandSession': asking('openDeviceService', deviceServiceOf, (service) =>
    service.OpenCommandSession(out()),
  ),
  'IMbnDeviceService.CloseCommandSession': asking('closeDeviceService', opened, (service) =>
    service.CloseCommandSession(out()),
  ),
  'IMbnDeviceService.SetCommand': asking('deviceCommand', opened, (service) =>
    service.SetCommand(1, BYTES, out()),
  ),
  'IMbnDeviceService.QueryCommand': asking('deviceCommand', opened, (service) =>
    service.QueryCommand(1, BYTES, out()),
  ),
  'IMbnDeviceService.OpenDataSession': {
    ...asking('openStream', deviceServiceOf, (service) => service.OpenDataSession(out())),
    'HRESULT_FROM_WIN32(ERROR_TOO_MANY_SESS)': async (program) => {
      // Each object has one of its own: so many as the service has, by others.
      for (let count = 0; count < MOST_STREAMS; count++) await streaming(program)
      return (await deviceServiceOf(program)).OpenDataSession(out())
    },
  },
  'IMbnDeviceService.CloseDataSession': asking('closeStream', streaming, (service) =>
    service.CloseDataSession(out()),
  ),
  'IMbnDeviceService.WriteData': {
    ...asking('writeStream', streaming, (service) => service.WriteData(BYTES, out())),
    'HRESULT_FROM_WIN32(ERROR_BUFFER_OVERFLOW)': async (program) =>
      (await streaming(program)).WriteData(new Uint8Array(MAX_DATA_SIZE + 1), out()),
    'HRESULT_FROM_WIN32(ERROR_OPEN_FAILED)': async (program) =>
      (await deviceServiceOf(program)).WriteData(BYTES, out()),
  },
  'IMbnDeviceService.get_InterfaceID': property((service) => service.get_InterfaceID(out())),
  'IMbnDeviceService.get_DeviceServiceID': property((service) => service.get_DeviceServiceID(out())),
  'IMbnDeviceService.get_IsCommandSessionOpen': property((service) =>
    service.get_IsCommandSessionOpen(out()),
  ),
  'IMbnDeviceService.get_IsDataSessionOpen': property((service) => service.get_IsDataSessionOpen(out())),
  'IMbnServiceActivation.Activate': {
    S_OK: async (program) => (await activationOf(program)).Activate(BYTES, out()),
    E_HANDLE: async (program) => {
      const activation = await activationOf(program)
      program.service.unplug()
      return activation.Activate(BYTES, out())
    },
    'HRESULT_FROM_WIN32(ERROR_NOT_FOUND)': SAME_AS_HANDLE,
    'HRESULT_FROM_WIN32(ERROR_SERVICE_NOT_ACTIVE)': async (program) => {
      const activation = await activationOf(program)
      program.service.leave()
      return activation.Activate(BYTES, out())
    },
  },
  'IMbnVendorSpecificOperation.SetVendorSpecific': {
    S_OK: async (program) => (await vendorOf(program)).SetVendorSpecific(vendorRequest(SERVICE ?? ''), out()),
  },
}
