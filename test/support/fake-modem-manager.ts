/**
 * A bus with a ModemManager on it that does as a test tells it: lies, hangs, restarts, says what nobody asked for. What an
 * honest one does is for the real one to show. Values are as they are after decoding.
 */
import { abortReason, DialtoneError, type Clock } from '../../src/base/index.ts'
import {
  BUS,
  CallError,
  type Bus,
  type BusSignal,
  type CallOptions,
  type MatchRule,
  type MethodCall,
} from '../../src/driver/modem-manager/bus/index.ts'
import { MODEM, MODEM_3GPP, PROPERTIES, ROOT, SERVICE, SIM } from '../../src/driver/modem-manager/names.ts'

export type Properties = Record<string, unknown>
export type Interfaces = Record<string, Properties>

/** A modem that is registered at home, with its SIM at `SIM_PATH`. */
export const modemInterfaces = (properties: Properties = {}): Interfaces => ({
  [MODEM]: {
    State: 8,
    Sim: SIM_PATH,
    Bearers: [],
    EquipmentIdentifier: '490154203237518',
    DeviceIdentifier: 'c7ce03fc7e8cc858879e9acdb097aee513a62111',
    Device: '/sys/devices/usb1/1-1',
    PrimaryPort: 'cdc-wdm0',
    CurrentCapabilities: 12,
    UnlockRequired: 1,
    AccessTechnologies: 1 << 14,
    SignalQuality: [50, true],
    ...properties,
  },
  [MODEM_3GPP]: {
    RegistrationState: 1,
    OperatorCode: '00101',
    OperatorName: 'Dialtone Mobile',
    PacketServiceState: 2,
  },
})

export const MODEM_PATH = `${ROOT}/Modem/0`
export const SIM_PATH = `${ROOT}/SIM/0`

type Method = (path: string, body: readonly unknown[]) => readonly unknown[] | Promise<readonly unknown[]>

/** A ModemManager, on however many buses. */
export class FakeModemManager {
  readonly objects = new Map<string, Interfaces>([
    [MODEM_PATH, modemInterfaces()],
    [
      SIM_PATH,
      {
        [SIM]: { Imsi: '001010000000001', SimIdentifier: '8900101000000000017', OperatorIdentifier: '00101' },
      },
    ],
  ])
  readonly methods: Record<string, Method> = {}
  /** What was called, by name. */
  readonly called: string[] = []
  owner: string | undefined = ':1.7'
  /** It answers nothing any more. */
  hangs = false
  readonly #clock: Clock
  readonly #buses = new Set<FakeBus>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** The bus that is open now. */
  get bus(): FakeBus {
    const [bus] = [...this.#buses].slice(-1)
    if (bus === undefined) throw new Error('no bus is open')
    return bus
  }

  readonly open = async (): Promise<Bus> => {
    const bus = new FakeBus(this, this.#clock, () => this.#buses.delete(bus))
    this.#buses.add(bus)
    return bus
  }

  /** Properties are others now, which is told. */
  change(path: string, of: string, properties: Properties): void {
    const object = this.objects.get(path)
    if (object !== undefined) object[of] = { ...object[of], ...properties }
    this.signal(path, PROPERTIES, 'PropertiesChanged', [of, properties, []])
  }

  remove(path: string): void {
    const interfaces = Object.keys(this.objects.get(path) ?? {})
    this.objects.delete(path)
    this.signal(ROOT, 'org.freedesktop.DBus.ObjectManager', 'InterfacesRemoved', [path, interfaces])
  }

  add(path: string, interfaces: Interfaces): void {
    this.objects.set(path, interfaces)
    this.signal(ROOT, 'org.freedesktop.DBus.ObjectManager', 'InterfacesAdded', [path, interfaces])
  }

  signal(
    path: string,
    of: string,
    member: string,
    body: readonly unknown[],
    sender = this.owner ?? '',
  ): void {
    for (const bus of [...this.#buses]) bus.deliver({ sender, path, interface: of, member, body })
  }

  /** Somebody else owns its name now, or nobody. */
  ownedBy(owner: string | undefined): void {
    const before = this.owner ?? ''
    this.owner = owner
    const body = [SERVICE, before, owner ?? '']
    this.signal('/org/freedesktop/DBus', BUS, 'NameOwnerChanged', body, BUS)
  }
}

class FakeBus implements Bus {
  readonly rules: MatchRule[] = []
  readonly #manager: FakeModemManager
  readonly #clock: Clock
  readonly #ended: () => void
  readonly #listeners = new Map<MatchRule, (signal: BusSignal) => void>()
  readonly #pending = new Set<(error: Error) => void>()
  #closed: (cause: DialtoneError) => void = () => undefined

  constructor(manager: FakeModemManager, clock: Clock, ended: () => void) {
    this.#manager = manager
    this.#clock = clock
    this.#ended = ended
  }

  call(call: MethodCall, { signal, timeout }: CallOptions = {}): Promise<readonly unknown[]> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted === true) {
        reject(abortReason(signal))
        return
      }
      const late = (): void =>
        settle(() => reject(new DialtoneError('timeout', `${call.member} was not answered`)))
      const timer = this.#clock.setTimer(timeout ?? (25_000 as NonNullable<typeof timeout>), late)
      const onAbort = (): void => settle(() => reject(abortReason(signal)))
      const fail = (error: Error): void => settle(() => reject(error))
      const settle = (end: () => void): void => {
        timer[Symbol.dispose]()
        signal?.removeEventListener('abort', onAbort)
        this.#pending.delete(fail)
        end()
      }
      signal?.addEventListener('abort', onAbort, { once: true })
      this.#pending.add(fail)
      if (call.destination !== BUS && this.#manager.hangs) return
      Promise.resolve()
        .then(() => this.#answer(call))
        .then(
          (body) => settle(() => resolve(body)),
          (error: unknown) => fail(error instanceof Error ? error : new Error(String(error))),
        )
    })
  }

  async subscribe(rule: MatchRule, heard: (signal: BusSignal) => void): Promise<Disposable> {
    this.rules.push(rule)
    this.#listeners.set(rule, heard)
    return {
      [Symbol.dispose]: () => {
        this.rules.splice(this.rules.indexOf(rule), 1)
        this.#listeners.delete(rule)
      },
    }
  }

  onClosed(closed: (cause: DialtoneError) => void): void {
    this.#closed = closed
  }

  close(): void {
    this.#end(new DialtoneError('channel_failed', 'the connection to the bus was closed'))
  }

  /** The bus goes away. */
  break(): void {
    const cause = new DialtoneError('channel_failed', 'the bus closed the connection')
    this.#end(cause)
    this.#closed(cause)
  }

  deliver(signal: BusSignal): void {
    for (const [rule, heard] of [...this.#listeners]) {
      if (rule.sender === BUS ? signal.sender === BUS : signal.sender !== BUS) heard(signal)
    }
  }

  #end(cause: DialtoneError): void {
    this.#ended()
    this.#listeners.clear()
    for (const fail of [...this.#pending]) fail(cause)
  }

  #answer(call: MethodCall): readonly unknown[] | Promise<readonly unknown[]> {
    const { destination, member, path, body = [] } = call
    const { owner, objects, methods, called } = this.#manager
    const refuse = (name: string): never => {
      throw new CallError(call, `${BUS}.Error.${name}`, 'no')
    }
    if (destination === BUS) return owner === undefined ? refuse('NameHasNoOwner') : [owner]
    if (destination !== owner) return refuse('ServiceUnknown')
    called.push(member)
    const method = methods[member]
    if (method !== undefined) return method(path, body)
    if (member === 'GetManagedObjects') {
      return [Object.fromEntries([...objects].filter(([, interfaces]) => MODEM in interfaces))]
    }
    if (member === 'GetAll') {
      const of = objects.get(path)?.[String(body[0])]
      return of === undefined ? refuse('UnknownObject') : [of]
    }
    return member === 'Ping' ? [] : refuse('UnknownMethod')
  }
}
