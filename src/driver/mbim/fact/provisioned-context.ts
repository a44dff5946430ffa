/** Stored contexts in core's words. Passwords stay behind: that there is one is all that is told. */
import { compact } from '../../../base/index.ts'
import type { AuthProtocol, ProvisionedContext, ProvisionedContexts } from '../../../core/index.ts'
import type {
  MsProvisionedContextsV2,
  ProvisionedContexts as FirstList,
  ValueOf,
} from '../../../mbim/index.ts'

type First = ValueOf<typeof FirstList.response>['provisionedContexts'][number]
type Second = ValueOf<typeof MsProvisionedContextsV2.response>['provisionedContexts'][number]

/** Either list, as the modem answers or indicates it. */
export interface StoredInfo {
  readonly provisionedContexts: readonly (First | Second)[]
}

/** More slots than any modem has; what comes after them is not looked at. */
const MOST = 256

/** A modem that does not have the list at all gives nothing. */
export function provisionedContexts(list: readonly (First | Second)[] | undefined): ProvisionedContexts {
  return {
    supported: list !== undefined,
    contexts: (list ?? []).slice(0, MOST).map(provisionedContext),
  }
}

function provisionedContext(stored: First | Second): ProvisionedContext {
  const { contextId, contextType, accessString, userName, password, compression, authProtocol } = stored
  return compact({
    id: contextId,
    type: contextType,
    accessString,
    userName: userName === '' ? undefined : userName,
    hasPassword: password !== '',
    authProtocol: typeof authProtocol === 'number' ? ('none' satisfies AuthProtocol) : authProtocol,
    compression: compression === 'enable',
    ...('source' in stored ? extension(stored) : {}),
  })
}

/** Numbers that have no word are of a later version, and left out. */
function extension({ ipType, state, roaming, source }: Second): Partial<ProvisionedContext> {
  return compact({
    ipType: typeof ipType === 'number' ? undefined : ipType,
    enabled: typeof state === 'number' ? undefined : state === 'enabled',
    roaming: typeof roaming === 'number' ? undefined : roaming,
    source: typeof source === 'number' ? undefined : source,
  })
}
