/**
 * The modem's end: a virtual modem that is a whole MBIM function, the networks it lives in, everything that can happen to
 * either, and ways to serve it to other programs.
 *
 *     import { createVirtualModem } from 'dialtone/virtual'
 *
 *     using modem = createVirtualModem({ name: 'virtual0', seed: 7, timing: 'instant' })
 *     const channel = modem.connect()                       // a host's end: frames in, frames out
 *
 *     modem.carrier.setApn('internet', { type: 'refuse', cause: 33 })
 *     modem.injectFault({ action: 'drop', message: 'command-done', cid: 'connect', count: 1 })
 *     using _quirk = modem.behave({
 *       onCommand(command) {
 *         if (!command.is(RadioState, 'set')) return false
 *         command.answer('failure')                         // a modem with a lock on its radio
 *         return true
 *       },
 *     })
 *     modem.networkDisconnect({ sessionId: 0, cause: 38 })
 *     modem.unplug()
 *
 * Time is the injected clock and chance the injected seed: the same seed and the same commands give the same bytes.
 * Modems that are to live in one world share a `Carrier`. A further service is a list of parts (`query`, `set`,
 * `indication`) put beside `standardParts` into a `ServiceTable`.
 *
 * It shares the wire with the host and not one decision.
 *
 * A modem of a capture is played back, with its timing, by `createReplayModem('drop.pcapng')`.
 */
export type { Caller } from './at/incoming-call.ts'
export type { LineSignals, SerialEnd, SerialLine } from './at/serial-line.ts'
export * from './carrier/access-technology.ts'
export type { NumberAnswer } from './carrier/telephone-exchange.ts'
export { AddressPool, type AddressPoolOptions, type IpLease, type Leases } from './carrier/address-pool.ts'
export type { Bearer, BearerRequest, IpType } from './carrier/bearer.ts'
export { Carrier, type CarrierOptions, type Congestion, type Subscriber } from './carrier/carrier.ts'
export * from './data-path/data-path.ts'
export { CarrierNamespace, type CarrierNamespaceOptions } from './data-path/carrier-namespace.ts'
export { openCarrierNetwork, type CarrierNetworkOptions } from './data-path/carrier-network.ts'
export type * from './hosted-modem.ts'
export type * from './data-path/packet-network.ts'
export { responderNetwork } from './data-path/responder-network.ts'
export { AREAS, defaultOperators, HOME_PLMN } from './carrier/default-carrier.ts'
export type { CentreAnswer, MessageCentre, RpCause, SentOutside } from './carrier/message-centre.ts'
export type * from './carrier/operator.ts'
export type { Signal } from './carrier/signal.ts'
export type { VirtualCommand } from './command/command.ts'
export type { Parameter, Parameters, RawArgument } from './command/parameter.ts'
export * from './command/virtual-control.ts'
export type * from './fault/fault.ts'
export type { Behaviour } from './function/behaviour.ts'
export type { Command } from './function/command.ts'
export type { Wedge } from './function/mbim-function.ts'
export {
  Answer,
  indication,
  query,
  set,
  told,
  type IndicationPart,
  type Part,
  type QueryPart,
  type Reply,
  type Served,
  type SetPart,
} from './function/part.ts'
export { ServiceTable } from './function/service-table.ts'
export { VirtualVendor } from './function/service/vendor.ts'
export { standardParts, standardServices } from './function/service/standard-services.ts'
export { deriveIdentity, hasValidCheckDigit, withCheckDigit, type Identity } from './identity.ts'
export { Card, type CardOptions, type PreferredProvider } from './modem/card.ts'
export type { Change, Topic } from './modem/change.ts'
export { DEFAULT_EQUIPMENT, type Equipment } from './modem/equipment.ts'
export type { Modem } from './modem/modem.ts'
export { createReplayModem } from './replay/create-replay-modem.ts'
export type { ReplayModem, ReplayOptions, ReplayRemark } from './replay/replay-modem.ts'
export { newPin, type Pin } from './modem/pin.ts'
export { TIMINGS, type Timing, type TimingName, type TimingOption } from './timing.ts'
export { Proxy, PROXY_SOCKET_NAME, type ProxyOptions } from './serve/proxy.ts'
export { PtyServer, type PtyOptions } from './serve/pty.ts'
export { acmUsbDevice, type AcmUsbDeviceOptions } from './serve/usbip/acm/acm-usb-device.ts'
export { mbimUsbDevice, type MbimUsbDeviceOptions } from './serve/usbip/mbim/mbim-usb-device.ts'
export { replayUsbDevice, type ReplayUsbDeviceOptions } from './serve/usbip/mbim/replay-usb-device.ts'
export type * from './serve/usbip/usb-description.ts'
export type * from './serve/usbip/usb-device.ts'
export { USBIP_PORT, UsbipServer, type UsbipServerOptions } from './serve/usbip/usbip-server.ts'
export { serveSerialPty, type SerialPtyOptions } from './serve/serial-pty.ts'
export { serveSerialSocket, type SerialSocket, type SerialSocketOptions } from './serve/serial-socket.ts'
export * from './virtual-modem.ts'
export type { VirtualModemOptions } from './virtual-modem-options.ts'
