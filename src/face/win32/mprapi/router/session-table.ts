/** Open sessions with routers, by their handles, and the checks that every call on one begins with. */
import type { Service } from '../../../../api/index.ts'
import type { Logger } from '../../../../base/index.ts'
import { toDialtoneError } from '../../../../base/index.ts'
import type { DWORD, HANDLE } from '../../com/data-type.ts'
import {
  ERROR_INVALID_HANDLE,
  NO_ERROR,
  RPC_S_INVALID_BINDING,
  RPC_S_SERVER_UNAVAILABLE,
  RPC_S_UNKNOWN_IF,
} from '../../win32-error.ts'
import { ErrorNumber, numberOf } from './error-number.ts'
import { Router } from './router.ts'

/** How a router is found: null is this machine's. Rejects as the service does. */
export type FindRouter = (name: string | null) => Promise<Service>

export interface Session {
  readonly router: Router
  /** Called when the session is closed. */
  readonly closing: Set<() => void>
  isClosed: boolean
}

export class SessionTable {
  readonly #find: FindRouter
  readonly #log: Logger
  readonly #sessions = new Map<HANDLE, Session>()
  /** One for each name: handles of interfaces are the same in all sessions with a router. */
  readonly #routers = new Map<string, Router>()
  #last: HANDLE = 0

  constructor(find: FindRouter, log: Logger) {
    this.#find = find
    this.#log = log
  }

  /** The router of that name; the caller may administer it. @throws ErrorNumber, DialtoneError */
  async router(name: string | null): Promise<Router> {
    const called = (name ?? '').replace(/^\\\\/, '')
    const key = called.toLowerCase()
    try {
      const router =
        this.#routers.get(key) ??
        new Router(await this.#find(called === '' ? null : called), { isRemote: called !== '' })
      await router.needAdministrator()
      this.#routers.set(key, router)
      return router
    } catch (thrown) {
      if (thrown instanceof ErrorNumber) throw thrown
      const away = toDialtoneError(thrown).code === 'service_unavailable'
      throw away ? new ErrorNumber(RPC_S_UNKNOWN_IF) : thrown
    }
  }

  open(router: Router): HANDLE {
    this.#last += 1
    this.#sessions.set(this.#last, { router, closing: new Set(), isClosed: false })
    return this.#last
  }

  close(handle: HANDLE): void {
    const session = this.#sessions.get(handle)
    if (session === undefined) return
    this.#sessions.delete(handle)
    session.isClosed = true
    for (const closing of session.closing) closing()
  }

  closeAll(): void {
    for (const handle of [...this.#sessions.keys()]) this.close(handle)
  }

  /** A function on a session: its handle and the caller's right are looked at first, and whatever fails is a number. */
  call<Arguments extends readonly unknown[]>(
    run: (session: Session, ...values: Arguments) => Promise<DWORD | undefined>,
  ): (handle: HANDLE, ...values: Arguments) => Promise<DWORD> {
    return (handle, ...values) =>
      this.answer(async () => {
        if (!handle) throw new ErrorNumber(RPC_S_INVALID_BINDING)
        const session = this.#sessions.get(handle)
        if (session === undefined) throw new ErrorNumber(ERROR_INVALID_HANDLE)
        await session.router.needAdministrator()
        return run(session, ...values)
      })
  }

  /** The number of whatever fails. */
  async answer(run: () => Promise<DWORD | undefined>): Promise<DWORD> {
    try {
      return (await run()) ?? NO_ERROR
    } catch (thrown) {
      const number = numberOf(thrown)
      if (number === RPC_S_SERVER_UNAVAILABLE || thrown instanceof ErrorNumber) return number
      const error = toDialtoneError(thrown)
      if (error.code === 'internal') this.#log.error({ error }, 'a call of the router API failed')
      return number
    }
  }
}
