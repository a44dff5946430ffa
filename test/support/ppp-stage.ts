/** Dial interfaces of one serial line, as far as their dialers see them, on a machine with PPP that is none. */
import { Seconds, silent, VirtualClock } from '../../src/base/index.ts'
import {
  completeDialSettings,
  serialDialer,
  type Dialer,
  type DialerFact,
  type DialerSource,
  type DialSettings,
  type PppDialerSettings,
} from '../../src/core/index.ts'
import { pppDialers } from '../../src/driver/ppp/ppp-dialers.ts'
import { FakePppHost } from './fake-ppp-host.ts'
import { scratch } from './scratch.ts'

export const DEVICE = '/dev/ttyUSB0'
export const dialer: PppDialerSettings = {
  ...serialDialer(DEVICE),
  line: { kind: 'serial', device: DEVICE, speed: 115_200, flowControl: 'hardware', number: '*99#', init: [] },
}
export const answering: PppDialerSettings = { ...dialer, answer: { address: '10.9.0.1', peer: '10.9.0.2' } }
const credentials = { userName: 'me', password: 'secret' }

export class PppStage implements Disposable {
  readonly clock = new VirtualClock()
  readonly host = new FakePppHost()
  readonly #folder = scratch()
  #source: DialerSource

  constructor() {
    this.#source = this.#start()
  }

  /** Those that are added from now on are of the next life of the service. */
  restart(): void {
    this.#source = this.#start()
  }

  add(name: string, change: Partial<DialSettings> = {}): Interface {
    return new Interface(this, this.#source, completeDialSettings({ name, dialer, credentials, ...change }))
  }

  [Symbol.dispose](): void {
    this.#folder[Symbol.dispose]()
  }

  #start(): DialerSource {
    const { clock, host } = this
    return pppDialers({ clock, log: silent, folder: this.#folder.path, host })
  }
}

export class Interface implements AsyncDisposable {
  readonly facts: DialerFact[] = []
  settings: DialSettings
  readonly #stage: PppStage
  readonly #dialer: Dialer

  constructor(stage: PppStage, source: DialerSource, settings: DialSettings) {
    this.#stage = stage
    this.settings = settings
    this.#dialer = source({ id: settings.name, settings: () => this.settings })
    this.#dialer.start((fact) => this.facts.push(fact))
  }

  /** What was told since it was asked last: types and causes. */
  told(): string[] {
    return this.facts.splice(0).map((fact) => {
      const cause = 'cause' in fact ? fact.cause : undefined
      return cause === undefined ? fact.type : `${fact.type} ${cause.code}`
    })
  }

  dial(signal = new AbortController().signal): Promise<void> {
    const dialled: Promise<void> = this.#dialer.dial({ signal, by: 'dial' })
    dialled.catch(() => undefined)
    return dialled
  }

  /** Dials, and the other end agrees. */
  async connect(): Promise<void> {
    const { clock, host } = this.#stage
    const dialled = this.dial()
    await clock.advance(Seconds(0))
    host.last.up()
    await clock.resolve(dialled)
  }

  hangUp(): Promise<void> {
    return this.#dialer.hangUp({ signal: new AbortController().signal, by: 'anna' })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#dialer[Symbol.asyncDispose]()
  }
}
