/** The SIM's list of networks and the modem's carrier: PREFERRED_PROVIDERS and HOME_PROVIDER set. */
import { CauseError, type HomeChoice, type PreferredProvider } from '../../../core/index.ts'
import { ServiceList } from '../../../device/index.ts'
import { HomeProvider, PreferredProviders, type CidFacts, type ValueOf } from '../../../mbim/index.ts'
import { whoIsIt } from '../ask.ts'
import { causeError } from '../cause.ts'
import type { DriverContext } from '../context.ts'
import { capabilities } from '../fact/equipment.ts'
import { listedProviders } from '../fact/provider.ts'
import { homeProvider } from '../fact/registration.ts'
import { patiently } from '../patience.ts'
import { askProviderLists } from '../provider-list.ts'

type ProviderValue = ValueOf<typeof HomeProvider.set>['provider']

export async function setPreferredProviders(
  context: DriverContext,
  list: readonly PreferredProvider[],
  what: string,
  signal: AbortSignal,
): Promise<void> {
  const { clock, device } = context
  const providers = list.map(({ id, state = 'preferred' }) => entry(id, state))
  try {
    offered(context, PreferredProviders, what)
    const info = await patiently(() => device.set(PreferredProviders, { providers }, { signal }), {
      clock,
      signal,
    })
    context.tell({ type: 'preferred-providers', list: { providers: listedProviders(info) } })
  } catch (error) {
    throw causeError(error, what)
  }
}

/** With its carrier the modem may change what it can do (MBIM 1.0 §10.5.6): it is asked anew. */
export async function setHomeProvider(
  context: DriverContext,
  { provider, cellularClass = 'gsm' }: HomeChoice,
  what: string,
  signal: AbortSignal,
): Promise<void> {
  const { clock, device } = context
  const value = { provider: { ...entry(provider, 'home'), cellularClass: [cellularClass] } }
  try {
    offered(context, HomeProvider, what)
    const info = await patiently(() => device.set(HomeProvider, value, { signal }), { clock, signal })
    context.tell({ type: 'home-provider', provider: homeProvider(info) })
    const able = capabilities(await whoIsIt(context), device.services ?? new ServiceList())
    context.tell({ type: 'capabilities', capabilities: able })
    await askProviderLists(context)
  } catch (error) {
    throw causeError(error, what)
  }
}

/** Name and signal are the modem's to know. */
function entry(id: string, state: 'home' | 'preferred' | 'forbidden'): ProviderValue {
  return {
    providerId: id,
    providerState: [state],
    providerName: '',
    cellularClass: [],
    rssi: UNKNOWN_RSSI,
    errorRate: 'unknown',
  }
}

const UNKNOWN_RSSI = 99

function offered({ device }: DriverContext, cid: CidFacts, what: string): void {
  if (device.offers(cid)) return
  throw new CauseError({ code: 'not_supported', message: `${what} failed: the modem has no such list` })
}
