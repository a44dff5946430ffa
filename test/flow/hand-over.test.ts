/** A modem that ModemManager and we share: who drives it, and that no session is lost when that changes. */
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  DialtoneError,
  Milliseconds,
  Minutes,
  Seconds,
  seededRandom,
  silent,
  VirtualClock,
  type Duration,
} from '../../src/base/index.ts'
import { inProcess, type Event, type Modem } from '../../src/core/index.ts'
import type { Service } from '../../src/api/index.ts'
import { ownedSource, type OwnedSourceOptions, type OwnerRules } from '../../src/driver/index.ts'
import { BEARER, MODEM, SIM } from '../../src/driver/modem-manager/names.ts'
import { createManager } from '../../src/manager/index.ts'
import { noNetwork } from '../../src/network/index.ts'
import { openStore } from '../../src/store/index.ts'
import { createVirtualModem, deriveIdentity, HOME_PLMN } from '../../src/virtual/index.ts'
import { FakeModemManager, MODEM_PATH, modemInterfaces, SIM_PATH } from '../support/fake-modem-manager.ts'
import { scratch } from '../support/scratch.ts'
import { profileXml } from '../support/story.ts'
import { SysfsTree } from '../support/sysfs-tree.ts'

const BEARER_PATH = '/org/freedesktop/ModemManager1/Bearer/1'

interface World extends AsyncDisposable {
  readonly clock: VirtualClock
  readonly manager: FakeModemManager
  readonly service: Service
  readonly events: Event[]
  /** Of who is to drive it, and why. */
  readonly said: readonly string[]
  /** How many programs have the control device open by us. */
  readonly opened: () => number
  /** Which way the control device is reached, unless a rule says it. */
  way: 'direct' | 'mbim-proxy'
  /** Where it is. */
  readonly device: string
  readonly rule: (rules: OwnerRules) => Promise<void>
  /** With which the control device is refused. */
  refusal: DialtoneError | undefined
  modem(): Promise<Modem>
  connect(): Promise<void>
  pass(time: Duration): Promise<void>
  unplug(): void
  /** Its device is there no more, which its driver is yet to notice; and again. */
  vanish(): void
  appear(): void
}

async function world({
  here = false,
  has = false,
  way = 'direct',
  ...options
}: { here?: boolean; has?: boolean; way?: World['way'] } & Pick<
  OwnedSourceOptions,
  'owner' | 'owners'
> = {}): Promise<World> {
  await using opening = new AsyncDisposableStack()
  const clock = new VirtualClock()
  const random = seededRandom(1)
  const sysfs = opening.use(new SysfsTree())
  sysfs.plug('1-1', 'cdc-wdm0', 'wwan0')
  const virtual = opening.use(createVirtualModem({ name: 'cdc-wdm0', clock, timing: 'instant' }))
  const manager = new FakeModemManager(clock)
  const { imei, imsi, iccid } = deriveIdentity(1, 0, HOME_PLMN)
  const device = '/sys/devices/pci0/usb1/1-1'
  manager.objects.set(MODEM_PATH, modemInterfaces({ EquipmentIdentifier: imei, Device: device }))
  manager.objects.set(SIM_PATH, { [SIM]: { Imsi: imsi, SimIdentifier: iccid, OperatorIdentifier: '00101' } })
  if (!has) manager.objects.delete(MODEM_PATH)
  if (!here) manager.owner = undefined
  let count = 0
  const said: string[] = []
  const world: Pick<World, 'way' | 'refusal'> = { way, refusal: undefined }
  const source = ownedSource({
    ...sysfs.options,
    ...options,
    clock,
    random,
    log: { ...silent, info: (_, message) => said.push(message) },
    open: async (_, took, way = world.way) => {
      if (world.refusal !== undefined) throw world.refusal
      count += 1
      took(way)
      return virtual.connect()
    },
    modemManager: { open: manager.open },
  })
  const store = openStore({ clock, random })
  opening.defer(() => store.close())
  const service = await createManager({
    store,
    sources: [source],
    network: noNetwork({ code: 'not_supported', message: 'none' }),
    clock,
    log: silent,
    version: '1',
  })
  opening.defer(() => clock.resolve(service.stop()))
  const events: Event[] = []
  store.journal.subscribe((told) => events.push(...told))
  await clock.advance(Seconds(2))
  const ours = service.as(inProcess)
  await ours.addProfile({ xml: profileXml('internet', 'internet', imsi) })
  const open = opening.move()
  return Object.assign(world, {
    clock,
    manager,
    service: ours,
    events,
    said,
    opened: () => count,
    device: join(sysfs.options.dev, 'cdc-wdm0'),
    rule: async (rules: OwnerRules) => {
      source.rule(rules)
      await clock.advance(Seconds(4))
    },
    modem: () => ours.modem({ modem: 'modem0' }),
    pass: (time: Duration) => clock.advance(time),
    connect: async () => {
      const { requestId } = await clock.resolve(ours.connect({ connection: 'modem0', profile: 'internet' }))
      await clock.advance(Seconds(1))
      expect(await ours.request({ request: requestId })).toMatchObject({ state: 'succeeded' })
    },
    unplug: () => {
      sysfs.unplug('1-1', 'cdc-wdm0')
      virtual.unplug()
    },
    vanish: () => sysfs.unplug('1-1', 'cdc-wdm0'),
    appear: () => sysfs.plug('1-1', 'cdc-wdm0', 'wwan0'),
    [Symbol.asyncDispose]: () => open.disposeAsync(),
  })
}

/** ModemManager comes, takes the modem up, and has what is connected as a bearer. */
async function handOver(it: World): Promise<void> {
  const { equipment } = await it.modem()
  const properties = { EquipmentIdentifier: equipment?.id, Device: '/sys/devices/pci0/usb1/1-1' }
  it.manager.objects.set(MODEM_PATH, modemInterfaces(properties))
  await carries(it)
  it.manager.ownedBy(':1.7')
  await it.pass(Seconds(3))
}

/** The modem that ModemManager has, connected as it is. */
async function carries({ manager, service }: World): Promise<void> {
  const { ip } = await service.connection({ connection: 'modem0' })
  const [address] = ip?.v4?.addresses ?? []
  manager.objects.set(BEARER_PATH, {
    [BEARER]: {
      Connected: true,
      Interface: 'wwan0',
      Ip4Config: { method: 2, address: address?.address, prefix: address?.prefixLength },
    },
  })
  const interfaces = manager.objects.get(MODEM_PATH)
  if (interfaces !== undefined) {
    interfaces[MODEM] = { ...interfaces[MODEM], State: 11, Bearers: [BEARER_PATH] }
  }
}

const matching = (pattern: RegExp): unknown => expect.stringMatching(pattern)

const connectionStates = ({ events }: World): unknown[] =>
  events.flatMap((event) =>
    event.type === 'connection.changed' || event.type === 'connection.removed'
      ? [event.type === 'connection.changed' ? event.data.state : 'removed']
      : [],
  )

test('drives a modem natively where there is no ModemManager, and says so', async () => {
  await using it = await world()
  const { reached, driver, device } = await it.modem()
  expect(driver).toBe('mbim')
  expect(device).toMatch(/cdc-wdm0$/)
  expect(reached).toEqual({
    way: 'direct',
    because: 'ModemManager is not running; no other program shares its control device',
  })
  const explained = await it.service.why({ name: 'modem0' })
  expect(JSON.stringify(explained)).toContain('"Reached","value":"directly: ModemManager is not running')
})

test('drives what ModemManager has through it, and never opens its device', async () => {
  await using it = await world({ here: true, has: true })
  expect(await it.modem()).toMatchObject({
    driver: 'modem-manager',
    reached: { way: 'modem-manager', because: 'ModemManager has it' },
  })
  expect(it.opened()).toBe(0)
  expect(await it.service.modems()).toHaveLength(1)
})

test('drives natively what ModemManager does not take up', async () => {
  await using it = await world({ here: true })
  expect(await it.service.modems()).toEqual([])
  await it.pass(Seconds(40))
  expect((await it.modem()).reached?.because).toMatch(/^ModemManager leaves it alone/)
})

test('hands an idle modem over when ModemManager comes, and takes it back when it has ended', async () => {
  await using it = await world()
  const before = await it.modem()
  it.manager.objects.set(
    MODEM_PATH,
    modemInterfaces({ EquipmentIdentifier: before.equipment?.id, Device: '/sys/devices/pci0/usb1/1-1' }),
  )
  it.manager.ownedBy(':1.7')
  await it.pass(Seconds(2))
  expect(await it.modem()).toMatchObject({ id: before.id, driver: 'modem-manager', state: 'registered' })
  it.manager.ownedBy(undefined)
  await it.pass(Seconds(2))
  expect((await it.modem()).driver).toBe('modem-manager')
  await it.pass(Seconds(5))
  expect(await it.modem()).toMatchObject({ id: before.id, driver: 'mbim', reached: { way: 'direct' } })
  expect(it.events.map(({ type }) => type)).not.toContain('modem.removed')
})

test('loses no session to a ModemManager that carries it on, nor when that ends', async () => {
  await using it = await world()
  await it.connect()
  const before = await it.service.connection({ connection: 'modem0' })
  const told = connectionStates(it).length
  await handOver(it)
  expect((await it.modem()).driver).toBe('modem-manager')
  const during = await it.service.connection({ connection: 'modem0' })
  expect(during).toMatchObject({ id: before.id, state: 'activated', profile: 'internet' })
  it.manager.ownedBy(undefined)
  await it.pass(Seconds(6))
  expect((await it.modem()).driver).toBe('mbim')
  const after = await it.service.connection({ connection: 'modem0' })
  expect(after).toMatchObject({ id: before.id, state: 'activated', profile: 'internet', ip: before.ip })
  expect(new Set(connectionStates(it).slice(told))).toEqual(new Set(['activated']))
  expect(it.events.map(({ type }) => type)).not.toContain('modem.removed')
})

test.each(['direct', 'mbim-proxy'] as const)(
  'keeps a modem (%s) whose session ModemManager would not carry on, until that has ended',
  async (way) => {
    await using it = await world({ way })
    await it.connect()
    const { equipment } = await it.modem()
    // It starts mbim-proxy, looks at the modem and takes it up.
    it.way = 'mbim-proxy'
    it.manager.ownedBy(':1.7')
    await it.pass(Seconds(5))
    expect(await it.modem()).toMatchObject(
      way === 'direct'
        ? {
            state: 'failed',
            cause: { code: 'busy' },
            reason: { text: matching(/ModemManager looks whether/) },
          }
        : { state: 'connected', reached: { way } },
    )
    const properties = { EquipmentIdentifier: equipment?.id, Device: '/sys/devices/pci0/usb1/1-1' }
    it.manager.add(MODEM_PATH, modemInterfaces(properties))
    await it.pass(Minutes(2))
    expect(await it.modem()).toMatchObject({
      driver: 'mbim',
      state: 'connected',
      reached: {
        way: 'mbim-proxy',
        because: expect.stringMatching(
          /ModemManager has it as well, and gets it when that has ended/,
        ) as unknown,
      },
    })
    await it.clock.resolve(it.service.disconnect({ connection: 'modem0' }))
    await it.pass(Seconds(5))
    expect((await it.modem()).driver).toBe('modem-manager')
    expect(it.events.map(({ type }) => type)).not.toContain('modem.removed')
  },
)

test('takes a modem over that is still held when ModemManager has ended, and its session with it', async () => {
  await using it = await world()
  await it.connect()
  await handOver(it)
  const before = it.events.length
  it.refusal = new DialtoneError('busy', 'it is in use by mbim-proxy')
  it.manager.ownedBy(undefined)
  await it.pass(Seconds(10))
  expect(await it.modem()).toMatchObject({ state: 'failed', cause: { code: 'busy' } })
  it.refusal = undefined
  await it.pass(Seconds(20))
  expect(await it.modem()).toMatchObject({ state: 'connected', driver: 'mbim' })
  const states = it.events
    .slice(before)
    .flatMap((event) => (event.type === 'connection.changed' ? [event.data.state] : []))
  expect(states.filter((state) => state !== 'activated')).toEqual([])
  expect(it.events.map(({ type }) => type)).not.toContain('modem.removed')
})

test('gives a modem up that nobody could take over', async () => {
  await using it = await world()
  await it.connect()
  await handOver(it)
  it.refusal = new DialtoneError('busy', 'it is in use by another program')
  it.manager.ownedBy(undefined)
  await it.pass(Minutes(4))
  expect(await it.service.modems()).toEqual([])
  expect(connectionStates(it)).toContain('deactivated')
})

test('leaves a modem to a ModemManager that does not answer', async () => {
  await using it = await world({ here: true, has: true })
  it.manager.hangs = true
  await it.pass(Minutes(3))
  expect(await it.modem()).toMatchObject({
    driver: 'modem-manager',
    state: 'failed',
    cause: { code: 'timeout' },
  })
  expect(it.opened()).toBe(0)
  it.manager.hangs = false
  await it.pass(Seconds(20))
  expect(await it.modem()).toMatchObject({ driver: 'modem-manager', state: 'registered' })
})

test('set to be direct has ModemManager leave the modem alone, and gives it back at the end', async () => {
  const asked: (readonly unknown[])[] = []
  {
    await using it = await world({ owner: 'direct' })
    const { equipment } = await it.modem()
    it.manager.methods['InhibitDevice'] = (_, body) => {
      asked.push(body)
      if (body[1] === true) it.manager.remove(MODEM_PATH)
      return []
    }
    it.manager.objects.set(
      MODEM_PATH,
      modemInterfaces({ EquipmentIdentifier: equipment?.id, Device: '/sys/devices/pci0/usb1/1-1' }),
    )
    it.manager.ownedBy(':1.7')
    await it.pass(Seconds(3))
    expect(await it.modem()).toMatchObject({
      driver: 'mbim',
      reached: {
        because: matching(/it is set so in general, and ModemManager leaves it alone/),
      },
    })
  }
  expect(asked).toEqual([
    ['/sys/devices/pci0/usb1/1-1', true],
    ['/sys/devices/pci0/usb1/1-1', false],
  ])
})

describe('a rule', () => {
  const { imei } = deriveIdentity(1, 0, HOME_PLMN)

  test('for a device goes before that for all, by whatever link the device is named', async () => {
    using folder = scratch()
    const link = join(folder.path, 'modem-left')
    await using it = await world({ owner: 'mbim-proxy', owners: [{ modem: link, owner: 'direct' }] })
    expect((await it.modem()).reached).toMatchObject({
      way: 'mbim-proxy',
      because: matching(/set so in general/),
    })
    mkdirSync(dirname(it.device), { recursive: true })
    writeFileSync(it.device, '')
    symlinkSync(it.device, link)
    await it.pass(Seconds(5))
    expect((await it.modem()).reached).toMatchObject({
      way: 'direct',
      because: matching(/^it is set so for its control device;/),
    })
    expect(it.events.map(({ type }) => type)).not.toContain('modem.removed')
  })

  test('for an IMEI holds as soon as somebody knows it, and is told without it', async () => {
    await using it = await world({
      here: true,
      has: true,
      owner: 'mbim-proxy',
      owners: [{ modem: imei, owner: 'auto' }],
    })
    expect((await it.modem()).reached).toEqual({
      way: 'modem-manager',
      because: 'ModemManager has it; whoever has it is to drive it, as is set for its IMEI',
    })
    expect(JSON.stringify(await it.service.why({ name: 'modem0' }))).toContain('as is set for its IMEI')
    await using other = await world({ owner: 'direct', owners: [{ modem: imei, owner: 'modem-manager' }] })
    // It was opened to learn who it is, and let go then.
    await other.pass(Seconds(5))
    expect(other.opened()).toBe(1)
    expect(await other.modem()).toMatchObject({
      state: 'failed',
      cause: { message: matching(/ModemManager is to drive it, as is set for its IMEI, and has not got it/) },
    })
  })

  test('that comes amid a connection opens its modem another way, and loses nothing', async () => {
    await using it = await world()
    await it.connect()
    const connection = await it.service.connection({ connection: 'modem0' })
    const before = connectionStates(it).length
    await it.rule({ owners: [{ modem: it.device, owner: 'mbim-proxy' }] })
    expect(await it.modem()).toMatchObject({ state: 'connected', reached: { way: 'mbim-proxy' } })
    expect(await it.service.connection({ connection: 'modem0' })).toMatchObject({
      id: connection.id,
      ip: connection.ip,
    })
    const told = connectionStates(it).slice(before)
    expect(told.filter((state) => state !== 'activated')).toEqual([])
  })

  test('that gives it to ModemManager waits for the end of a connection that was made natively', async () => {
    await using it = await world({ owner: 'mbim-proxy' })
    await it.connect()
    it.manager.objects.set(
      MODEM_PATH,
      modemInterfaces({ EquipmentIdentifier: imei, Device: '/sys/devices/pci0/usb1/1-1' }),
    )
    it.manager.ownedBy(':1.7')
    await it.rule({ owner: 'modem-manager' })
    expect(await it.modem()).toMatchObject({
      state: 'connected',
      driver: 'mbim',
      reached: { because: matching(/^it is set so in general, but for its connection/) },
    })
    await it.clock.resolve(it.service.disconnect({ connection: 'modem0' }))
    await it.pass(Seconds(5))
    expect(await it.modem()).toMatchObject({ state: 'registered', driver: 'modem-manager' })
  })

  test('that ends has ModemManager have the modem again that it was to leave alone', async () => {
    await using it = await world({ here: true, has: true, owner: 'direct' })
    const asked: unknown[] = []
    const properties = { EquipmentIdentifier: imei, Device: '/sys/devices/pci0/usb1/1-1' }
    it.manager.methods['InhibitDevice'] = (_, [, on]) => {
      asked.push(on)
      if (on === true) it.manager.remove(MODEM_PATH)
      else it.manager.add(MODEM_PATH, modemInterfaces(properties))
      return []
    }
    await it.pass(Minutes(1))
    expect(await it.modem()).toMatchObject({ driver: 'mbim' })
    await it.rule({})
    expect(asked).toEqual([true, false])
    expect(await it.modem()).toMatchObject({
      driver: 'modem-manager',
      reached: { because: 'ModemManager has it' },
    })
    expect(it.events.map(({ type }) => type)).not.toContain('modem.removed')
  })
})

test('a modem that is unplugged is gone, whoever drives it', async () => {
  await using native = await world()
  native.unplug()
  await native.pass(Milliseconds(1500))
  expect(await native.service.modems()).toEqual([])
  expect(native.said, 'and nobody is told who might drive it').not.toContain(
    'only ModemManager can drive it, and it has not got it',
  )
  await using managed = await world({ here: true, has: true })
  managed.unplug()
  managed.manager.remove(MODEM_PATH)
  await managed.pass(Seconds(2))
  expect(await managed.service.modems()).toEqual([])
})

test('a device that is seen to go before its driver notices is driven again when it comes back at its path', async () => {
  await using it = await world()
  expect((await it.modem()).state).toBe('registered')
  it.vanish()
  await it.pass(Seconds(3))
  expect(await it.service.modems()).toEqual([])
  it.appear()
  await it.pass(Seconds(3))
  expect((await it.modem()).state).toBe('registered')
  expect(it.opened()).toBe(2)
})
