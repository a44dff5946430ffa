/** Who wants to hear what the function says by itself. */
import type { Logger } from '../base/index.ts'
import {
  WireError,
  type CidFacts,
  type Indicating,
  type IndicateStatus,
  type MbimExVersion,
} from '../mbim/index.ts'

type RawHandler = (indication: IndicateStatus) => void
type Handler = (info: unknown) => void
interface Group {
  readonly cid: Indicating<unknown>
  readonly handlers: Set<Handler>
}

export class Indications {
  readonly #log: Logger
  readonly #groups = new Map<string, Group>()
  readonly #raw = new Set<RawHandler>()

  constructor(log: Logger) {
    this.#log = log
  }

  on<I>(cid: Indicating<I>, handler: (info: I) => void): Disposable {
    const key = keyOf(cid.service.uuid, cid.number)
    let group = this.#groups.get(key)
    if (group === undefined) this.#groups.set(key, (group = { cid, handlers: new Set() }))
    const { handlers } = group
    // The group decodes with the codec of its CID, which gives `I`: there is one such value for service and number.
    const added = handler as Handler
    handlers.add(added)
    return { [Symbol.dispose]: () => void handlers.delete(added) }
  }

  onAny(handler: RawHandler): Disposable {
    this.#raw.add(handler)
    return { [Symbol.dispose]: () => void this.#raw.delete(handler) }
  }

  /** Decodes once, whoever listens; what cannot be decoded is logged and dropped. */
  tell(indication: IndicateStatus, version: MbimExVersion): void {
    for (const handler of this.#raw) this.#call(handler, indication)
    const group = this.#groups.get(keyOf(indication.service, indication.cid))
    if (group === undefined || group.handlers.size === 0) return
    let info: unknown
    try {
      info = group.cid.indication.decode(indication.info, version)
    } catch (error) {
      if (!(error instanceof WireError)) throw error
      this.#log.warn(
        { ...name(group.cid), error: error.message },
        'ignored an indication that cannot be read',
      )
      return
    }
    for (const handler of group.handlers) this.#call(handler, info)
  }

  #call<T>(handler: (value: T) => void, value: T): void {
    try {
      handler(value)
    } catch (error) {
      // One listener's defect is nobody else's.
      this.#log.error({ error: String(error) }, 'a handler of indications threw')
    }
  }
}

function keyOf(service: string, cid: number): string {
  return `${service}/${cid}`
}

function name(cid: CidFacts): { service: string; cid: string } {
  return { service: cid.service.name, cid: cid.name }
}
