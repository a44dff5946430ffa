/**
 * The host end of one control channel: opening a function or taking over its live session, transactions, fragments,
 * indications, versions, and the way to it by the path of a device.
 *
 *     await using device = new MbimDevice(channel, listener, options)
 *     const { adopted } = await device.open({ signal })
 *     using _heard = device.on(SignalState, ({ rssi }) => …)
 *     const { readyState } = await device.query(SubscriberReadyStatus)
 *     await device.set(Connect, { sessionId: 0, activationCommand: 'activate', … }, { signal })
 */
export {
  findControlDevices,
  controlDeviceAt,
  isSameDevice,
  isThere,
  placeOf,
  type Channel,
  type ControlDevice,
  type DataPort,
  type DataStream,
  type FindOptions,
} from '../channel/index.ts'
export type { CommandOptions, RawCommand } from './command.ts'
export * from './control-channel.ts'
export * from './device.ts'
export * from './errors.ts'
export { throughProxy } from './proxy.ts'
export { ServiceList, type ServiceElement } from './service-list.ts'
export type { LostState } from './session.ts'
export { DEACTIVATE_TIMEOUT, timeoutOf } from './timeouts.ts'
