/**
 * Contexts that are stored in the modem, shipped or provisioned: one list behind PROVISIONED_CONTEXTS (by id, MBIM 1.0
 * §10.5.13) and PROVISIONED_CONTEXTS_V2 (by context type). It is kept over power cycles.
 */
import type { Status } from '../../mbim/index.ts'
import type { IpType } from '../carrier/bearer.ts'
import type { AuthProtocol, Plmn } from '../carrier/operator.ts'
import type { Tell } from './change.ts'

export type RoamingControl =
  | 'home-only'
  | 'partner-only'
  | 'non-partner-only'
  | 'home-and-partner'
  | 'home-and-non-partner'
  | 'partner-and-non-partner'
  | 'allow-all'

/** What both CIDs together know of a context. */
export interface StoredContext {
  readonly id: number
  /** As the host names it: opaque here. */
  readonly contextType: string
  readonly accessString: string
  readonly userName: string
  readonly password: string
  readonly compression: 'none' | 'enable'
  readonly auth: AuthProtocol
  readonly plmn: Plmn
  readonly ipType: IpType
  readonly enabled: boolean
  readonly roaming: RoamingControl
  readonly media: 'cellular-only' | 'wifi-only' | 'all'
  readonly source: 'admin' | 'user' | 'operator' | 'modem' | 'device'
  /** S-NSSAI, encoded (MBIMEx 4.0). */
  readonly slice: Uint8Array
}

export const NEW_CONTEXT: Omit<StoredContext, 'id' | 'contextType'> = {
  accessString: '',
  userName: '',
  password: '',
  compression: 'none',
  auth: 'none',
  plmn: '',
  ipType: 'default',
  enabled: true,
  roaming: 'allow-all',
  media: 'cellular-only',
  source: 'user',
  slice: new Uint8Array(0),
}

/** Asks the modem to choose the id itself (MBIM 1.0 §10.5.13.4). */
export const NEXT_ID = 0xffffffff

/** As many as the modules of the field keep. */
const ROOM = 16

export class StoredContexts {
  readonly #factory: readonly StoredContext[]
  readonly #tell: Tell
  #list: readonly StoredContext[]

  constructor(factory: readonly StoredContext[], tell: Tell) {
    this.#factory = factory
    this.#list = factory
    this.#tell = tell
  }

  get list(): readonly StoredContext[] {
    return this.#list
  }

  /** Those for the cards of one operator (MBIM 1.0 §10.5.13.4), and those for any. */
  of(home: Plmn | undefined): readonly StoredContext[] {
    return this.#list.filter(({ plmn }) => plmn === '' || plmn === home)
  }

  /** Replaces the context of that id or appends one. */
  write(id: number, context: Omit<StoredContext, 'id'>, by?: object): Status {
    if (id !== NEXT_ID && id >= ROOM) return 'invalid-parameters'
    const known = this.#list.some((one) => one.id === id)
    if (!known && this.#list.length >= ROOM) return 'write-failure'
    const stored = { ...context, id: id === NEXT_ID ? this.#freeId() : id }
    this.#become(
      known ? this.#list.map((one) => (one.id === id ? stored : one)) : [...this.#list, stored],
      by,
    )
    return 'success'
  }

  /** Replaces the context of that type or appends one. */
  writeType(context: Omit<StoredContext, 'id'>, by?: object): Status {
    const same = this.#list.find((one) => one.contextType === context.contextType)
    return this.write(same?.id ?? NEXT_ID, context, by)
  }

  remove(matches: (context: StoredContext) => boolean, by?: object): Status {
    const rest = this.#list.filter((one) => !matches(one))
    if (rest.length === this.#list.length) return 'invalid-parameters'
    this.#become(rest, by)
    return 'success'
  }

  restoreFactory(by?: object): Status {
    this.#become(this.#factory, by)
    return 'success'
  }

  /** The network writes the context of that type over the air, or takes it away. False: nothing is different now. */
  provision(contextType: string, change: Partial<Omit<StoredContext, 'id'>> | undefined): boolean {
    if (change === undefined) return this.remove((one) => one.contextType === contextType) === 'success'
    const before = this.#list.find((one) => one.contextType === contextType)
    const context = { ...NEW_CONTEXT, source: 'operator' as const, ...before, ...change, contextType }
    return this.write(before?.id ?? NEXT_ID, context) === 'success'
  }

  #freeId(): number {
    let id = 0
    while (this.#list.some((one) => one.id === id)) id++
    return id
  }

  #become(list: readonly StoredContext[], by?: object): void {
    this.#list = list
    this.#tell({ topic: 'provisioned-contexts', by })
  }
}
