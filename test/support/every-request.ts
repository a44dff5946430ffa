/**
 * Every kind of request there is, asked of `modem0`: what tests go through that hold for all of them. A new kind joins
 * here, and with it all those tests.
 */
import type { Accepted, OperationName, Service } from '../../src/api/index.ts'
import type { RequestKind } from '../../src/core/index.ts'
import { VirtualVendor } from '../../src/virtual/index.ts'

const modem = 'modem0'
const DEVICE_SERVICE = VirtualVendor.uuid
/** The stream that the first request of a service has opened. */
const STREAM = { modem, service: DEVICE_SERVICE, stream: 1 }

/** PIN1 and PUK1 of the virtual SIM, as it leaves the factory, and what else is secret in these requests. */
export const CODES = { pin: '1234', newPin: '4321', puk: '12345678' } as const

export const EVERY_REQUEST = {
  connect: (service) => service.connect({ connection: modem, profile: 'internet' }),
  disconnect: (service) => service.disconnect({ connection: modem }),
  'set-provisioned-context': (service) =>
    service.setProvisionedContext({ modem, type: 'mms', password: CODES.pin }),
  'connect-interface': (service) => service.connectInterface({ dialInterface: 'branch' }),
  'disconnect-interface': (service) => service.disconnectInterface({ dialInterface: 'branch' }),
  'ask-pin': (service) => service.askPin({ modem }),
  'enter-pin': (service) => service.enterPin({ modem, code: CODES.pin }),
  'enable-pin': (service) => service.enablePin({ modem, code: CODES.pin }),
  'disable-pin': (service) => service.disablePin({ modem, code: CODES.pin }),
  'change-pin': (service) => service.changePin({ modem, code: CODES.pin, newCode: CODES.newPin }),
  'unblock-pin': (service) => service.unblockPin({ modem, puk: CODES.puk, newCode: CODES.newPin }),
  register: (service) => service.register({ modem, mode: 'automatic' }),
  scan: (service) => service.scan({ modem }),
  'scan-multicarrier': (service) => service.scan({ modem, multicarrier: true }),
  'set-preferred-providers': (service) =>
    service.setPreferredProviders({ modem, providers: [{ id: '00102' }] }),
  'set-home-provider': (service) => service.setHomeProvider({ modem, provider: '00102' }),
  'activate-service': (service) => service.activateService({ modem, data: '00' }),
  'ask-device-service': (service) => service.askDeviceService({ modem, service: DEVICE_SERVICE }),
  'device-command': (service) =>
    service.deviceCommand({ modem, service: DEVICE_SERVICE, command: 1, type: 'query', data: '00' }),
  'open-device-service': (service) => service.openDeviceService({ modem, service: DEVICE_SERVICE }),
  'close-device-service': (service) => service.closeDeviceService({ modem, service: DEVICE_SERVICE }),
  'open-stream': (service) => service.openStream({ modem, service: DEVICE_SERVICE }),
  'write-stream': (service) => service.writeStream({ ...STREAM, data: '00' }),
  'close-stream': (service) => service.closeStream(STREAM),
  'set-signal-reports': (service) => service.setSignalReports({ modem, interval: 10 }),
  'send-message': (service) => service.sendMessage({ modem, to: '+15550123', text: 'hello' }),
  'read-messages': (service) => service.readMessages({ modem }),
  'delete-messages': (service) => service.deleteMessage({ modem, message: '1' }),
  'set-message-configuration': (service) =>
    service.setMessageConfiguration({ modem, serviceCentre: '+15550100' }),
  'set-radio': (service) => service.setRadio({ modem, software: 'off' }),
} as const satisfies Record<RequestKind, (service: Service) => Promise<Accepted>>

/** Operations of the service whose requests are of a kind that another one has as well. */
export const OTHER_WAYS = {
  deleteMessages: (service) => service.deleteMessages({ modem, filter: 'all' }),
  acquire: (service) => service.acquire({ modem, accessString: 'internet' }),
} as const satisfies Partial<Record<OperationName, (service: Service) => Promise<Accepted>>>

/** The operation of the service that a request of this kind comes from. */
export function operationOf(kind: RequestKind): OperationName {
  let called = ''
  const listening = {
    get: (_: object, name: string) => {
      called = name
      return () => undefined
    },
  }
  void EVERY_REQUEST[kind](new Proxy({}, listening) as Service) // whatever is called of it is there
  return called as OperationName // as requests come from nothing else
}

export const REQUEST_KINDS = Object.keys(EVERY_REQUEST) as RequestKind[]
