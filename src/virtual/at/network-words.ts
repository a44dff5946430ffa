/** Standing with the network, in the numbers of 3GPP TS 27.007. */
import type { AccessTechnology } from '../carrier/access-technology.ts'
import { generationOf } from '../carrier/access-technology.ts'
import type { Modem } from '../modem/modem.ts'

/** `<AcT>` of §7.3. */
const ACCESS: Readonly<Record<AccessTechnology, number>> = {
  gprs: 0,
  edge: 3,
  umts: 2,
  hsdpa: 4,
  hsupa: 6,
  lte: 7,
  // E-UTRA is what it registers with; modules say so, and hosts that read one digit are many.
  '5g-nsa': 7,
  '5g-sa': 11,
}

export function accessOf(technology: AccessTechnology): number {
  return ACCESS[technology]
}

/** The technologies that a number of §7.3 means. */
export function technologiesOf(access: number): ReadonlySet<AccessTechnology> {
  const names = (Object.keys(ACCESS) as AccessTechnology[]).filter((one) => ACCESS[one] === access) // its own keys
  return new Set(names)
}

/** Which of the three registrations it is about. */
export type Domain = 'circuit' | 'packet' | 'eps'

/** `<stat>` of §7.2, §10.1.20 and §10.1.22. */
export function standing(modem: Modem, domain: Domain): number {
  const { registration, packetService, generation } = modem
  if (domain !== 'circuit' && registration.isRegistered) {
    const here = generation === '4g' || generation === '5g' ? 'eps' : 'packet'
    // EPS is attachment; GPRS registration is attachment to GPRS.
    if (domain !== here || packetService.state !== 'attached') return 0
  }
  switch (registration.state) {
    case 'home':
      return 1
    case 'searching':
      return 2
    case 'denied':
      return 3
    case 'roaming':
    case 'partner':
      return 5
    case 'deregistered':
      return 0
  }
}

const REGISTERED = new Set([1, 5])

/** What follows `<stat>`, as far as the terminal wants to know: 1 nothing, 2 the place, 3 the cause of a refusal as well. */
export function placeOf(modem: Modem, domain: Domain, mode: number): readonly (string | number)[] {
  const stat = standing(modem, domain)
  const { registration, packetService } = modem
  const cell = registration.cell
  if (mode >= 2 && REGISTERED.has(stat) && cell !== undefined) {
    const code = hex(cell.areaCode, 4)
    const technology = packetService.technology ?? cell.technology
    return [
      stat,
      `"${code}"`,
      `"${hex(cell.id, generationOf(cell.technology) === '2g' ? 4 : 8)}"`,
      ACCESS[technology],
    ]
  }
  const cause = registration.networkError
  // <cause_type> 0: of TS 24.008 annex G.
  return mode >= 3 && stat === 3 && cause !== 0 ? [stat, '', '', '', 0, cause] : [stat]
}

export interface Move {
  readonly domain: Domain
  /** The state is another one; else only the place is. */
  readonly state: boolean
}

/** Finds what is different each time that it is asked. */
export class Movement {
  readonly #modem: Modem
  #known: ReadonlyMap<Domain, string>

  constructor(modem: Modem) {
    this.#modem = modem
    this.#known = this.#now()
  }

  look(): readonly Move[] {
    const before = this.#known
    this.#known = this.#now()
    return DOMAINS.flatMap((domain) => {
      const [was = '', is = ''] = [before.get(domain), this.#known.get(domain)]
      return was === is ? [] : [{ domain, state: was.split(',')[0] !== is.split(',')[0] }]
    })
  }

  #now(): ReadonlyMap<Domain, string> {
    return new Map(DOMAINS.map((domain) => [domain, placeOf(this.#modem, domain, IN_FULL).join(',')]))
  }
}

const DOMAINS = ['circuit', 'packet', 'eps'] as const satisfies readonly Domain[]
const IN_FULL = 3

function hex(value: number, length: number): string {
  return value.toString(16).toUpperCase().padStart(length, '0')
}
