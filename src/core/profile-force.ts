/** Whether a profile may be used as things are: what its administrator has set, and the conditions under which it is in force. */
import type { Profile } from './profile.ts'
import type { ContextRoaming } from './provisioned-context.ts'
import type { Registration } from './registration.ts'
import type { Sim } from './sim.ts'

/** Where the modem is, as far as it is known. */
export interface Standing {
  readonly registration?: Pick<Registration, 'state' | 'cellularClass'>
  readonly sim?: Pick<Sim, 'subscriberId'>
}

/** Why not, as the end of a sentence about it. What is not known stands in nobody's way. */
export function reasonAgainst(
  { adminEnabled, adminRoaming, conditions = {} }: Partial<Profile>,
  { registration, sim }: Standing,
): string | undefined {
  if (adminEnabled === false) return 'its administrator has switched it off (AdminEnable)'
  const where = PLACES[registration?.state ?? 'unknown']
  if (where !== undefined) {
    if (!reaches(adminRoaming, where)) {
      return `its administrator does not let it be used ${where} (AdminRoamControl)`
    }
    if (!reaches(conditions.roaming, where)) return `it is not in force ${where} (RoamApplicability)`
  }
  const { cellularClass, subscriberId } = conditions
  const used = registration?.cellularClass
  if (cellularClass !== undefined && used !== undefined && cellularClass !== used) {
    return `it is not in force on a ${used === 'gsm' ? '3GPP' : '3GPP2'} network (CellularClass)`
  }
  if (subscriberId !== undefined && sim?.subscriberId !== undefined && subscriberId !== sim.subscriberId) {
    return 'it is not in force with this SIM (IMSI)'
  }
  return undefined
}

type Place = 'at home' | 'with a partner' | 'while roaming'

const PLACES: Readonly<Partial<Record<Registration['state'], Place>>> = {
  home: 'at home',
  partner: 'with a partner',
  roaming: 'while roaming',
}

const REACH: Readonly<Record<ContextRoaming, readonly Place[]>> = {
  'home-only': ['at home'],
  'partner-only': ['with a partner'],
  'non-partner-only': ['while roaming'],
  'home-and-partner': ['at home', 'with a partner'],
  'home-and-non-partner': ['at home', 'while roaming'],
  'partner-and-non-partner': ['with a partner', 'while roaming'],
  'allow-all': ['at home', 'with a partner', 'while roaming'],
}

function reaches(rule: ContextRoaming | undefined, where: Place): boolean {
  return rule === undefined || REACH[rule].includes(where)
}
