/**
 * Our service in a guest, and a manager of this process that reaches it there, by whose live objects a test sees what the service
 * says. Stopped or killed and started again it goes on with the same state.
 *
 *     await using service = await GuestService.start(guest())
 *     const modem = await service.modem()
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { LiveDialInterface, LiveModem } from '../../src/api/index.ts'
import { Minutes, type Duration } from '../../src/base/index.ts'
import { ConnectionManager } from '../../src/main/index.ts'
import { BUILT, installBuilt } from './built-service.ts'
import type { Guest } from './guest.ts'

const SOCKET = '/run/dialtone/dialtone.sock'

/** Emulated, on a computer that does other things as well, a start may take a minute. */
export const SLOW: Duration = Minutes(5)

export class GuestService implements AsyncDisposable {
  /** Goes on over restarts. */
  readonly manager: ConnectionManager
  readonly #guest: Guest

  private constructor(guest: Guest, manager: ConnectionManager) {
    this.#guest = guest
    this.manager = manager
  }

  /** Installs it and starts it for the first time. */
  static async start(guest: Guest): Promise<GuestService> {
    await installBuilt(guest)
    await begin(guest)
    const socket = await guest.socket(SOCKET)
    return new GuestService(guest, await ConnectionManager.connect({ socket, reveal: true }))
  }

  /** The modem that it found first, once that is registered: it listens before it has looked for modems. */
  async modem(): Promise<LiveModem> {
    await this.until(async () => (await this.manager.modems()).length > 0)
    const modem = await this.manager.modem('modem0')
    await this.until(() => modem.state === 'registered')
    return modem
  }

  /** A dial interface to these networks, by the access point `internet`, once it waits for traffic. */
  async addDialInterface(modem: LiveModem, destinations: readonly string[]): Promise<LiveDialInterface> {
    await this.manager.profiles.add(`<MBNProfile xmlns="http://www.microsoft.com/networking/WWAN/profile/v1">
      <Name>internet</Name><IsDefault>true</IsDefault>
      <SubscriberID>${modem.current.sim?.subscriberId ?? ''}</SubscriberID>
      <Context><AccessString>internet</AccessString></Context></MBNProfile>`)
    const branch = await this.manager.addDialInterface({
      name: 'branch',
      dialer: { kind: 'modem', modems: [], profile: 'internet' },
      routes: destinations.map((destination) => ({ destination, metric: 0, dials: true })),
    })
    await this.until(() => branch.state === 'disconnected')
    return branch
  }

  /** Ends it as its operator does, or as the kernel does. */
  async end(how: 'stop' | 'kill'): Promise<void> {
    await this.#guest[how]('dialtone')
    await this.until(() => this.manager.interruption !== undefined)
  }

  /** Resolves once what the manager shows is of the new one. */
  async startAgain(): Promise<void> {
    await begin(this.#guest)
    await this.until(() => this.manager.interruption === undefined)
  }

  /** The process, as long as it is the same one. */
  async pid(): Promise<string> {
    return (await this.#guest.run('pgrep -f "dialtone.js serve"')).stdout.trim()
  }

  /** Resolves once something holds of the manager's objects, which change by themselves. */
  async until(holds: () => boolean | Promise<boolean>): Promise<void> {
    const patience = AbortSignal.timeout(Minutes(2))
    while (!(await holds())) {
      if (patience.aborted) throw new Error(`it never held: ${String(holds)}`)
      await sleep(50)
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.manager[Symbol.asyncDispose]()
  }
}

async function begin(guest: Guest): Promise<void> {
  // One that was killed has left it.
  await guest.run(`rm -f ${SOCKET}`)
  await guest.start('dialtone', ...BUILT, 'serve', '--state', '/var/lib/dialtone', '--log-format', 'human')
  await guest.until(`-S ${SOCKET}`, { timeout: SLOW })
}
