/**
 * How a service is written: a list of parts, each serving one operation of one CID or telling one kind of change. Types
 * of input and answer come from the CID; decoding, encoding, status and subscription are not a part's business.
 *
 *     query(RadioState, ({ modem }) => ({ hwRadioState: modem.radio.hardware, swRadioState: modem.radio.software }))
 */
import type {
  CidFacts,
  Indicating,
  InfoCodec,
  MbimExVersion,
  Queryable,
  Settable,
  Status,
} from '../../mbim/index.ts'
import type { Change, Topic } from '../modem/change.ts'
import type { Modem } from '../modem/modem.ts'
import type { ControlSession } from './control-session.ts'
import type { ServiceTable } from './service-table.ts'

/** A command while it is served, as a part sees it. It is also what a change that it makes is made `by`. */
export interface Served {
  readonly modem: Modem
  readonly session: ControlSession
  readonly services: ServiceTable
  readonly version: MbimExVersion
  /** Aborts when nobody waits for the answer any more: cancelled, closed, unplugged. */
  readonly signal: AbortSignal
  /** Runs `action` once the answer is on its way. */
  afterwards(action: () => void): void
  /** Takes the whole modem down and up again. */
  restart(): void
}

/** An answer other than SUCCESS, or with a status beside its info. */
export class Answer<R> {
  readonly status: Status
  /** Sent along where the CID has it on failure. */
  readonly info: R | undefined

  constructor(status: Status, info?: R) {
    this.status = status
    this.info = info
  }
}

/** The info of a success, or how it failed. */
export type Reply<R> = R | Answer<R>

export interface QueryPart {
  readonly kind: 'query'
  readonly cid: CidFacts
  readonly input: InfoCodec
  readonly output: InfoCodec
  /** A `Reply`, or the promise of one. */
  readonly serve: (served: Served, input: unknown) => unknown
}

export interface SetPart extends Omit<QueryPart, 'kind'> {
  readonly kind: 'set'
}

export interface IndicationPart {
  readonly kind: 'indication'
  readonly cid: CidFacts
  readonly topic: Topic
  readonly output: InfoCodec
  /** Nothing: there is nothing to tell. */
  readonly describe: (modem: Modem, change: Change, version: MbimExVersion) => unknown
}

export type Part = QueryPart | SetPart | IndicationPart

export function query<Q, R>(
  cid: Queryable<Q, R>,
  serve: (served: Served, input: Q) => Reply<R> | Promise<Reply<R>>,
): QueryPart {
  return {
    kind: 'query',
    cid,
    input: cid.query,
    output: cid.response, // encodes what `serve` gives
    serve: (served, input) => serve(served, input as Q), // decoded by `input`
  }
}

export function set<S, R>(
  cid: Settable<S, R>,
  serve: (served: Served, input: S) => Reply<R> | Promise<Reply<R>>,
): SetPart {
  return {
    kind: 'set',
    cid,
    input: cid.set,
    output: cid.setResponse, // encodes what `serve` gives
    serve: (served, input) => serve(served, input as S), // decoded by `input`
  }
}

export function indication<I>(
  cid: Indicating<I>,
  topic: Topic,
  describe: (modem: Modem, change: Change, version: MbimExVersion) => I | undefined,
): IndicationPart {
  return { kind: 'indication', cid, topic, output: cid.indication, describe } // encodes what `describe` gives
}

/** Query and indication of a CID that tells one thing. */
export function told<Q, I>(
  cid: Queryable<Q, I> & Indicating<I>,
  topic: Topic,
  describe: (modem: Modem, version: MbimExVersion) => I,
): readonly Part[] {
  return [
    query(cid, ({ modem, version }) => describe(modem, version)),
    indication(cid, topic, (modem, _change, version) => describe(modem, version)),
  ]
}
