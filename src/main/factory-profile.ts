/** The profile that virtual modems come with, as phones come with their operator's: something to connect with at once. */
import { inProcess, toPublicProfile, type Profile, type Store } from '../core/index.ts'
import type { VirtualModem } from '../virtual/index.ts'

/**
 * Puts a default profile for each modem's SIM on a shelf that holds no profile yet: `internet`, `internet1` … A profile is for
 * one SIM, and its name is the only one of its kind. None of them is read from XML: what reads that is large, and is not loaded
 * before somebody writes a profile.
 */
export function factoryProfiles(shelf: Store['profiles'], modems: readonly VirtualModem[]): void {
  if (shelf.list().length > 0) return
  for (const [index, modem] of modems.entries()) {
    const { card } = modem.inside.sim
    if (card === undefined) continue
    const profile = factoryProfile(`internet${index === 0 ? '' : index}`, card.imsi)
    shelf.put(profile, { type: 'profile.added', by: inProcess.name, data: toPublicProfile(profile) })
  }
}

export function factoryProfile(name: string, imsi: string): Profile {
  return {
    name,
    description: 'The Internet, as the virtual operator sells it',
    isDefault: true,
    creationType: 'operator-provisioned',
    subscriberId: imsi,
    connectionMode: 'manual',
    context: { accessString: 'internet', authProtocol: 'none', compression: false, ipType: 'default' },
    dataRoamingPartners: [],
  }
}
