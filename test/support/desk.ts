/** A manager on fake drivers, a store in memory and a virtual clock. */
import { DialtoneError, Milliseconds, seededRandom, silent, VirtualClock } from '../../src/base/index.ts'
import { inProcess, type Caller, type Event, type Scope, type Store } from '../../src/core/index.ts'
import type { Service, VirtualControl } from '../../src/api/index.ts'
import { createManager, type Manager } from '../../src/manager/index.ts'
import { noNetwork } from '../../src/network/index.ts'
import { openStore } from '../../src/store/index.ts'
import { FakeDriver, FakeSource } from './fake-driver.ts'

export const PROFILE = `<MBNProfile xmlns="http://www.microsoft.com/networking/WWAN/profile/v1">
  <Name>internet</Name>
  <IsDefault>true</IsDefault>
  <SubscriberID>001010123456789</SubscriberID>
  <Context>
    <AccessString>internet</AccessString>
    <UserLogonCred><UserName>user</UserName><Password>secret</Password></UserLogonCred>
  </Context>
</MBNProfile>`

export interface Desk extends AsyncDisposable {
  readonly clock: VirtualClock
  readonly store: Store
  readonly manager: Manager
  readonly source: FakeSource
  /** Plugged in at the start. */
  readonly driver: FakeDriver
  readonly service: Service
  /** Every event so far. */
  readonly events: readonly Event[]
  as(name: string, ...scopes: Scope[]): Service
  /** Lets everything that is ready run. */
  settle(): Promise<void>
}

export interface DeskOptions {
  readonly store?: Store
  readonly clock?: VirtualClock
  readonly virtual?: VirtualControl
}

export async function openDesk(options: DeskOptions = {}): Promise<Desk> {
  const { clock = new VirtualClock(), virtual } = options
  const store = options.store ?? openStore({ clock, random: seededRandom(1) })
  const driver = new FakeDriver()
  const source = new FakeSource(driver)
  const events: Event[] = []
  store.journal.subscribe((batch) => events.push(...batch))
  const manager = await createManager({
    store,
    sources: [source],
    clock,
    log: silent,
    version: '0.0.0',
    network: noNetwork({ code: 'not_supported', message: 'this test has no data path' }),
    ...(virtual && { virtual }),
  })
  const as = (caller: Caller): Service => manager.as(caller)
  return {
    clock,
    store,
    manager,
    source,
    driver,
    service: as(inProcess),
    events,
    as: (name, ...scopes) => as({ name, scopes }),
    settle: () => clock.advance(Milliseconds(0)),
    [Symbol.asyncDispose]: async () => {
      await manager[Symbol.asyncDispose]()
      await store.close()
    },
  }
}

/** A desk whose modem is up and whose profile is stored. */
export async function openReadyDesk(options: DeskOptions = {}): Promise<Desk> {
  const desk = await openDesk(options)
  await desk.service.addProfile({ xml: PROFILE })
  desk.driver.comeUp()
  await desk.settle()
  return desk
}

/** The code of what a promise rejects with. */
export async function codeOf(promise: Promise<unknown>): Promise<string | undefined> {
  try {
    await promise
    return undefined
  } catch (thrown) {
    const error = DialtoneError.of(thrown)
    if (error === undefined) throw thrown
    return error.code
  }
}

/** Connects by the stored profile and lets the driver agree. */
export async function connected(desk: Desk): Promise<number> {
  const { requestId } = await desk.service.connect({ connection: 'modem0', profile: 'internet' })
  desk.driver.last.succeed()
  await desk.settle()
  return requestId
}

export const types = (desk: Desk): string[] => desk.events.map(({ type }) => type)
