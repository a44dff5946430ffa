/** A router with a dial interface, in a story on the virtual clock, and the facade over it. */
import { onTestFinished } from 'vitest'
import { DialtoneError } from '../../src/base/index.ts'
import type { Service } from '../../src/api/index.ts'
import type { Scope } from '../../src/core/index.ts'
import {
  CloseHandle,
  CreateEvent,
  createWin32,
  out,
  type EVENT_HANDLE,
  type MPR_INTERFACE_0,
  type Win32,
} from '../../src/face/win32/index.ts'
import { DialStory, type DialStoryOptions } from '../support/dial-story.ts'

export interface StageOptions extends DialStoryOptions {
  /** Other routers by name. */
  readonly routers?: Readonly<Record<string, Service>>
}

export class RouterStage implements AsyncDisposable {
  readonly story: DialStory
  readonly win32: Win32
  /** What the facade's caller may do, from now on. */
  scopes: readonly Scope[] = ['admin']
  /** A session with this machine's router. */
  server = 0
  /** The handle of `branch`. */
  branch = 0

  private constructor(story: DialStory, { routers = {} }: StageOptions) {
    this.story = story
    // Each call meets the rights of its moment, and the present life of the service.
    const service = new Proxy({} as Service, {
      get: (_, name) => {
        const now = story.as({ name: 'program', scopes: this.scopes })
        return Reflect.get(now, name) as unknown
      },
    })
    this.win32 = createWin32(service, {
      clock: story.clock,
      findRouter: async (name) => {
        const router = routers[name]
        if (router === undefined) throw new DialtoneError('service_unavailable', `no service runs on ${name}`)
        return router
      },
    })
  }

  static async begin(options: StageOptions = {}): Promise<RouterStage> {
    const stage = new RouterStage(
      await DialStory.begin({ ...options, settings: { type: 'full-router', ...options.settings } }),
      options,
    )
    stage.server = await stage.value((server) => stage.win32.MprAdminServerConnect(null, server))
    stage.branch = await stage.handleOf('branch')
    return stage
  }

  /** A router that does no demand dialling: it has no interface. */
  static async beginLanOnly(): Promise<RouterStage> {
    const stage = new RouterStage(await DialStory.beginLanOnly(), {})
    stage.server = await stage.value((server) => stage.win32.MprAdminServerConnect(null, server))
    return stage
  }

  async handleOf(name: string): Promise<number> {
    return this.value((handle) => this.win32.MprAdminInterfaceGetHandle(this.server, name, handle, false))
  }

  async info(handle = this.branch): Promise<MPR_INTERFACE_0> {
    return this.value((buffer) => this.win32.MprAdminInterfaceGetInfo(this.server, handle, 0, buffer))
  }

  /** An event object that is registered, until the test is over. */
  async registered(): Promise<EVENT_HANDLE> {
    const event = newEvent()
    onTestFinished(() => {
      CloseHandle(event)
    })
    const code = await this.call(this.win32.MprAdminRegisterConnectionNotification(this.server, event))
    if (code !== 0) throw new Error(`error ${code.toString()}`)
    return event
  }

  /** Moves the clock until the call has ended. */
  call<T>(called: Promise<T>): Promise<T> {
    return this.story.clock.resolve(called)
  }

  /** What a function that succeeds fills in. */
  async value<T>(called: (holder: { value: T }) => Promise<number>): Promise<T> {
    const holder = out<T>()
    const code = await this.call(called(holder))
    if (code !== 0) throw new Error(`error ${code.toString()}`)
    return holder.value
  }

  /** Connects `branch`, to the end. */
  async connect(): Promise<number> {
    const { win32, server, branch } = this
    return this.call(win32.MprAdminInterfaceConnect(server, branch, null, true))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.win32[Symbol.asyncDispose]()
    await this.story[Symbol.asyncDispose]()
  }
}

export function newEvent(manualReset = false): EVENT_HANDLE {
  const event = CreateEvent(null, manualReset, false)
  if (event === null) throw new Error('no event')
  return event
}
