/** A story with a dial interface, `branch`, of the profile `internet`. */
import type { DialInterface, DialState, PartialDialSettings, Request } from '../../src/core/index.ts'
import type { DialSettingsChange } from '../../src/api/index.ts'
import { profileXml, Story, type StoryOptions } from './story.ts'

export const BRANCH: PartialDialSettings = {
  name: 'branch',
  dialer: { kind: 'modem', modems: [], profile: 'internet' },
  routes: [{ destination: '10.20.0.0/16', metric: 0, dials: true }],
}

export interface DialStoryOptions extends StoryOptions {
  /** What `branch` has other than the usual. */
  readonly settings?: Partial<PartialDialSettings>
}

export class DialStory extends Story {
  static override async begin({ settings, ...options }: DialStoryOptions = {}): Promise<DialStory> {
    const story = await super.begin(options)
    if (!(story instanceof DialStory)) throw new Error('begin makes one of what it is called on')
    await story.add({ ...BRANCH, ...settings })
    return story
  }

  /** Of a service that does no demand dialling. */
  static async beginLanOnly(): Promise<DialStory> {
    const story = await super.begin({ demandDial: false })
    if (!(story instanceof DialStory)) throw new Error('begin makes one of what it is called on')
    return story
  }

  async dial(called = 'branch'): Promise<DialInterface> {
    return this.service.dialInterface({ dialInterface: called })
  }

  async state(called = 'branch'): Promise<DialState> {
    return (await this.dial(called)).state
  }

  async add(settings: PartialDialSettings): Promise<void> {
    await this.clock.resolve(this.service.addDialInterface({ settings }))
    await this.settle()
  }

  async set(change: DialSettingsChange, called = 'branch'): Promise<void> {
    await this.clock.resolve(this.service.setDialInterface({ dialInterface: called, change }))
    await this.settle()
  }

  async addProfile(name: string): Promise<void> {
    await this.service.addProfile({ xml: profileXml(name, name) })
  }

  /** By hand, to the end. */
  async connectInterface(called = 'branch'): Promise<Request> {
    const { requestId } = await this.clock.resolve(this.service.connectInterface({ dialInterface: called }))
    return this.#rested(requestId)
  }

  async disconnectInterface(called = 'branch'): Promise<Request> {
    const { requestId } = await this.clock.resolve(
      this.service.disconnectInterface({ dialInterface: called }),
    )
    return this.#rested(requestId)
  }

  async #rested(id: number): Promise<Request> {
    const request = await this.end(id)
    await this.settle()
    return request
  }
}
