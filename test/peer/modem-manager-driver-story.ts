/**
 * A process of its own, in a network namespace of its own, because the abstract socket of mbim-proxy belongs to one: virtual
 * modems on our proxy, a stock ModemManager that manages them, and our driver on its bus. Prints what happened as one line
 * of JSON.
 *
 *     unshare -n node test/peer/modem-manager-driver-story.ts STORY
 */
import { silent } from '../../src/base/index.ts'
import { CauseError, type Driver, type DriverFact } from '../../src/core/index.ts'
import { modemManagerSource, type ModemManagerSource } from '../../src/driver/index.ts'
import { createVirtualModem, Proxy, serveSerialSocket, type VirtualModem } from '../../src/virtual/index.ts'
import { INTERNET, messagesOf } from '../support/virtual-bench.ts'
import { ModemManager } from './modem-manager.ts'

interface Scene {
  readonly manager: ModemManager
  readonly modem: VirtualModem
}

const { signal } = new AbortController()

/** What a driver has told, and how to wait for more. */
class Told {
  readonly facts: DriverFact[] = []
  #wake = Promise.withResolvers<undefined>()

  readonly take = (fact: DriverFact): void => {
    this.facts.push(fact)
    this.#wake.resolve(undefined)
    this.#wake = Promise.withResolvers()
  }

  /** The first fact from the `from`th on that is as wanted. */
  async until(wanted: (fact: DriverFact) => boolean, from = 0): Promise<DriverFact> {
    for (;;) {
      const found = this.facts.slice(from).find(wanted)
      if (found !== undefined) return found
      await this.#wake.promise
    }
  }

  /** Until it could connect. */
  async registered(from = 0): Promise<void> {
    await this.until((fact) => fact.type === 'radio' && fact.radio.software === 'on', from)
    await this.until((fact) => fact.type === 'registration' && fact.registration.state === 'home', from)
    await this.until(
      (fact) => fact.type === 'packet-service' && fact.packetService.state === 'attached',
      from,
    )
    await this.until((fact) => fact.type === 'signal' && fact.signal.rssi !== undefined, from)
  }

  types(from = 0): string[] {
    return this.facts.slice(from).map(({ type }) => type)
  }
}

interface Driven {
  readonly source: ModemManagerSource
  readonly driver: Driver
  readonly told: Told
}

async function drive({ manager }: Scene): Promise<Driven> {
  const address = manager.env['DBUS_SYSTEM_BUS_ADDRESS']
  const source = modemManagerSource({ address, log: silent })
  const driver = await new Promise<Driver>((resolve) => void source.start(resolve))
  const told = new Told()
  await driver.start(told.take, { signal })
  return { source, driver, told }
}

async function causeOf(verb: Promise<unknown>): Promise<unknown> {
  try {
    return await verb
  } catch (error) {
    return error instanceof CauseError ? error.reason : String(error)
  }
}

const STORIES: Readonly<Record<string, (scene: Scene) => Promise<unknown>>> = {
  async connect(scene) {
    const { modem } = scene
    const { source, driver, told } = await drive(scene)
    await told.registered()
    const picture = [...told.facts]
    await driver.attach({ signal })
    const first = await driver.activate(0, INTERNET, { signal })
    const given = modem.inside.contexts.get(0)?.bearer?.leases
    const again = await causeOf(driver.activate(0, INTERNET, { signal }))
    const beforeDrop = told.facts.length
    modem.networkDisconnect({ sessionId: 0, cause: 26 })
    const dropped = await told.until((fact) => fact.type === 'context', beforeDrop)
    const refused = await causeOf(
      driver.activate(0, { ...INTERNET, accessString: 'unsubscribed' }, { signal }),
    )
    const second = await driver.activate(0, INTERNET, { signal })
    await driver.stop()
    await source[Symbol.asyncDispose]()
    const afterStop = modem.inside.contexts.get(0)?.state
    // Another service finds the connection where it was.
    const next = await drive(scene)
    const [opened] = next.told.facts
    const adopted = next.told.facts.find(({ type }) => type === 'context')
    await next.driver.deactivate(0, { signal })
    const down = modem.inside.contexts.get(0)?.state
    const end = next.told.facts.length
    modem.unplug()
    await next.told.until(({ type }) => type === 'gone', end)
    const late = await causeOf(next.driver.attach({ signal }))
    await next.source[Symbol.asyncDispose]()
    return {
      picture,
      first,
      given,
      again,
      dropped,
      refused,
      second,
      afterStop,
      opened,
      adopted,
      down,
      late,
      last: next.told.types().at(-1),
    }
  },

  /** ModemManager dies while a connection is up, and another one comes. */
  async restart(scene) {
    const { manager, modem } = scene
    const { source, driver, told } = await drive(scene)
    await told.registered()
    await driver.activate(0, INTERNET, { signal })
    const before = told.facts.length
    await manager.kill()
    const failed = await told.until(({ type }) => type === 'failed', before)
    const lasting = modem.inside.contexts.get(0)?.state
    const refused = await causeOf(driver.deactivate(0, { signal }))
    await manager.startAgain()
    await told.until(({ type }) => type === 'ready', before)
    await told.registered(before)
    const after = told.facts.slice(before)
    const { link } = await driver.activate(0, INTERNET, { signal })
    await driver.stop({ close: true })
    await source[Symbol.asyncDispose]()
    return { failed, lasting, refused, after, link, left: modem.inside.contexts.get(0)?.state }
  },

  /** A modem that speaks AT commands on serial ports; none of them carries data in this mode. */
  async serial(scene) {
    const { modem } = scene
    const { source, driver, told } = await drive(scene)
    await told.until((fact) => fact.type === 'radio' && fact.radio.software === 'on')
    await told.until((fact) => fact.type === 'registration' && fact.registration.state === 'home')
    await told.until((fact) => fact.type === 'signal' && fact.signal.rssi !== undefined)
    const { providers } = await driver.operate({ kind: 'scan' }, { signal })
    const before = told.facts.length
    messagesOf(modem).receiveMessage('+15550123', 'See you at noon')
    const message = await told.until(({ type }) => type === 'message', before)
    const picture = told.facts.slice(0, before)
    await driver.stop()
    await source[Symbol.asyncDispose]()
    return { picture, providers, message }
  },
}

const [story = ''] = process.argv.slice(2)
const tell = STORIES[story]
if (tell === undefined) throw new Error(`there is no story ${story}`)
const isSerial = story === 'serial'
using modem = createVirtualModem({ name: 'cdc-wdm0', timing: isSerial ? 'brisk' : 'instant' })
await using serving = new AsyncDisposableStack()
const ports = isSerial ? ['abstract:at0', 'abstract:at1'] : []
for (const name of ports) serving.use(await serveSerialSocket({ modem, name }))
if (!isSerial) serving.use(await Proxy.serve({ modems: () => [modem] }))
await using manager = await ModemManager.start({ serial: ports })
console.log(JSON.stringify(await tell({ manager, modem })))
