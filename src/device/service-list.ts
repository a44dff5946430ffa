/** What a function offers, as it said itself (DEVICE_SERVICES). */
import { BasicConnect, type CidFacts, type DeviceServices, type ValueOf } from '../mbim/index.ts'

/** A service in that list. */
export type ServiceElement = ValueOf<typeof DeviceServices.response>['deviceServices'][number]

export class ServiceList {
  /** Service UUID → CIDs. */
  readonly #services: ReadonlyMap<string, ReadonlySet<number>>
  readonly #complete: boolean
  /** As the function listed them; nothing where it did not. */
  readonly elements: readonly ServiceElement[] | undefined
  /** How many device service streams it takes, of all services together. */
  readonly maxStreams: number

  /** Without elements: the list of a function that does not answer DEVICE_SERVICES. */
  constructor(elements?: readonly ServiceElement[], maxStreams = 0) {
    this.#complete = elements !== undefined
    this.elements = elements
    this.maxStreams = maxStreams
    this.#services = new Map(
      (elements ?? [{ deviceServiceId: BasicConnect.uuid, cidList: [] }]).map((element) => [
        element.deviceServiceId,
        new Set(element.cidList),
      ]),
    )
  }

  /** A function without a list is taken at its word that it is an MBIM one: it is asked all of Basic Connect. */
  has(cid: Pick<CidFacts, 'service' | 'number'>): boolean {
    const cids = this.#services.get(cid.service.uuid)
    return cids !== undefined && (!this.#complete || cids.has(cid.number))
  }

  /** UUIDs, in the function's order. */
  get uuids(): readonly string[] {
    return [...this.#services.keys()]
  }
}
