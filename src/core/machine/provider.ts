/** Lists of networks: what SIM and modem keep, what a scan has found, and how long it is worth something. */
import { equal, type Instant } from '../../base/index.ts'
import type { DriverFact } from '../port/driver.ts'
import type { Multicarrier } from '../registration.ts'
import type { ModemMachine } from './modem.ts'
import { radioObstacle } from './registration.ts'
import { simObstacle } from './sim.ts'

type Listed = Extract<DriverFact, { type: 'preferred-providers' | 'multicarrier-providers' }>
type Found = Extract<DriverFact, { type: 'visible-providers' }>

/** A list as it is now. */
export function listed(modem: ModemMachine, { type, list }: Listed): ModemMachine {
  if (type === 'preferred-providers') {
    return equal(modem.preferredProviders, list) ? modem : { ...modem, preferredProviders: list }
  }
  return withCarriers(modem, { ...modem.multicarrier, preferredProviders: list })
}

/** A scan replaces what the one before has found, also where it has found the same: its age is another. */
export function found(modem: ModemMachine, { of, providers }: Found, now: Instant): ModemMachine {
  const visibleProviders = { scannedAt: now, providers }
  if (of === 'all') return { ...modem, visibleProviders }
  return withCarriers(modem, { ...modem.multicarrier, visibleProviders })
}

/** With the SIM goes what is written on it, and with it whether a network is its home or forbidden. */
export function withoutLists(modem: ModemMachine): ModemMachine {
  const obstacle = simObstacle(modem.sim)
  // A SIM whose subscription is not activated is read as any other.
  if (obstacle === undefined || obstacle.code === 'service_not_activated') return modem
  const unseen = withoutFound(modem)
  if (unseen.preferredProviders === undefined) return unseen
  const { preferredProviders: _, ...rest } = unseen
  return rest
}

/** What was seen before the radio went off need not be there when it is on again. */
export function withoutScans(modem: ModemMachine): ModemMachine {
  return radioObstacle(modem.radio) === undefined ? modem : withoutFound(modem)
}

/** Which scan is under way. */
export function scanning({ operations }: ModemMachine): 'all' | 'multicarrier' | undefined {
  for (const { kind } of operations.values()) {
    if (kind === 'scan') return 'all'
    if (kind === 'scan-multicarrier') return 'multicarrier'
  }
  return undefined
}

function withoutFound(modem: ModemMachine): ModemMachine {
  const { visibleProviders, multicarrier, ...rest } = modem
  if (visibleProviders === undefined && multicarrier?.visibleProviders === undefined) return modem
  if (multicarrier === undefined) return rest
  const { visibleProviders: _, ...carriers } = multicarrier
  return withCarriers({ ...rest, multicarrier }, carriers)
}

function withCarriers(modem: ModemMachine, multicarrier: Multicarrier): ModemMachine {
  return equal(modem.multicarrier, multicarrier) ? modem : { ...modem, multicarrier }
}
