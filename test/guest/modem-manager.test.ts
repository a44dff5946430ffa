/**
 * Our driver over a stock ModemManager, beside a stock NetworkManager, on a real kernel: it is in this process and speaks to the
 * guest's message bus, the modem is in the guest. A story: each test goes on where the last one ended.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Milliseconds, Minutes, silent, sleep, systemClock } from '../../src/base/index.ts'
import type { Activation, Driver, DriverFact } from '../../src/core/index.ts'
import { Driven, never, type Bench } from '../../src/driver/compliance-bench.ts'
import { STORY_COMPLIANCE } from '../../src/driver/compliance-story.ts'
import { modemManagerSource, type ModemManagerSource } from '../../src/driver/index.ts'
import { VirtualVendor } from '../../src/virtual/index.ts'
import { INTERNET, messagesOf } from '../support/virtual-bench.ts'
import { bootGuest, requireGuest } from './guest.ts'
import { openUsbStage, type UsbStage } from './usb-stage.ts'

const suite = requireGuest()

const WEB = '192.0.2.80'
const PIN = '1234'
/** Emulated, ModemManager takes half a minute for a modem. */
const PATIENCE = Minutes(2)

suite('our driver over stock ModemManager, beside NetworkManager', () => {
  const guest = bootGuest()
  let stage: UsbStage
  let source: ModemManagerSource
  let driven: Driven | undefined
  /** Modems that have come and are not driven yet. */
  const arrived: Driver[] = []
  let wake = Promise.withResolvers<undefined>()

  const modem = () => {
    const [one] = stage.modems
    if (one === undefined) throw new Error('there is a modem')
    return one
  }
  const isUp = (): boolean => modem().inside.contexts.get(0)?.state === 'activated'

  async function wait<T>(promise: Promise<T>): Promise<T> {
    const late = Promise.withResolvers<never>()
    using _timer = systemClock.setTimer(PATIENCE, () =>
      late.reject(new Error(`it takes for ever; told: ${JSON.stringify(driven?.facts.slice(-6))}`)),
    )
    return await Promise.race([promise, late.promise])
  }

  const next = async (): Promise<Driver> => {
    for (;;) {
      const driver = arrived.shift()
      if (driver !== undefined) return driver
      await wait(wake.promise)
    }
  }

  const bench: Bench = {
    subject: async () => {
      const driver = await next()
      return {
        modem: {
          settings: INTERNET,
          refused: { ...INTERNET, accessString: 'unsubscribed' },
          unanswered: { ...INTERNET, accessString: 'silent' },
          noSession: 200,
          // A cause that ModemManager passes on.
          dropContext: (sessionId) => void modem().networkDisconnect({ sessionId, cause: 26 }),
          unplug: () => modem().unplug(),
          codes: { pin: PIN, puk: '12345678' },
          lockSim: () => void modem().lockSim(),
          ...messagesOf(modem()),
          provider: '00101',
          deviceService: VirtualVendor.uuid,
          isUp,
        },
        driver: () => driver,
        [Symbol.asyncDispose]: async () => undefined,
      }
    },
    step: () => sleep(systemClock, Milliseconds(1)),
    settle: () => sleep(systemClock, Milliseconds(100)),
    wait,
  }

  beforeAll(async () => {
    stage = await openUsbStage(1, { sim: { pin1: { enabled: true } } })
    await guest().start('ModemManager')
    await guest().attach('1-1', { port: stage.port })
    const address = `unix:path=${await guest().socket('/run/dbus/system_bus_socket')}`
    source = modemManagerSource({ address, log: silent })
    await source.start((driver) => {
      arrived.push(driver)
      wake.resolve(undefined)
      wake = Promise.withResolvers()
    })
    arrived.push(await next())
  }, Minutes(5))
  afterAll(async () => {
    await source[Symbol.asyncDispose]()
    await stage[Symbol.asyncDispose]()
  })

  /** The driver that drives it from the second test on. */
  const own = (): Driven => {
    if (driven === undefined) throw new Error('it is driven')
    return driven
  }
  /** The first fact from the `from`th on that is as wanted, when it comes. */
  const until = (wanted: (fact: DriverFact) => boolean, from: number): Promise<DriverFact> =>
    wait(own().until(wanted, from))
  const context = (state: string, from: number): Promise<DriverFact> =>
    until((fact) => fact.type === 'context' && fact.state === state, from)
  const radio = (software: string, from: number): Promise<DriverFact> =>
    until((fact) => fact.type === 'radio' && fact.radio.software === software, from)
  const registered = async (from: number): Promise<void> => {
    await until((fact) => fact.type === 'registration' && fact.registration.state === 'home', from)
    await until((fact) => fact.type === 'packet-service' && fact.packetService.state === 'attached', from)
  }
  /** As our data path has it. */
  const configure = async ({ ip, link }: Activation): Promise<void> => {
    const [address] = ip.v4?.addresses ?? []
    if (address === undefined) throw new Error('it has an address')
    expect(link).toEqual({ name: 'wwan0', sessionId: 0, configuredBy: 'us' })
    await guest().run(
      `ip link set wwan0 up && ip address flush dev wwan0 &&
       ip address add ${address.address}/${address.prefixLength} dev wwan0 && ip route replace default dev wwan0`,
    )
  }
  const connect = async (): Promise<void> =>
    configure(await wait(own().driver.activate(0, INTERNET, { signal: never })))
  const ping = () => guest().run(`ping -c 2 -i 0.2 -W 10 ${WEB}`)
  const nmcliUp = () => guest().run('nmcli --wait 120 connection up internet', { timeout: PATIENCE })
  const nmcliIsDown = () => guest().until('! nmcli -g NAME connection show --active | grep -qx internet')

  for (const { name, run } of STORY_COMPLIANCE) test(name, () => run(bench))

  test('the next driver takes it up as it is, and has its SIM want no PIN any more', async () => {
    source.reconsider()
    driven = new Driven(await next())
    await wait(own().start())
    await registered(0)
    await wait(own().driver.operate({ kind: 'disable-pin', pin: 'pin1', code: PIN }, { signal: never }))
    expect(modem().inside.sim.card?.pins.get('pin1')?.enabled).toBe(false)
  })

  test('a session of ours goes on when NetworkManager comes', async () => {
    await connect()
    await ping()
    const from = own().facts.length
    await guest().start('NetworkManager')
    await guest().until('nmcli -g DEVICE,STATE device | grep -qx cdc-wdm0:disconnected')
    await ping()
    expect(own().contexts(from)).toEqual([])
    await wait(own().driver.deactivate(0, { signal: never }))
    await guest().run('ip address flush dev wwan0; ip route flush dev wwan0')
  })

  test('a session that NetworkManager makes is told, and why the network has ended it', async () => {
    const from = own().facts.length
    await guest().run(
      "nmcli connection add type gsm ifname '*' con-name internet apn internet autoconnect no",
    )
    await nmcliUp()
    const { ipv4 } = modem().inside.contexts.get(0)?.bearer?.leases ?? {}
    expect(await context('activated', from)).toMatchObject({
      sessionId: 0,
      ip: { v4: { addresses: [{ address: ipv4?.address, prefixLength: 30 }], gateway: ipv4?.gateway } },
      link: { name: 'wwan0' },
    })
    await ping()
    modem().networkDisconnect({ sessionId: 0, cause: 26 })
    expect(await context('deactivated', from)).toMatchObject({ networkError: { value: 26 } })
    await nmcliIsDown()
  })

  test('each of the two ends what the other has made, and both know', async () => {
    let from = own().facts.length
    await nmcliUp()
    await context('activated', from)
    await wait(own().driver.deactivate(0, { signal: never }))
    expect(isUp()).toBe(false)
    await nmcliIsDown()
    await connect()
    from = own().facts.length
    await guest().run('nmcli radio wwan off')
    await context('deactivated', from)
    await radio('off', from)
    expect(isUp()).toBe(false)
    from = own().facts.length
    await guest().run('nmcli radio wwan on')
    await radio('on', from)
    await registered(from)
  })

  test('ModemManager is killed over a session, and its next one makes a new one', async () => {
    await connect()
    const from = own().facts.length
    await guest().kill('ModemManager')
    expect(await until(({ type }) => type === 'failed', from)).toMatchObject({
      cause: { code: 'service_unavailable' },
    })
    await ping()
    // NetworkManager has the bus start another one. Of a session that is still up at the modem that one knows nothing.
    await until(({ type }) => type === 'ready', from)
    expect(own().contexts(from)).toEqual([{ type: 'context', sessionId: 0, state: 'deactivated' }])
    await radio('on', from)
    await registered(from)
    await connect()
    await ping()
  })

  test('it is gone when it is pulled out, and comes again as the same modem', async () => {
    const [before] = own().facts
    modem().unplug()
    await until(({ type }) => type === 'gone', 0)
    expect(own().facts.at(-1)?.type).toBe('gone')
    modem().plug()
    await guest().attach('1-1', { port: stage.port })
    driven = new Driven(await next())
    await wait(own().start())
    expect(own().facts[0]).toEqual(before)
    await radio('on', 0)
    await registered(0)
    await connect()
    await ping()
  })
})
