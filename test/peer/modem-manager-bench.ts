/**
 * Modems of a stock ModemManager as subjects of the compliance suite: virtual ones, all taken up by one ModemManager at once,
 * and by the next one when they have been unplugged. Time is real here, so few moments of a course are tried. What was not
 * unplugged is used again.
 */
import { DialtoneError, Milliseconds, Seconds, silent, sleep, systemClock } from '../../src/base/index.ts'
import type { Driver } from '../../src/core/index.ts'
import type { Bench, Subject } from '../../src/driver/compliance.ts'
import { modemManagerSource } from '../../src/driver/index.ts'
import { openBus, parseBusAddress, type Bus } from '../../src/driver/modem-manager/bus/index.ts'
import { createVirtualModem, Proxy, type VirtualModem } from '../../src/virtual/index.ts'
import { controlOf } from '../support/virtual-bench.ts'
import { ModemManager } from './modem-manager.ts'

const SERVICE = 'org.freedesktop.ModemManager1'

/**
 * Nothing is said on the bus for so long, and until an answer to what is asked then, twice over, when all that was ready to happen
 * has happened: also where ModemManager had no processor meanwhile.
 */
const QUIET = Milliseconds(40)
/** A step of a course but the first, which is as short as can be: a modem that is taken over answers within a millisecond. */
const STEP = Milliseconds(1)
/** Far longer than any verb takes. */
const PATIENCE = Seconds(40)
/** How many modems a ModemManager has. */
const MODEMS = 32
/**
 * So long a ModemManager is used after the first of its modems was unplugged: half of ten seconds. That is when a question
 * which it had asked that modem times out, and if it was one about the lock, ModemManager 1.20 then reads an interface of
 * the modem that it has removed, and dies.
 */
const WORN = Seconds(5)
/** How many have a SIM that wants its PIN. */
const LOCKED = 1
/** Of each course. */
const MOMENTS = 2

/** @param options.tell is told what is waited for without an end, for whoever gives up on it */
export async function modemManagerBench({
  tell,
}: {
  readonly tell: (doing: string) => void
}): Promise<Bench & AsyncDisposable> {
  let stand = await modemManagerStand(tell)
  let steps = 0
  return {
    moments: MOMENTS,
    async subject({ locked = false } = {}) {
      steps = 0
      if (stand.isWorn({ locked })) {
        await stand[Symbol.asyncDispose]()
        stand = await modemManagerStand(tell)
      }
      return stand.subject({ locked })
    },
    step: () => {
      const isFirst = steps++ === 0
      return isFirst ? new Promise<void>((resolve) => void setImmediate(resolve)) : sleep(systemClock, STEP)
    },
    settle: () => stand.settle(),
    wait: async (promise) => {
      const late = Promise.withResolvers<never>()
      using _timer = systemClock.setTimer(PATIENCE, () =>
        late.reject(new DialtoneError('timeout', 'it takes for ever')),
      )
      return await Promise.race([promise, late.promise])
    },
    [Symbol.asyncDispose]: () => stand[Symbol.asyncDispose](),
  }
}

/** A ModemManager with modems, of which some have been used up. */
interface Stand extends AsyncDisposable {
  /** Whether the next subject needs another one. */
  isWorn(options: { readonly locked: boolean }): boolean
  subject(options: { readonly locked: boolean }): Promise<Subject>
  /** Resolves when nothing has been said on the bus for a while. */
  settle(): Promise<void>
}

async function modemManagerStand(tell: (doing: string) => void): Promise<Stand> {
  await using opening = new AsyncDisposableStack()
  const modems = Array.from({ length: MODEMS }, (_, index) => {
    const sim = { pin1: { enabled: index < LOCKED } }
    const modem = opening.use(
      createVirtualModem({ name: `cdc-wdm${index}`, timing: 'instant', seed: index, sim }),
    )
    // Nothing is told by itself while a case looks whether anything is.
    modem.setSignal(-71, { steady: true })
    return modem
  })
  opening.use(await Proxy.serve({ modems: () => modems }))
  const manager = opening.use(await ModemManager.start({ modems: MODEMS }))
  const address = manager.env['DBUS_SYSTEM_BUS_ADDRESS'] ?? ''
  const [endpoint] = parseBusAddress(address)
  if (endpoint === undefined) throw new DialtoneError('internal', 'there is no bus')
  const bus = await openBus(endpoint, { clock: systemClock, log: silent })
  opening.defer(() => bus.close())
  const seen = new Set<string>()
  const driven = new Set<string>()
  let signals = 0
  opening.use(await bus.subscribe({ sender: SERVICE }, () => (signals += 1)))
  let arrived: (driver: Driver) => void = () => undefined
  const source = opening.use(
    modemManagerSource({
      address,
      wanted: ({ port = '' }) => {
        seen.add(port)
        return driven.has(port)
      },
    }),
  )
  await source.start((driver) => arrived(driver))
  while (seen.size < MODEMS) {
    manager.assertRunning()
    tell(`waiting for ${MODEMS} modems of ModemManager, which shows ${[...seen].join(', ')}`)
    await sleep(systemClock, QUIET)
  }
  const paths = await pathsOf(bus)
  const withLock = modems.slice(0, LOCKED)
  const free = modems.slice(LOCKED)
  let lostAt = Infinity
  const open = opening.move()
  return {
    isWorn: ({ locked }) =>
      systemClock.monotonic() - lostAt > WORN || (locked ? withLock : free).length === 0,
    async subject({ locked }) {
      const modem = locked ? withLock.shift() : free.shift()
      if (modem === undefined) throw new DialtoneError('internal', 'this stand is worn')
      const port = `/dev/${modem.name}`
      if (!locked) await register(bus, paths.get(port) ?? '', (state) => tell(`${port} is in state ${state}`))
      return subject(modem, {
        driver: () => {
          let driver: Driver | undefined
          arrived = (one) => (driver = one)
          driven.add(port)
          source.reconsider()
          if (driver === undefined) throw new DialtoneError('internal', `${port} did not appear`)
          return driver
        },
        end: (spent) => {
          driven.delete(port)
          if (spent) {
            lostAt = Math.min(lostAt, systemClock.monotonic())
            return
          }
          modem.networkDisconnect({ sessionId: 0, cause: 26 })
          free.push(modem)
        },
      })
    },
    settle: async () => {
      for (let rounds = 0; rounds < 2; rounds++) {
        const before = signals
        await sleep(systemClock, QUIET)
        await versionOf(bus)
        if (signals !== before) rounds = -1
      }
    },
    [Symbol.asyncDispose]: () => open.disposeAsync(),
  }
}

function subject(
  modem: VirtualModem,
  { driver, end }: { readonly driver: () => Driver; readonly end: (spent: boolean) => void },
): Subject {
  let spent = false
  return {
    modem: {
      ...controlOf(modem),
      // A cause that ModemManager 1.20 passes on.
      dropContext: (sessionId) => void modem.networkDisconnect({ sessionId, cause: 26 }),
      unplug: () => {
        spent = true
        modem.unplug()
      },
    },
    driver,
    [Symbol.asyncDispose]: async () => {
      end(spent)
    },
  }
}

/** It answers behind all that it has said before. */
async function versionOf(bus: Bus): Promise<void> {
  await bus.call({
    destination: SERVICE,
    path: '/org/freedesktop/ModemManager1',
    interface: 'org.freedesktop.DBus.Properties',
    member: 'Get',
    signature: 'ss',
    body: [SERVICE, 'Version'],
  })
}

/** The object of each modem, by its control port. */
async function pathsOf(bus: Bus): Promise<ReadonlyMap<string, string>> {
  const root = { destination: SERVICE, path: '/org/freedesktop/ModemManager1' }
  const [objects] = await bus.call({
    ...root,
    interface: 'org.freedesktop.DBus.ObjectManager',
    member: 'GetManagedObjects',
  })
  const all = Object.entries(objects as Record<string, Record<string, Record<string, unknown>>>) // ModemManager's own shape
  return new Map(all.map(([path, of]) => [`/dev/${String(of[`${SERVICE}.Modem`]?.['PrimaryPort'])}`, path]))
}

const REGISTERED = 8

async function register(bus: Bus, path: string, tell: (state: string) => void): Promise<void> {
  const modem = { destination: SERVICE, path }
  await bus.call({ ...modem, interface: `${SERVICE}.Modem`, member: 'Enable', signature: 'b', body: [true] })
  for (;;) {
    const [state] = await bus.call({
      ...modem,
      interface: 'org.freedesktop.DBus.Properties',
      member: 'Get',
      signature: 'ss',
      body: [`${SERVICE}.Modem`, 'State'],
    })
    if (typeof state === 'number' && state >= REGISTERED) return
    tell(String(state))
    await sleep(systemClock, STEP)
  }
}
