/** Which rule of the operator's says who is to drive a modem: one for its equipment, for its control device, or for all. Pure. */

export const OWNER_SETTINGS = ['auto', 'direct', 'mbim-proxy', 'modem-manager'] as const
export type OwnerSetting = (typeof OWNER_SETTINGS)[number]

/** Who is to drive which modems, as an operator says it. */
export interface OwnerRules {
  /** Those of which nothing else is said; `auto` unless told. */
  readonly owner?: OwnerSetting | undefined
  /** Single ones; of two for the same modem, the first holds. */
  readonly owners?: readonly OwnerOfOne[] | undefined
}

export interface OwnerOfOne {
  /** The path of its control device or a link to it, which begins with `/`; else its equipment identity (IMEI, ESN, MEID). */
  readonly modem: string
  readonly owner: OwnerSetting
}

export interface OwnerRule {
  readonly owner: OwnerSetting
  readonly of: 'all' | 'device' | 'equipment'
}

/** What is known of a modem so far. */
export interface RuledModem {
  readonly equipment?: string | undefined
  /** Whether the path leads to a port of it. */
  readonly isAt: (path: string) => boolean
}

/** Its equipment is what a modem takes along, wherever it is plugged in, so a rule for that goes first. */
export function ruleFor({ equipment, isAt }: RuledModem, { owner, owners = [] }: OwnerRules): OwnerRule {
  const same = equipment?.toUpperCase()
  const known = owners.find(({ modem }) => !isPath(modem) && modem.toUpperCase() === same)
  if (known !== undefined) return { owner: known.owner, of: 'equipment' }
  const placed = owners.find(({ modem }) => isPath(modem) && isAt(modem))
  if (placed !== undefined) return { owner: placed.owner, of: 'device' }
  return { owner: owner ?? 'auto', of: 'all' }
}

function isPath(modem: string): boolean {
  return modem.startsWith('/')
}
