/**
 * One router as this face sees it: its service, and the handles by which its interfaces are known. Handles are given out
 * once and mean the same interface for as long as the facade lives; those of connections and ports are the service's own
 * numbers.
 */
import type { Service } from '../../../../api/index.ts'
import { toDialtoneError } from '../../../../base/index.ts'
import type { DialInterface, DialPort, LanInterface } from '../../../../core/index.ts'
import type { HANDLE } from '../../com/data-type.ts'
import { ERROR_ACCESS_DENIED, ERROR_INVALID_HANDLE } from '../../win32-error.ts'
import { ERROR_DDM_NOT_RUNNING } from '../error/mpr-error.ts'
import { ErrorNumber } from './error-number.ts'

export class Router {
  readonly service: Service
  /** It is another machine, or reached as one: what needs this machine's memory is refused. */
  readonly isRemote: boolean
  readonly #handles = new Map<string, HANDLE>()
  /** Of LAN and loopback interfaces, by name: whoever has the name has the handle. */
  readonly #lans = new Map<string, HANDLE>()
  readonly #ids = new Map<HANDLE, string>()

  constructor(service: Service, options: { readonly isRemote: boolean }) {
    this.service = service
    this.isRemote = options.isRemote
  }

  /** @throws ErrorNumber `ERROR_ACCESS_DENIED` for a caller who may not administer it */
  async needAdministrator(): Promise<void> {
    const { scopes } = await this.service.caller()
    if (!scopes.includes('admin')) throw new ErrorNumber(ERROR_ACCESS_DENIED)
  }

  /** @throws ErrorNumber `ERROR_DDM_NOT_RUNNING` on a router without demand dial */
  async needDemandDial(): Promise<void> {
    const { state } = await this.service.demandDial()
    if (state === 'absent') throw new ErrorNumber(ERROR_DDM_NOT_RUNNING)
  }

  handleOf(id: string): HANDLE {
    const known = this.#handles.get(id)
    if (known !== undefined) return known
    const handle = this.#nextHandle()
    this.#handles.set(id, handle)
    this.#ids.set(handle, id)
    return handle
  }

  /** @throws ErrorNumber `ERROR_INVALID_HANDLE`, also for an interface that nobody dials */
  idOf(handle: HANDLE): string {
    const id = this.#ids.get(handle)
    if (id === undefined) throw new ErrorNumber(ERROR_INVALID_HANDLE)
    return id
  }

  /** With its counters. @throws ErrorNumber `ERROR_INVALID_HANDLE`, also for one that was deleted */
  async interface(handle: HANDLE): Promise<DialInterface> {
    try {
      return await this.service.dialInterface({ dialInterface: this.idOf(handle) })
    } catch (thrown) {
      if (!(thrown instanceof ErrorNumber) && toDialtoneError(thrown).code === 'not_found') {
        throw new ErrorNumber(ERROR_INVALID_HANDLE)
      }
      throw thrown
    }
  }

  handleOfLan({ name }: LanInterface): HANDLE {
    const known = this.#lans.get(name)
    if (known !== undefined) return known
    const handle = this.#nextHandle()
    this.#lans.set(name, handle)
    return handle
  }

  async lans(): Promise<readonly LanInterface[]> {
    return this.service.lanInterfaces()
  }

  /** The LAN or loopback interface of that handle; nothing where it is no such one's, or that has gone. */
  async lan(handle: HANDLE): Promise<LanInterface | undefined> {
    if (this.#ids.has(handle)) return undefined
    return (await this.lans()).find(({ name }) => this.#lans.get(name) === handle)
  }

  /** In the order of their handles. */
  async interfaces(): Promise<readonly DialInterface[]> {
    const all = await this.service.dialInterfaces()
    return all.toSorted((one, other) => this.handleOf(one.id) - this.handleOf(other.id))
  }

  /** Those that are connected, in the order of the connections' handles. */
  async connected(): Promise<readonly (DialInterface & Required<Pick<DialInterface, 'connected'>>)[]> {
    const all = await Promise.all(
      (await this.service.dialInterfaces())
        .filter(({ connected }) => connected !== undefined)
        .map(({ id }) => this.service.dialInterface({ dialInterface: id })),
    )
    return all
      .flatMap((one) => (one.connected === undefined ? [] : [{ ...one, connected: one.connected }]))
      .toSorted((one, other) => one.connected.number - other.connected.number)
  }

  async ports(): Promise<readonly DialPort[]> {
    const ports = await this.service.dialPorts()
    return ports.toSorted((one, other) => one.number - other.number)
  }

  /** 0 is null. */
  #nextHandle(): HANDLE {
    return this.#handles.size + this.#lans.size + 1
  }
}
