/** Which services a function has, found by UUID and CID. Made once and shared by all functions of a kind. */
import type { CidFacts, MbimExVersion } from '../../mbim/index.ts'
import type { Topic } from '../modem/change.ts'
import type { IndicationPart, Part, QueryPart, SetPart } from './part.ts'

export interface TableEntry {
  readonly cid: CidFacts
  readonly query?: QueryPart
  readonly set?: SetPart
  /** Whether it is indicated. */
  readonly told: boolean
}

export interface ListedService {
  readonly uuid: string
  readonly cids: readonly number[]
}

export class ServiceTable {
  /** The highest extension version that a function with this table agrees to. */
  readonly version: MbimExVersion
  readonly #services = new Map<string, Map<number, TableEntry>>()
  readonly #indications = new Map<Topic, IndicationPart[]>()

  /** CIDs of a later version than `version` are left out. */
  constructor(parts: Iterable<Part>, version: MbimExVersion) {
    this.version = version
    for (const part of parts) {
      if (part.cid.since <= version) this.#add(part)
    }
  }

  find(uuid: string, cid: number): TableEntry | undefined {
    return this.#services.get(uuid)?.get(cid)
  }

  has(uuid: string): boolean {
    return this.#services.has(uuid)
  }

  indications(topic: Topic): readonly IndicationPart[] {
    return this.#indications.get(topic) ?? []
  }

  /** As DEVICE_SERVICES has them. */
  get list(): readonly ListedService[] {
    return [...this.#services].map(([uuid, cids]) => ({
      uuid,
      cids: [...cids.keys()].toSorted((one, other) => one - other),
    }))
  }

  /** Every CID that is told unasked once a control session is open. */
  get standardIndications(): readonly CidFacts[] {
    return [...this.#services.values()].flatMap((cids) =>
      [...cids.values()].flatMap(({ cid, told }) => (told && cid.standardIndication ? [cid] : [])),
    )
  }

  #add(part: Part): void {
    const { cid } = part
    const { uuid } = cid.service
    const service = this.#services.get(uuid) ?? new Map<number, TableEntry>()
    this.#services.set(uuid, service)
    const entry = service.get(cid.number) ?? { cid, told: false }
    if (part.kind === 'indication') {
      service.set(cid.number, { ...entry, told: true })
      const topic = this.#indications.get(part.topic)
      if (topic === undefined) this.#indications.set(part.topic, [part])
      else topic.push(part)
    } else {
      service.set(cid.number, { ...entry, [part.kind]: part })
    }
  }
}
