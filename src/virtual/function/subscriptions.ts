/**
 * Which indications the host wants (DEVICE_SERVICE_SUBSCRIBE_LIST): the standard ones after OPEN, then exactly what the
 * last list says, the standard ones included.
 */
import type { ServiceTable } from './service-table.ts'

export interface SubscribedService {
  readonly uuid: string
  /** Empty: every CID of the service. */
  readonly cids: readonly number[]
}

export class Subscriptions {
  readonly #services: ServiceTable
  /** Nothing: the standard ones. */
  #list: readonly SubscribedService[] | undefined

  constructor(services: ServiceTable) {
    this.#services = services
  }

  /** Takes a list; gives what of it is in force: entries of services that are not there fall away. */
  replace(list: readonly SubscribedService[]): readonly SubscribedService[] {
    this.#list = list.filter(({ uuid }) => this.#services.has(uuid))
    return this.#list
  }

  has(uuid: string, cid: number): boolean {
    if (this.#list === undefined) return this.#services.find(uuid, cid)?.cid.standardIndication === true
    // Entries of one service add up.
    return this.#list.some((one) => one.uuid === uuid && (one.cids.length === 0 || one.cids.includes(cid)))
  }
}
