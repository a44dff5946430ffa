/**
 * A real service with virtual modems, its HTTP face on a TCP port of this machine, and the dashboard built from the sources
 * as they are. It is stopped and started again at the same port with the same state, as a restarted service is.
 */
import { execFile } from 'node:child_process'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { DialtoneError, silent, systemClock } from '../../src/base/index.ts'
import { inProcess, type Caller, type ConnectionState, type Modem } from '../../src/core/index.ts'
import type { Service } from '../../src/api/index.ts'
import { buildApp, callerOf, type App } from '../../src/face/http/index.ts'
import { openService, type OpenService, type ServiceOptions } from '../../src/main/open-service.ts'

const root = join(import.meta.dirname, '../..')

/** Token → who it is. */
const CALLERS: Readonly<Record<string, Caller>> = {
  'admin-token': { name: 'token:operator', scopes: ['admin'] },
  'second-token': { name: 'token:second', scopes: ['admin'] },
  'read-token': { name: 'token:wall', scopes: ['read'] },
}

export class Stage implements AsyncDisposable {
  readonly #folder: string
  readonly #options: ServiceOptions
  readonly #server: Server
  readonly #revoked = new Set<string>()
  #interfaces = 0
  #running: { readonly open: OpenService; readonly app: App } | undefined

  private constructor(folder: string, options: ServiceOptions, server: Server) {
    this.#folder = folder
    this.#options = options
    this.#server = server
  }

  static async open(options: ServiceOptions = {}): Promise<Stage> {
    const folder = await mkdtemp(join(tmpdir(), 'dialtone-dashboard-'))
    await promisify(execFile)(process.execPath, [join(root, 'build/web.ts'), join(folder, 'web')])
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const stage = new Stage(folder, { virtual: { count: 1, seed: 7 }, ...options }, server)
    server.on('request', (request, response) => {
      const running = stage.#running
      if (running === undefined) request.socket.destroy()
      else running.app.handler(request, response)
    })
    await stage.start()
    return stage
  }

  get address(): string {
    // It listens on a TCP port, so that its address is one.
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  link(token = 'admin-token'): string {
    return `${this.address}/#token=${token}`
  }

  get service(): Service {
    if (this.#running === undefined) throw new Error('the service of this stage is stopped')
    return this.#running.open.as(inProcess)
  }

  /** Until every modem is attached, so that it can connect. */
  async ready(): Promise<void> {
    await this.until((modems) => modems.every(({ packetService }) => packetService?.state === 'attached'))
  }

  async until(holds: (modems: readonly Modem[]) => boolean): Promise<void> {
    for await (const _ of this.service.watch({})) {
      const modems = await this.service.modems()
      if (modems.length > 0 && holds(modems)) return
    }
  }

  /** Connects the default connection of a modem, and waits for it. */
  async connect(modem: string): Promise<void> {
    const { requestId } = await this.service.connect({ connection: modem, profile: 'internet' })
    await this.service.request({ request: requestId, wait: 10_000 })
  }

  /** Disconnects it where it is connected, and waits for it. */
  async disconnect(modem: string): Promise<void> {
    if ((await this.state(modem)) === 'deactivated') return
    const { requestId } = await this.service.disconnect({ connection: modem })
    await this.service.request({ request: requestId, wait: 10_000 })
  }

  async state(modem: string): Promise<ConnectionState> {
    return (await this.service.connection({ connection: modem })).state
  }

  async addDialInterface(
    name: string,
    options: { readonly modems?: readonly string[]; readonly enabled?: boolean } = {},
  ): Promise<void> {
    const { modems = [], enabled = true } = options
    await this.service.addDialInterface({
      settings: {
        name,
        enabled,
        dialer: { kind: 'modem', modems, profile: 'internet' },
        // No two of them may lead to the same place.
        routes: [{ destination: `10.${++this.#interfaces}.0.0/16`, metric: 1, dials: true }],
      },
    })
  }

  revoke(token: string): void {
    this.#revoked.add(token)
  }

  async start(): Promise<void> {
    const open = await openService({
      ...this.#options,
      state: join(this.#folder, 'state'),
      clock: systemClock,
      log: silent,
    })
    const app = await buildApp({
      service: (caller) => open.as(caller),
      caller: callerOf({ local: inProcess, admit: (secret) => this.#admit(secret) }),
      dashboard: join(this.#folder, 'web'),
      clock: systemClock,
      log: silent,
    })
    this.#running = { open, app }
  }

  async stop(): Promise<void> {
    const running = this.#running
    this.#running = undefined
    await running?.open[Symbol.asyncDispose]()
    await running?.app[Symbol.asyncDispose]()
    this.#server.closeAllConnections()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop()
    await new Promise((resolve) => this.#server.close(resolve))
    await rm(this.#folder, { recursive: true, force: true })
  }

  #admit(secret: string): Caller {
    const caller = this.#revoked.has(secret) ? undefined : CALLERS[secret]
    if (caller === undefined) throw new DialtoneError('unauthenticated', 'this token is not known')
    return caller
  }
}
