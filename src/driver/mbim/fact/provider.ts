/** Networks in lists: PREFERRED_PROVIDERS, VISIBLE_PROVIDERS, MULTICARRIER_PROVIDERS. */
import { PROVIDER_STATES, type ListedProvider } from '../../../core/index.ts'
import type { PreferredProviders, ValueOf } from '../../../mbim/index.ts'
import { provider } from './registration.ts'
import { strength } from './signal.ts'

export type ProvidersInfo = ValueOf<typeof PreferredProviders.response>

/** A SIM has room for some hundred networks (3GPP TS 31.102 §4.2.5), and nowhere are as many in reach. */
const MOST = 512

/** Entries without a number say nothing. */
export function listedProviders({ providers }: ProvidersInfo): ListedProvider[] {
  return providers
    .filter(({ providerId }) => providerId !== '')
    .slice(0, MOST)
    .map((info) => ({
      ...provider(info.providerId, info.providerName),
      states: PROVIDER_STATES.filter((state) => info.providerState.includes(state)),
      cellularClasses: info.cellularClass.filter((name) => typeof name === 'string'),
      ...strength(info),
    }))
}
