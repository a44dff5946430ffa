/**
 * What makes a modem speak core's words: the port, and the drivers behind it. A program of its own can drive a modem by
 * it without any service:
 *
 *     import { createMbimDriver, openControlChannel } from 'dialtone/driver'
 *
 *     await using driver = createMbimDriver({
 *       device: '/dev/cdc-wdm0',
 *       channel: () => openControlChannel('/dev/cdc-wdm0', { clock: systemClock }),
 *     })
 *     await driver.start((fact) => console.log(fact), { signal })
 *     const { ip, link } = await driver.activate(0, settings, { signal })
 */
export { systemClock } from '../base/index.ts'
export type {
  Activation,
  ContextSettings,
  Driver,
  DriverFact,
  IpFamilySettings,
  IpSettings,
  Link,
  ModemSource,
} from '../core/index.ts'
export { CauseError, type Cause, type NetworkCause } from '../core/index.ts'
export {
  findControlDevices,
  openControlChannel,
  type Channel,
  type ControlChannelOptions,
  type ControlDevice,
} from '../device/index.ts'
export { createMbimDriver, type MbimDriverOptions } from './mbim/create-mbim-driver.ts'
export { deviceSource, type DeviceSourceOptions } from './mbim/device-source.ts'
export {
  modemManagerSource,
  type ManagedModem,
  type ModemManagerSource,
  type ModemManagerSourceOptions,
} from './modem-manager/modem-manager-source.ts'
export { ownedSource, type OwnedModemSource, type OwnedSourceOptions } from './ownership/owned-source.ts'
export { OWNER_SETTINGS, type OwnerRules, type OwnerSetting } from './ownership/owner-rule.ts'
export { pppDialers, type PppDialersOptions } from './ppp/ppp-dialers.ts'
