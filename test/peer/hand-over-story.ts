/**
 * A process of its own, in a network namespace of its own, because the abstract socket of mbim-proxy belongs to one: a virtual
 * modem on our proxy, a stock ModemManager, and our source of modems that shares it with that. Prints what happened as one
 * line of JSON.
 *
 *     unshare -n node test/peer/hand-over-story.ts STORY
 */
import { silent, systemClock } from '../../src/base/index.ts'
import { connectSocket } from '../../src/channel/index.ts'
import type { Driver, DriverFact } from '../../src/core/index.ts'
import { throughProxy } from '../../src/device/index.ts'
import { ownedSource, type OwnedModemSource, type OwnerSetting } from '../../src/driver/index.ts'
import { createVirtualModem, Proxy } from '../../src/virtual/index.ts'
import { SysfsTree } from '../support/sysfs-tree.ts'
import { INTERNET } from '../support/virtual-bench.ts'
import { ModemManager } from './modem-manager.ts'

const { signal } = new AbortController()
const clock = systemClock

const facts: DriverFact[] = []
let wake = Promise.withResolvers<undefined>()

/** The first fact from the `from`th on that is as wanted. */
async function until(wanted: (fact: DriverFact) => boolean, from: number): Promise<DriverFact> {
  for (;;) {
    const found = facts.slice(from).find(wanted)
    if (found !== undefined) return found
    await wake.promise
  }
}

const reachedBy = (way: string) => (fact: DriverFact) => fact.type === 'reached' && fact.reached.way === way

using modem = createVirtualModem({ name: 'cdc-wdm0', timing: 'instant' })
const session = (): string | undefined => modem.inside.contexts.get(0)?.state
await using _proxy = await Proxy.serve({ modems: () => [modem] })
await using manager = await ModemManager.start()
using sysfs = new SysfsTree()
// Where umockdev has it for ModemManager.
const usb = 'sys/devices/usb1/1-1/1-1:1.0'
sysfs.add({
  [`${usb}/usbmisc/cdc-wdm0`]: '',
  [`${usb}/net/wwan0`]: '',
  [`${usb}/driver`]: '→ sys/bus/usb/drivers/cdc_mbim',
  [`${usb}/usbmisc/cdc-wdm0/device`]: `→ ${usb}`,
  'sys/class/usbmisc/cdc-wdm0': `→ ${usb}/usbmisc/cdc-wdm0`,
})

async function drive(
  owner: OwnerSetting,
): Promise<{ readonly source: OwnedModemSource; readonly driver: Driver }> {
  const source = ownedSource({
    owner,
    sysfs: sysfs.options.sysfs,
    dev: '/dev',
    log: silent,
    // Of the modem there is a proxy's end only, whatever this way is to stand for.
    open: async ({ path }, took, way) => {
      const channel = await throughProxy(await connectSocket('@mbim-proxy', { clock }), path, { clock })
      took(way ?? (owner === 'direct' ? 'direct' : 'mbim-proxy'))
      return channel
    },
    modemManager: { address: manager.env['DBUS_SYSTEM_BUS_ADDRESS'] },
  })
  const driver = await new Promise<Driver>((resolve) => void source.start(resolve))
  const take = (fact: DriverFact): void => {
    facts.push(fact)
    wake.resolve(undefined)
    wake = Promise.withResolvers()
  }
  await driver.start(take, { signal })
  return { source, driver }
}

const STORIES: Readonly<Record<string, () => Promise<unknown>>> = {
  /** ModemManager comes while a session is up, gets the modem when that has ended, makes one itself, and dies over it. */
  async auto() {
    await manager.kill()
    const { source, driver } = await drive('auto')
    const alone = await until(reachedBy('mbim-proxy'), 0)
    await driver.activate(0, INTERNET, { signal })
    let from = facts.length
    await manager.startAgain()
    // Whatever it does to a modem that it takes up, it has done when it says that it is ready.
    await manager.modem(({ generic }) => generic.state !== 'unknown' && generic.state !== 'initializing')
    const beside = session()
    const meanwhile = facts.slice(from).map(({ type }) => type)
    from = facts.length
    await driver.deactivate(0, { signal })
    const handed = await until(reachedBy('modem-manager'), from)
    await until((fact) => fact.type === 'registration' && fact.registration.state === 'home', from)
    await until((fact) => fact.type === 'packet-service' && fact.packetService.state === 'attached', from)
    const made = await driver.activate(0, INTERNET, { signal })
    from = facts.length
    await manager.kill()
    const back = await until(reachedBy('mbim-proxy'), from)
    await until(({ type }) => type === 'ready', from)
    const after = facts.slice(from).filter(({ type }) => type === 'context' || type === 'gone')
    const lasting = session()
    await driver.deactivate(0, { signal })
    await driver.stop()
    await source[Symbol.asyncDispose]()
    return { alone, beside, meanwhile, handed, made, back, after, lasting, left: session() }
  },

  /** ModemManager is told by somebody to connect, while a session of ours is up. */
  async replaced() {
    await manager.kill()
    const { source, driver } = await drive('auto')
    await until(reachedBy('mbim-proxy'), 0)
    const ours = await driver.activate(0, INTERNET, { signal })
    await manager.startAgain()
    await manager.modem(({ generic }) => generic.state === 'disabled')
    const from = facts.length
    await manager.mmcli('-m', 'any', '--enable')
    await manager.modem(({ generic }) => generic.state === 'registered')
    const meanwhile = facts.slice(from).map(({ type }) => type)
    const between = facts.length
    await manager.mmcli('-m', 'any', '--simple-connect=apn=internet')
    await until(reachedBy('modem-manager'), between)
    const taken = await until((fact) => fact.type === 'context' && fact.state === 'activated', between)
    const given = modem.inside.contexts.get(0)?.bearer?.leases
    const told = facts.slice(between)
    await driver.deactivate(0, { signal })
    await driver.stop()
    await source[Symbol.asyncDispose]()
    return { ours, meanwhile, taken, given, told, left: session() }
  },

  /** We share the modem as it is set, ModemManager makes the session, and is to have the modem from then on. */
  async given() {
    await manager.modem(({ generic }) => generic.state === 'disabled')
    const { source, driver } = await drive('mbim-proxy')
    await until(({ type }) => type === 'ready', 0)
    await manager.mmcli('-m', 'any', '--enable')
    await manager.modem(({ generic }) => generic.state === 'registered')
    let from = facts.length
    await manager.mmcli('-m', 'any', '--simple-connect=apn=internet')
    const seen = await until((fact) => fact.type === 'context' && fact.state === 'activated', from)
    const before = modem.inside.contexts.get(0)?.bearer
    from = facts.length
    source.rule({ owner: 'auto' })
    await until(reachedBy('modem-manager'), from)
    await until(({ type }) => type === 'ready', from)
    const after = facts.slice(from).filter(({ type }) => type === 'context' || type === 'gone')
    const isSame = modem.inside.contexts.get(0)?.bearer === before
    await driver.deactivate(0, { signal })
    await driver.stop()
    await source[Symbol.asyncDispose]()
    return { seen, after, isSame, left: session() }
  },

  /**
   * ModemManager has the modem and is asked to leave it alone; once that is not asked any more, and a session has ended, it has it
   * again.
   */
  async direct() {
    await manager.modems(1)
    const { source, driver } = await drive('direct')
    const reached = await until(reachedBy('direct'), 0)
    const listed = JSON.parse(await manager.mmcli('-L', '-J')) as unknown
    await driver.activate(0, INTERNET, { signal })
    const up = session()
    let from = facts.length
    source.rule({})
    const waiting = await until(reachedBy('direct'), from)
    const still = session()
    from = facts.length
    await driver.deactivate(0, { signal })
    const returned = await until(reachedBy('modem-manager'), from)
    // Asked again with nothing up, it leaves it once more, and has it when we have gone.
    from = facts.length
    source.rule({ owners: [{ modem: '/dev/cdc-wdm0', owner: 'direct' }] })
    const again = await until(reachedBy('direct'), from)
    await driver.stop()
    await source[Symbol.asyncDispose]()
    await manager.modems(1)
    return {
      reached,
      listed,
      up,
      waiting,
      still,
      returned,
      again,
      gone: facts.some(({ type }) => type === 'gone'),
    }
  },
}

const [story = ''] = process.argv.slice(2)
const tell = STORIES[story]
if (tell === undefined) throw new Error(`there is no story ${story}`)
console.log(JSON.stringify(await tell()))
