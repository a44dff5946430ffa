import { afterEach, beforeEach, expect, test } from 'vitest'
import { never } from '../../../test/support/driven-modem.ts'
import { SysfsTree } from '../../../test/support/sysfs-tree.ts'
import { INTERNET } from '../../../test/support/virtual-bench.ts'
import { DialtoneError, Milliseconds, Seconds, seededRandom, silent, VirtualClock } from '../../base/index.ts'
import type { Driver, DriverFact, ModemSource } from '../../core/index.ts'
import type { Channel, ControlDevice } from '../../device/index.ts'
import { createVirtualModem, type VirtualModem } from '../../virtual/index.ts'
import { deviceSource } from './device-source.ts'

/** Modems behind the devices of a fake sysfs; each driver that arrives is started, as the manager would. */
class World {
  readonly sysfs = new SysfsTree()
  readonly clock = new VirtualClock()
  readonly modems = new Map<string, VirtualModem>()
  readonly arrived: string[] = []
  readonly facts: [string, DriverFact][] = []
  readonly drivers: Driver[] = []
  readonly opened: ControlDevice[] = []
  readonly said: string[] = []
  refusal: DialtoneError | undefined
  wanted = true
  source: ModemSource | undefined

  async start(devices?: readonly string[]): Promise<void> {
    const { clock } = this
    this.source = deviceSource({
      ...this.sysfs.options,
      devices,
      clock,
      random: seededRandom(1),
      log: {
        ...silent,
        warn: (_, message) => this.said.push(message),
        info: (_, message) => this.said.push(message),
      },
      open: (device) => this.#open(device),
      wanted: () => this.wanted,
    })
    await this.source.start((driver) => {
      this.arrived.push(driver.device)
      this.drivers.push(driver)
      driver.start((fact) => this.facts.push([driver.device, fact]), { signal: never }).catch(() => undefined)
    })
    await this.turn()
  }

  plug(port: string, wdm: string, net: string): VirtualModem {
    this.sysfs.plug(port, wdm, net)
    const path = this.sysfs.dev(wdm)
    const modem =
      this.modems.get(path) ??
      createVirtualModem({ name: wdm, clock: this.clock, timing: 'instant', index: this.modems.size })
    modem.plug()
    this.modems.set(path, modem)
    return modem
  }

  unplug(port: string, wdm: string): void {
    this.sysfs.unplug(port, wdm)
    this.modems.get(this.sysfs.dev(wdm))?.unplug()
  }

  turn(): Promise<void> {
    return this.clock.advance(Milliseconds(0))
  }

  of(type: DriverFact['type']): string[] {
    return this.facts.filter(([, fact]) => fact.type === type).map(([device]) => device)
  }

  async end(): Promise<number> {
    await this.source?.[Symbol.asyncDispose]()
    for (const driver of this.drivers) await driver.stop()
    for (const modem of this.modems.values()) modem[Symbol.dispose]()
    await this.turn()
    this.sysfs[Symbol.dispose]()
    return this.clock.pending
  }

  async #open(device: ControlDevice): Promise<Channel> {
    this.opened.push(device)
    if (this.refusal !== undefined) throw this.refusal
    const modem = this.modems.get(device.path)
    if (modem === undefined) throw new DialtoneError('not_found', `no modem at ${device.path}`)
    return modem.connect()
  }
}

let world: World
beforeEach(() => {
  world = new World()
})
afterEach(async () => {
  expect(await world.end()).toBe(0)
})

test('the modems that are there arrive, those that come later too, each with its network device', async () => {
  world.plug('1-1', 'cdc-wdm0', 'wwan0')
  await world.start()
  expect(world.arrived).toEqual([world.sysfs.dev('cdc-wdm0')])
  world.plug('1-2', 'cdc-wdm1', 'wwan1')
  await world.clock.advance(Seconds(1))
  expect(world.of('ready')).toEqual([world.sysfs.dev('cdc-wdm0'), world.sysfs.dev('cdc-wdm1')])
  expect(world.opened.map(({ link }) => link)).toEqual(['wwan0', 'wwan1'])
})

test('a context is on the network device that the modem has then, by the name that it has then', async () => {
  world.plug('1-1', 'cdc-wdm0', 'wwan0')
  const there = 'sys/devices/pci0/usb1/1-1/1-1:1.0/net'
  world.sysfs.remove(`${there}/wwan0`)
  await world.start()
  const activate = async () => (await world.drivers[0]?.activate(0, INTERNET, { signal: never }))?.link
  expect(await activate()).toEqual({ sessionId: 0, configuredBy: 'us' })
  await world.drivers[0]?.deactivate(0, { signal: never })
  world.sysfs.add({ [`${there}/wwx001122334455`]: '' })
  expect(await activate()).toMatchObject({ name: 'wwx001122334455' })
})

test('a modem that is plugged in again is a new driver for the same equipment', async () => {
  world.plug('1-1', 'cdc-wdm0', 'wwan0')
  await world.start()
  world.unplug('1-1', 'cdc-wdm0')
  await world.turn()
  expect(world.of('gone')).toHaveLength(1)
  await world.clock.advance(Seconds(5))
  expect(world.arrived).toHaveLength(1)
  world.plug('1-1', 'cdc-wdm0', 'wwan0')
  await world.clock.advance(Seconds(1))
  expect(world.arrived).toHaveLength(2)
  const ids = world.facts.flatMap(([, fact]) => (fact.type === 'opened' ? [fact.equipment.id] : []))
  expect(ids).toHaveLength(2)
  expect(new Set(ids).size).toBe(1)
})

test('a quick re-plug that no look could see is noticed by the end of the driver', async () => {
  const modem = world.plug('1-1', 'cdc-wdm0', 'wwan0')
  await world.start()
  modem.unplug()
  modem.plug()
  await world.clock.advance(Seconds(3))
  expect(world.arrived).toHaveLength(2)
  expect(world.of('ready')).toHaveLength(2)
})

test('a device that cannot be opened is tried again, less and less often, until it can', async () => {
  world.plug('1-1', 'cdc-wdm0', 'wwan0')
  world.refusal = new DialtoneError('busy', 'in use by ModemManager (process 7)')
  await world.start()
  await world.clock.advance(Seconds(60))
  const trials = world.arrived.length
  expect(trials).toBeGreaterThan(3)
  expect(trials).toBeLessThan(8)
  const causes = world.facts.flatMap(([, fact]) => (fact.type === 'gone' ? [fact.cause] : []))
  expect(causes[0]?.message).toContain('ModemManager (process 7)')
  world.refusal = undefined
  await world.clock.advance(Seconds(61))
  expect(world.of('ready')).toHaveLength(1)
})

test('only the devices that were named are driven, when they are there', async () => {
  world.sysfs.add({ 'dev/cdc-wdm1': 'x' })
  world.plug('1-1', 'cdc-wdm0', 'wwan0')
  world.plug('1-2', 'cdc-wdm1', 'wwan1')
  const later = world.sysfs.dev('modem')
  await world.start([world.sysfs.dev('cdc-wdm1'), later])
  expect(world.arrived).toEqual([world.sysfs.dev('cdc-wdm1')])
  expect(world.said).toEqual([`${later} is not there yet; the service goes on looking`])
  expect(world.opened[0]?.link).toBe('wwan1')
  world.sysfs.add({ 'dev/modem': 'x' })
  await world.clock.advance(Seconds(1))
  expect(world.arrived).toEqual([world.sysfs.dev('cdc-wdm1'), later])
})

test('that there is no modem is said once', async () => {
  await world.start()
  await world.clock.advance(Seconds(60))
  expect(world.said).toEqual(['no MBIM modem is there yet; the service goes on looking'])
})

test('nor is it said of one that is there and not to be driven yet', async () => {
  world.plug('1-1', 'cdc-wdm0', 'wwan0')
  world.wanted = false
  await world.start()
  expect(world.arrived).toEqual([])
  expect(world.said).toEqual([])
})

test('a modem that was let go is not driven again', async () => {
  world.plug('1-1', 'cdc-wdm0', 'wwan0')
  await world.start()
  await world.drivers[0]?.stop()
  await world.clock.advance(Seconds(60))
  expect(world.arrived).toHaveLength(1)
})
