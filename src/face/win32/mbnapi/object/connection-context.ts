/** IMbnConnectionContext. */
import type { Modem } from '../../../../core/index.ts'
import { given } from '../../com/holder.ts'
import type { IUnknown } from '../../com/unknown.ts'
import { E_INVALIDARG, E_POINTER } from '../../hresult.ts'
import { operating, type Ground } from '../ground.ts'
import type { IMbnConnectionContext } from '../interface/connection-context.ts'
import { contextInput, storedContexts } from '../reading/context.ts'
import { fillOrNull } from '../reading/reading.ts'

export function connectionContextFacet(
  ground: Ground,
  modem: Modem,
  unknown: IUnknown,
): IMbnConnectionContext {
  return {
    ...unknown,
    GetProvisionedContexts: async (output) => fillOrNull(output, storedContexts(modem)),
    SetProvisionedContext: async (context, providerID, requestID) => {
      if (!given(requestID)) return E_POINTER
      const stored = contextInput(context)
      // The page wants a provider named: none stands for "that of the SIM".
      if (stored === undefined || typeof providerID !== 'string') return E_INVALIDARG
      const input = { modem: modem.id, ...stored, provider: providerID }
      return operating(ground, requestID, () => ground.service.setProvisionedContext(input))
    },
  }
}
