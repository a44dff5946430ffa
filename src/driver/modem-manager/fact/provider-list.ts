/** Lists of networks: what a scan has found, and what the SIM prefers. */
import { compact } from '../../../base/index.ts'
import type { ListedProvider, ProviderList, ProviderState } from '../../../core/index.ts'
import { SIM } from '../names.ts'
import { count, list, record, text } from '../read.ts'
import type { RemoteObject } from '../remote-object.ts'
import { provider } from './sim.ts'
import { technologies } from './technology.ts'

/** MMModem3gppNetworkAvailability. */
const STATES: readonly (readonly ProviderState[])[] = [
  ['visible'],
  ['visible'],
  ['visible', 'registered'],
  ['visible', 'forbidden'],
]

/** One entry for each network, though ModemManager has one for each of its technologies. */
export function scanned(value: unknown, home: string | undefined): readonly ListedProvider[] {
  const found = new Map<string, ListedProvider>()
  for (const one of list(value)) {
    const entry = record(one)
    const name = text(entry['operator-long']) ?? text(entry['operator-short'])
    const network = provider(entry['operator-code'], name)
    if (network === undefined) continue
    const before = found.get(network.id)
    const states = STATES[count(entry['status']) ?? 0] ?? (['visible'] as const)
    const all = new Set([
      ...(before?.states ?? []),
      ...states,
      ...(network.id === home ? ['home' as const] : []),
    ])
    const cdma = technologies(entry['access-technology']).some((technology) => technology.startsWith('1x'))
    found.set(
      network.id,
      compact({
        id: network.id,
        name: before?.name || network.name,
        states: [...all],
        cellularClasses: [cdma ? ('cdma' as const) : ('gsm' as const)],
      }),
    )
  }
  return [...found.values()]
}

/** Nothing where the SIM does not tell. */
export function preferredProviders(card: RemoteObject | undefined): ProviderList | undefined {
  const value = card?.get(SIM, 'PreferredNetworks')
  if (!Array.isArray(value)) return undefined
  const providers = list(value).flatMap((one): ListedProvider[] => {
    const [id] = list(one)
    const network = provider(id, '')
    return network === undefined ? [] : [{ ...network, states: ['preferred'], cellularClasses: ['gsm'] }]
  })
  return { providers }
}
