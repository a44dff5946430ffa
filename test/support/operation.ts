/** Every operation of every CID in every version: what tests of the whole wire go through. */
import { CIDS, type Cid, type InfoCodec, type MbimExVersion } from '../../src/mbim/index.ts'
import { MBIMEX_VERSIONS } from '../../src/mbim/codec/codec.ts'
import type { Envelope } from '../../src/mbim/frame/message.ts'

export const OPERATION_NAMES = ['query', 'set', 'response', 'setResponse', 'indication'] as const
export type OperationName = (typeof OPERATION_NAMES)[number]

export interface OperationCase {
  /** `basic-connect connect set v3`. */
  readonly name: string
  readonly cid: Cid
  readonly operation: OperationName
  readonly version: MbimExVersion
  readonly codec: InfoCodec
  /** The message around the information buffer. */
  readonly envelope: Envelope
}

/** Answers to a set are cases of their own only where they differ from those to a query. */
export const OPERATION_CASES: readonly OperationCase[] = CIDS.flatMap((cid) =>
  OPERATION_NAMES.flatMap((operation) => {
    const codec = cid[operation]
    if (codec === undefined || (operation === 'setResponse' && codec === cid.response)) return []
    return MBIMEX_VERSIONS.filter((version) => version >= cid.since).map((version) => ({
      name: `${cid.service.name} ${cid.name} ${operation} v${version}`,
      cid,
      operation,
      version,
      codec,
      envelope: envelopeOf(cid, operation),
    }))
  }),
)

function envelopeOf(cid: Cid, operation: OperationName): Envelope {
  const addressed = { transactionId: 7, service: cid.service.uuid, cid: cid.number }
  switch (operation) {
    case 'query':
    case 'set':
      return { type: 'command', operation, ...addressed }
    case 'response':
    case 'setResponse':
      return { type: 'command-done', status: 'success', ...addressed }
    case 'indication':
      return { type: 'indicate-status', ...addressed, transactionId: 0 }
  }
}
