/**
 * A CID is one value: what can be asked, set, answered and indicated, for every extension version. Everything about a
 * command derives from it; `device.set(Connect, …)` is typed by it, and what a CID has not does not compile.
 */
import type { Codec, MbimExVersion } from './codec/codec.ts'
import { info, type InfoCodec } from './codec/info.ts'
import { struct } from './codec/struct.ts'
import type { Service } from './service.ts'
import type { Status } from './status.ts'

/** What a CID consists of. `{}` for an empty buffer; what is left out is no operation of the CID. */
export interface CidDefinition {
  readonly query?: Codec
  readonly set?: Codec
  /** Answer and indication alike, written once. */
  readonly info?: Codec
  readonly response?: Codec
  /** The answer to a set, where it differs from that to a query. */
  readonly setResponse?: Codec
  readonly indication?: Codec
  /** Whether the answer comes with any failure too, or with which. */
  readonly infoOnFailure?: true | readonly Status[]
  /** Indicated without having been subscribed to (MBIM 1.0 §9.1.1). */
  readonly standardIndication?: true
  /** The first extension version with this CID. */
  readonly since?: MbimExVersion
}

/** What is known of a CID without knowing its operations. */
export interface CidFacts {
  readonly service: Service
  readonly number: number
  /** In words: `device-caps`. */
  readonly name: string
  readonly infoOnFailure: boolean | readonly Status[]
  readonly standardIndication: boolean
  readonly since: MbimExVersion
}

type Choose<D extends CidDefinition, K extends keyof CidDefinition, Else extends keyof CidDefinition = K> =
  D[K] extends Codec<infer T> ? InfoCodec<T> : D[Else] extends Codec<infer T> ? InfoCodec<T> : undefined

/** A CID with these operations; one it has not is `undefined`. */
export interface CidOf<D extends CidDefinition> extends CidFacts {
  readonly query: Choose<D, 'query'>
  readonly set: Choose<D, 'set'>
  readonly response: Choose<D, 'response', 'info'>
  readonly setResponse: D['setResponse'] extends Codec<infer T> ? InfoCodec<T> : Choose<D, 'response', 'info'>
  readonly indication: Choose<D, 'indication', 'info'>
}

/** Any CID. */
export interface Cid extends CidFacts {
  readonly query: InfoCodec | undefined
  readonly set: InfoCodec | undefined
  readonly response: InfoCodec | undefined
  readonly setResponse: InfoCodec | undefined
  readonly indication: InfoCodec | undefined
}

/** A CID that can be queried: `function query<Q, R>(cid: Queryable<Q, R>, …argument: Argument<Q>): Promise<R>`. */
export interface Queryable<Q, R> extends CidFacts {
  readonly query: InfoCodec<Q>
  readonly response: InfoCodec<R>
}

/** A CID that can be set. */
export interface Settable<S, R> extends CidFacts {
  readonly set: InfoCodec<S>
  readonly setResponse: InfoCodec<R>
}

/** A CID that is indicated. */
export interface Indicating<I> extends CidFacts {
  readonly indication: InfoCodec<I>
}

/** The value to send, which may be left out where it may be empty. */
export type Argument<T> = Partial<T> extends T ? [value?: T] : [value: T]

/** An empty information buffer. */
export const empty = struct({})

export function cid<const D extends CidDefinition>(
  service: Service,
  number: number,
  name: string,
  definition: D,
): CidOf<D> {
  const optional = (codec: Codec | undefined): InfoCodec | undefined =>
    codec === undefined ? undefined : info(codec)
  const response = optional(definition.response ?? definition.info)
  const value: Cid = {
    service,
    number,
    name,
    query: optional(definition.query),
    set: optional(definition.set),
    response,
    setResponse: definition.setResponse === undefined ? response : info(definition.setResponse),
    indication: optional(definition.indication ?? definition.info),
    infoOnFailure: definition.infoOnFailure ?? false,
    standardIndication: definition.standardIndication ?? false,
    since: definition.since ?? 1,
  }
  return value as CidOf<D> // each operation was made from the codec that gives its type
}
