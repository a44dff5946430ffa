/** Brings up the context that is defined as a cid, with what was defined: for +CGACT, and for calls that carry PPP. */
import type { Status } from '../../mbim/index.ts'
import type { BearerRequest } from '../carrier/bearer.ts'
import type { Modem } from '../modem/modem.ts'
import { definition, sessionOf } from './context-words.ts'

/** Words of the modem where it refuses itself, the cause where the network does. */
export type Activation = Status | { readonly cause: number }

export interface Activating {
  readonly modem: Modem
  readonly signal: AbortSignal
}

/** `given` goes before what is defined: the credentials that a caller by PPP has shown. */
export async function activateContext(
  by: Activating,
  cid: number,
  given: Partial<BearerRequest> = {},
): Promise<Activation> {
  const { modem, signal } = by
  const defined = definition(modem, cid)
  const sessionId = sessionOf(cid)
  const request = {
    sessionId,
    contextType: defined?.contextType ?? 'internet',
    accessString: defined?.accessString ?? '',
    userName: defined?.userName ?? '',
    password: defined?.password ?? '',
    auth: defined?.auth ?? 'none',
    ipType: defined?.ipType ?? 'ipv4',
    ...given,
  } as const
  const status = await modem.contexts.activate(request, { by, signal })
  if (status === 'session-already-exists') return 'success'
  const cause = modem.contexts.get(sessionId)?.networkError ?? 0
  return status === 'failure' && cause !== 0 ? { cause } : status
}
