/** The demand dialling of a fake service: interfaces as a test puts them there, and every call written down. */
import { DialtoneError } from '../../src/base/index.ts'
import {
  completeDialSettings,
  toPublicDialSettings,
  type DemandDial,
  type DialInterface,
  type DialPort,
  type LanInterface,
  type PartialDialSettings,
  type PublicDialSettings,
} from '../../src/core/index.ts'
import type { Accepted, DialPlan, DialService, DialSettingsInput, Tagged } from '../../src/api/index.ts'
import { FakeConfiguration } from './fake-configuration.ts'

export function fakeDialInterface(
  given: PartialDialSettings,
  change: Partial<DialInterface> = {},
): DialInterface {
  const settings = toPublicDialSettings(completeDialSettings(given))
  return {
    id: `id-of-${settings.name}`,
    name: settings.name,
    settings,
    stored: true,
    state: 'disconnected',
    reason: { code: 'waiting-for-traffic', text: 'traffic dials it' },
    since: 0,
    unreachability: [],
    dataPath: { state: 'holding' },
    ...change,
  }
}

export class FakeDial extends FakeConfiguration implements DialService {
  dialState: DemandDial = { state: 'running' }
  readonly dials = new Map<string, DialInterface>()
  readonly ports: DialPort[] = []
  readonly lans: LanInterface[] = []
  readonly dialCalls: (readonly [string, unknown])[] = []

  async demandDial(): Promise<DemandDial> {
    return this.dialState
  }

  async pauseDemandDial(): Promise<DemandDial> {
    return (this.dialState = { state: 'paused' })
  }

  async continueDemandDial(): Promise<DemandDial> {
    return (this.dialState = { state: 'running' })
  }

  async dialInterfaces(): Promise<readonly DialInterface[]> {
    return [...this.dials.values()]
  }

  async dialInterface({ dialInterface: called }: { readonly dialInterface: string }): Promise<DialInterface> {
    const found = [...this.dials.values()].find(({ id, name }) => id === called || name === called)
    if (found === undefined) throw new DialtoneError('not_found', `there is no dial interface ${called}`)
    return found
  }

  async storedDialInterfaces(): Promise<readonly PublicDialSettings[]> {
    return [...this.dials.values()].flatMap(({ stored, settings }) => (stored ? [settings] : []))
  }

  async dialSettings(input: { readonly dialInterface: string }): Promise<PublicDialSettings & Tagged> {
    return { ...(await this.dialInterface(input)).settings, etag: 'settings-1' }
  }

  async addDialInterface(input: {
    readonly settings: DialSettingsInput
  }): Promise<PublicDialSettings & Tagged> {
    this.dialCalls.push(['addDialInterface', input])
    const one = fakeDialInterface(input.settings)
    this.dials.set(one.id, one)
    return { ...one.settings, etag: 'settings-1' }
  }

  async setDialInterface(input: { readonly dialInterface: string }): Promise<PublicDialSettings & Tagged> {
    this.dialCalls.push(['setDialInterface', input])
    return { ...(await this.dialInterface(input)).settings, etag: 'settings-1' }
  }

  async removeDialInterface(input: { readonly dialInterface: string }): Promise<void> {
    this.dialCalls.push(['removeDialInterface', input])
    this.dials.delete((await this.dialInterface(input)).id)
  }

  async connectInterface(input: { readonly dialInterface: string }): Promise<Accepted> {
    return this.#ask('connectInterface', input)
  }

  async disconnectInterface(input: { readonly dialInterface: string }): Promise<Accepted> {
    return this.#ask('disconnectInterface', input)
  }

  async clearDialStatistics(input: { readonly dialInterface: string }): Promise<void> {
    this.dialCalls.push(['clearDialStatistics', input])
  }

  async dialPorts(): Promise<readonly DialPort[]> {
    return this.ports
  }

  async disconnectPort(input: { readonly port: string }): Promise<Accepted> {
    return this.#ask('disconnectPort', input)
  }

  async lanInterfaces(): Promise<readonly LanInterface[]> {
    return this.lans
  }

  async planDialInterface(input: object): Promise<DialPlan> {
    this.dialCalls.push(['planDialInterface', input])
    return { lines: ['ip route add 10.20.0.0/16 dev dial0'] }
  }

  #ask(name: string, input: object): Accepted {
    this.dialCalls.push([name, input])
    return { requestId: 1 }
  }
}
