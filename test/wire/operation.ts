/** Every information buffer there is: each CID, operation and version, named as a person would. */
import type { Codec, MbimExVersion } from '../../src/mbim/codec/codec.ts'
import { CIDS, type InfoCodec } from '../../src/mbim/index.ts'
import { MBIMEX_VERSIONS } from '../../src/mbim/codec/codec.ts'

export interface OperationCase {
  readonly name: string
  readonly version: MbimExVersion
  readonly info: InfoCodec
  readonly codec: Codec
}

export const OPERATIONS: readonly OperationCase[] = CIDS.flatMap((cid) =>
  (['query', 'set', 'response', 'setResponse', 'indication'] as const).flatMap((operation) => {
    const info = cid[operation]
    if (info === undefined || (operation === 'setResponse' && info === cid.response)) return []
    return MBIMEX_VERSIONS.filter((version) => version >= cid.since).map((version) => ({
      name: `${cid.service.name} ${cid.name} ${operation}, version ${version}`,
      version,
      info,
      codec: info.codec,
    }))
  }),
)
