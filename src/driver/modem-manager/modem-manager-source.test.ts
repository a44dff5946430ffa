/** What no ModemManager should do, and some will: lie, hang, restart, be somebody else. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DialtoneError, Minutes, Seconds, seededRandom, silent, VirtualClock } from '../../base/index.ts'
import { CauseError, type ContextSettings, type Driver, type DriverFact } from '../../core/index.ts'
import {
  FakeModemManager,
  type Interfaces,
  MODEM_PATH,
  modemInterfaces,
  SIM_PATH,
} from '../../../test/support/fake-modem-manager.ts'
import { CallError } from './bus/index.ts'
import { modemManagerSource, type ModemManagerSourceOptions } from './modem-manager-source.ts'
import { BEARER, MESSAGING, MODEM, MODEM_3GPP, ROOT, SERVICE, SIGNAL, SIM, SMS } from './names.ts'

const { signal } = new AbortController()

const INTERNET: ContextSettings = {
  accessString: 'internet',
  authProtocol: 'none',
  compression: false,
  ipType: 'ipv4v6',
}

interface Rig extends AsyncDisposable {
  readonly clock: VirtualClock
  readonly manager: FakeModemManager
  readonly drivers: Driver[]
  readonly facts: DriverFact[]
  readonly types: () => readonly string[]
  readonly source: ReturnType<typeof modemManagerSource>
}

/** Every driver that arrives is started; its facts go into one list. */
async function rig(
  prepare: (manager: FakeModemManager) => void = () => undefined,
  options: Partial<ModemManagerSourceOptions> = {},
): Promise<Rig> {
  const clock = new VirtualClock()
  const manager = new FakeModemManager(clock)
  prepare(manager)
  const facts: DriverFact[] = []
  const drivers: Driver[] = []
  const source = modemManagerSource({
    clock,
    random: seededRandom(1),
    log: silent,
    open: manager.open,
    ...options,
  })
  await source.start((driver) => {
    drivers.push(driver)
    driver.start((fact) => facts.push(fact), { signal }).catch(() => undefined)
  })
  await clock.advance(Seconds(0))
  return {
    clock,
    manager,
    drivers,
    facts,
    types: () => facts.map(({ type }) => type),
    source,
    [Symbol.asyncDispose]: async () => {
      for (const driver of drivers) await driver.stop()
      await source[Symbol.asyncDispose]()
    },
  }
}

const failedCode = (facts: readonly DriverFact[]): string | undefined => {
  const last = facts.findLast(({ type }) => type === 'failed')
  return last?.type === 'failed' ? last.cause.code : undefined
}

describe('a ModemManager that', () => {
  test('restarts with its modem under another path has the same modem', async () => {
    await using it = await rig()
    expect(it.types().at(-1)).not.toBe('failed')
    it.manager.ownedBy(undefined)
    await it.clock.advance(Seconds(1))
    expect(failedCode(it.facts)).toBe('service_unavailable')
    const late = it.drivers[0]?.attach({ signal })
    await expect(late).rejects.toMatchObject({ code: 'busy' })
    it.manager.objects.delete(MODEM_PATH)
    it.manager.objects.set(`${ROOT}/Modem/5`, modemInterfaces())
    const before = it.facts.length
    it.manager.ownedBy(':1.99')
    await it.clock.advance(Seconds(1))
    expect(it.drivers).toHaveLength(1)
    const told = it.types().slice(before)
    expect(told[0]).toBe('opened')
    expect(told).toContain('ready')
  })

  test('comes back without its modem has lost it, after a while', async () => {
    await using it = await rig()
    it.manager.ownedBy(undefined)
    it.manager.objects.delete(MODEM_PATH)
    it.manager.ownedBy(':1.99')
    await it.clock.advance(Seconds(60))
    expect(it.types().at(-1)).toBe('failed')
    await it.clock.advance(Minutes(1))
    expect(it.types().at(-1)).toBe('gone')
  })

  test('comes back with a foreign modem in its place has another modem', async () => {
    await using it = await rig()
    it.manager.ownedBy(undefined)
    it.manager.objects.set(MODEM_PATH, modemInterfaces({ EquipmentIdentifier: '356938035643809' }))
    it.manager.ownedBy(':1.99')
    await it.clock.advance(Minutes(2))
    expect(it.drivers).toHaveLength(2)
    const opened = it.facts.filter(({ type }) => type === 'opened')
    expect(opened).toMatchObject([
      { equipment: { id: '490154203237518' } },
      { equipment: { id: '356938035643809' } },
    ])
    expect(it.types().filter((type) => type === 'gone')).toHaveLength(1)
  })

  test('hangs is noticed without being asked for anything, and taken up again when it answers', async () => {
    await using it = await rig()
    it.manager.hangs = true
    await it.clock.advance(Seconds(45))
    expect(failedCode(it.facts)).toBe('timeout')
    it.manager.hangs = false
    const before = it.facts.length
    await it.clock.advance(Seconds(20))
    expect(it.types().slice(before)).toEqual(expect.arrayContaining(['opened', 'ready']))
    expect(it.drivers).toHaveLength(1)
  })

  test('hangs in the middle of a verb has the verb end in time', async () => {
    await using it = await rig()
    it.manager.methods['CreateBearer'] = () => {
      it.manager.hangs = true
      return [`${ROOT}/Bearer/1`]
    }
    const verb = it.drivers[0]?.activate(0, INTERNET, { signal }).catch((error: unknown) => error)
    const error = await it.clock.resolve(Promise.resolve(verb))
    expect(error).toBeInstanceOf(CauseError)
    expect(['timeout', 'channel_failed']).toContain((error as CauseError).reason.code)
  })

  test('is on a bus that goes away is found on the next one', async () => {
    await using it = await rig()
    it.manager.bus.break()
    await it.clock.advance(Seconds(0))
    expect(failedCode(it.facts)).toBe('channel_failed')
    const before = it.facts.length
    await it.clock.advance(Seconds(2))
    expect(it.types().slice(before)).toContain('ready')
    expect(it.manager.bus.rules).toHaveLength(2)
  })

  test.each([
    [
      'the bus cannot be reached: connect ENOENT /run/bus',
      'the bus cannot be reached: connect ENOENT /run/bus',
    ],
    ['AddMatch was not answered within 25 s', 'the bus: AddMatch was not answered within 25 s'],
  ])('is on a bus that is lost, which the log says of it once: %s', async (message, said) => {
    const warnings: unknown[] = []
    const log = { ...silent, warn: (_: unknown, text?: string) => warnings.push(text) }
    const open = (): Promise<never> => Promise.reject(new DialtoneError('channel_failed', message))
    await using _ = await rig(undefined, { open, log })
    expect(warnings).toEqual([said])
  })

  test('is not heard through the mouth of another', async () => {
    await using it = await rig()
    const told = it.facts.length
    const changed = [MODEM_3GPP, { RegistrationState: 3 }, []]
    for (const sender of [':1.66', '', SERVICE]) {
      it.manager.signal(MODEM_PATH, 'org.freedesktop.DBus.Properties', 'PropertiesChanged', changed, sender)
      it.manager.signal(
        ROOT,
        'org.freedesktop.DBus.ObjectManager',
        'InterfacesRemoved',
        [MODEM_PATH, [MODEM]],
        sender,
      )
    }
    expect(it.facts).toHaveLength(told)
  })

  test('loses the modem while a verb is under way ends it as unplugged', async () => {
    await using it = await rig()
    it.manager.methods['CreateBearer'] = () => [`${ROOT}/Bearer/1`]
    it.manager.objects.set(`${ROOT}/Bearer/1`, { [BEARER]: { Connected: false } })
    it.manager.methods['Connect'] = () => new Promise(() => undefined)
    const verb = it.drivers[0]?.activate(0, INTERNET, { signal }).catch((error: unknown) => error)
    await it.clock.advance(Seconds(0))
    it.manager.remove(MODEM_PATH)
    const error = await it.clock.resolve(Promise.resolve(verb))
    expect((error as CauseError).reason.code).toBe('unplugged')
    expect(it.types().at(-1)).toBe('gone')
  })
})

describe('a modem', () => {
  test('that is not wanted is left alone until it is', async () => {
    let wanted = false
    await using it = await rig(undefined, { wanted: ({ port }) => wanted && port === '/dev/cdc-wdm0' })
    expect([it.drivers, it.manager.called]).toEqual([[], ['GetManagedObjects']])
    wanted = true
    it.source.reconsider()
    await it.clock.advance(Seconds(0))
    expect(it.types()).toContain('ready')
    wanted = false
    it.source.reconsider()
    expect(it.types().at(-1)).toBe('gone')
    wanted = true
    it.source.reconsider()
    await it.clock.advance(Seconds(0))
    expect(it.drivers).toHaveLength(2)
  })

  test('whose data goes over PPP is not connected, and the bearer is deleted again', async () => {
    await using it = await rig()
    const bearer = `${ROOT}/Bearer/1`
    it.manager.methods['CreateBearer'] = () => [bearer]
    it.manager.objects.set(bearer, { [BEARER]: { Connected: false } })
    it.manager.methods['Connect'] = () => {
      const config = { method: 1 }
      it.manager.change(bearer, BEARER, {
        Connected: true,
        Interface: 'ttyUSB0',
        Ip4Config: config,
        Ip6Config: { method: 0 },
      })
      return []
    }
    it.manager.methods['Disconnect'] = () => []
    it.manager.methods['DeleteBearer'] = () => []
    await expect(it.drivers[0]?.activate(0, INTERNET, { signal })).rejects.toMatchObject({
      code: 'not_supported',
    })
    expect(it.manager.called.slice(-2)).toEqual(['Disconnect', 'DeleteBearer'])
  })

  test('that somebody else connects is told as connected, and what they made is not deleted', async () => {
    await using it = await rig()
    const bearer = `${ROOT}/Bearer/3`
    const config = {
      method: 2,
      address: '192.0.2.7',
      prefix: 24,
      gateway: '192.0.2.1',
      dns1: '192.0.2.53',
      mtu: 1430,
    }
    it.manager.objects.set(bearer, { [BEARER]: { Connected: true, Interface: 'wwan0', Ip4Config: config } })
    it.manager.change(MODEM_PATH, MODEM, { Bearers: [bearer] })
    await it.clock.advance(Seconds(0))
    const ip = {
      v4: {
        addresses: [{ address: '192.0.2.7', prefixLength: 24 }],
        gateway: '192.0.2.1',
        dns: ['192.0.2.53'],
        mtu: 1430,
      },
    }
    const link = { name: 'wwan0', sessionId: 0, configuredBy: 'us' }
    expect(it.facts).toContainEqual({ type: 'context', sessionId: 0, state: 'activated', ip, link })
    it.manager.methods['Disconnect'] = () => {
      it.manager.change(bearer, BEARER, { Connected: false })
      return []
    }
    await it.drivers[0]?.deactivate(0, { signal })
    expect(it.facts).toContainEqual({ type: 'context', sessionId: 0, state: 'deactivated' })
    expect(it.manager.called).not.toContain('DeleteBearer')
  })

  test('that is found disabled is enabled once, and left alone when somebody disables it', async () => {
    await using it = await rig((manager) => {
      manager.objects.set(MODEM_PATH, modemInterfaces({ State: 3 }))
      manager.methods['Enable'] = () => {
        manager.change(MODEM_PATH, MODEM, { State: 8 })
        return []
      }
    })
    expect(it.manager.called.filter((member) => member === 'Enable')).toHaveLength(1)
    it.manager.change(MODEM_PATH, MODEM, { State: 3 })
    await it.clock.advance(Seconds(5))
    expect(it.manager.called.filter((member) => member === 'Enable')).toHaveLength(1)
  })

  test('that can be measured is, as often as is usual, and no more once it is let go', async () => {
    const rates: unknown[] = []
    const Lte = { rssi: -61, rsrp: -92, rsrq: -9, snr: 12.5, 'error-rate': 0.3 }
    const prepare = (rate: number) => (manager: FakeModemManager) => {
      manager.objects.set(MODEM_PATH, {
        ...modemInterfaces(),
        [SIGNAL]: { Rate: rate, Lte, Gsm: { rssi: -32768 } },
      })
      manager.methods['Setup'] = (_path, [every]) => {
        rates.push(every)
        return []
      }
    }
    await using it = await rig(prepare(0))
    const signalTold = it.facts.findLast(({ type }) => type === 'signal')
    expect(signalTold).toEqual({ type: 'signal', signal: { rssi: -61, rsrp: -92, snr: 12.5, errorRate: 2 } })
    await it.drivers[0]?.stop()
    expect(rates).toEqual([30, 0])
    // What somebody else has set up stays as it is.
    await using other = await rig(prepare(5))
    await other.drivers[0]?.stop()
    expect(rates).toEqual([30, 0])
  })

  test('whose refusal has a hostile text tells it in one line', async () => {
    await using it = await rig((manager) => {
      manager.methods['CreateBearer'] = () => {
        throw new CallError(
          { member: 'CreateBearer' },
          `${SERVICE}.Error.Core.Failed`,
          'no\u001b[2J\nway\r\n'.repeat(99),
        )
      }
    })
    const error = await it.drivers[0]?.activate(0, INTERNET, { signal }).catch((thrown: unknown) => thrown)
    const { message } = (error as CauseError).reason

    expect(message).not.toMatch(/[\u0000-\u001f]/)
    expect(message.length).toBeLessThan(400)
  })
})

/** Anything that a decoder may be handed. */
const anything = fc.oneof(
  { weight: 3, arbitrary: fc.anything({ withBigInt: true, maxDepth: 3 }) },
  fc.constant(new Uint8Array([1, 2, 3])),
  fc.constant('x'.repeat(1_000_000)),
  fc.constant(Array.from({ length: 5000 }, (_, index) => [index, 'x'])),
  fc.constantFrom(-1, 0xffffffff, NaN, Infinity, 2n ** 64n - 1n, '/', '', '../../etc', '\u0000\u001b[2J'),
)

const NAMES: Readonly<Record<string, readonly string[]>> = {
  [MODEM]: [
    'State',
    'StateFailedReason',
    'Sim',
    'Bearers',
    'CurrentCapabilities',
    'SupportedModes',
    'Manufacturer',
    'Model',
    'Revision',
    'DeviceIdentifier',
    'Device',
    'PrimaryPort',
    'EquipmentIdentifier',
    'UnlockRequired',
    'UnlockRetries',
    'AccessTechnologies',
    'SignalQuality',
    'OwnNumbers',
    'MaxActiveMultiplexedBearers',
  ],
  [MODEM_3GPP]: [
    'RegistrationState',
    'OperatorCode',
    'OperatorName',
    'PacketServiceState',
    'EnabledFacilityLocks',
  ],
  [SIGNAL]: ['Rate', 'Lte', 'Nr5g', 'Umts', 'Gsm'],
  [MESSAGING]: ['Messages'],
}
const OTHERS: Readonly<Record<string, readonly string[]>> = {
  [SIM]: ['Imsi', 'SimIdentifier', 'OperatorIdentifier', 'OperatorName', 'PreferredNetworks'],
  [BEARER]: ['Connected', 'Interface', 'Ip4Config', 'Ip6Config', 'Stats', 'ConnectionError', 'Multiplexed'],
  [SMS]: [
    'State',
    'PduType',
    'Number',
    'Text',
    'Data',
    'Class',
    'Timestamp',
    'MessageReference',
    'DeliveryState',
  ],
}

const lies = (names: Readonly<Record<string, readonly string[]>>) =>
  fc.record(
    Object.fromEntries(
      Object.entries(names).map(([of, list]) => [
        of,
        fc.record(Object.fromEntries(list.map((name) => [name, anything])), { requiredKeys: [] }),
      ]),
    ),
  )

describe('lies', () => {
  test(
    'about every property are facts or nothing: the modem is told, and in measure',
    { timeout: 60_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(lies(NAMES), lies(OTHERS), anything, async (modem, others, scanned) => {
          const bearer = `${ROOT}/Bearer/1`
          const sms = `${ROOT}/SMS/1`
          await using it = await rig((manager) => {
            const honest = modemInterfaces({ Bearers: [bearer] })
            const told = Object.entries(modem).map(([of, properties]) => [
              of,
              { ...honest[of], ...properties },
            ])
            manager.objects.set(MODEM_PATH, {
              [MESSAGING]: { Messages: [sms] },
              ...(Object.fromEntries(told) as Interfaces),
            })
            manager.objects.set(SIM_PATH, { [SIM]: others[SIM] ?? {} })
            manager.objects.set(bearer, { [BEARER]: { Connected: true, ...others[BEARER] } })
            manager.objects.set(sms, { [SMS]: { State: 3, PduType: 1, ...others[SMS] } })
            manager.methods['Scan'] = () => [scanned]
            manager.methods['List'] = () => [scanned]
            manager.methods['Enable'] = () => []
          })
          await it.clock.advance(Seconds(1))
          expect(it.types()).toContain('ready')
          it.manager.change(MODEM_PATH, MODEM, modem[MODEM] ?? {})
          it.manager.change(bearer, BEARER, others[BEARER] ?? {})
          it.manager.signal(ROOT, 'org.freedesktop.DBus.ObjectManager', 'InterfacesAdded', [scanned, scanned])
          it.manager.signal(MODEM_PATH, MESSAGING, 'Added', [scanned, true])
          const verb = it.drivers[0]?.operate({ kind: 'scan' }, { signal })
          await it.clock.resolve(Promise.resolve(verb).catch(() => undefined))
          const said = JSON.stringify(it.facts)
          expect(said.length).toBeLessThan(2_000_000)
          expect(said).not.toMatch(/\\u001b|\\u0000/)
        }),
        { numRuns: 150 },
      )
    },
  )
})
