/** Whose a profile is, and whose SIM is in a modem: a profile belongs to a subscriber, not to a device. */
import { DialtoneError } from '../base/index.ts'
import {
  CauseError,
  isProfileOf,
  reasonAgainst,
  simObstacle,
  type ModemMachine,
  type Sim,
} from '../core/index.ts'
import type { Chosen } from './temporary-settings.ts'

/**
 * A SIM of which it is known whose it is.
 * @throws CauseError why it cannot be read; DialtoneError `invalid_state` when the modem does not say whose it is.
 */
export function readableSim({ identity, sim }: ModemMachine): Sim {
  const obstacle = simObstacle(sim)
  if (obstacle !== undefined) {
    throw new CauseError({ ...obstacle, message: `${identity.name}: ${obstacle.message}` })
  }
  if (sim === undefined || (sim.subscriberId === undefined && sim.iccid === undefined)) {
    throw new DialtoneError('invalid_state', `${identity.name} does not say whose SIM is in it`)
  }
  return sim
}

/**
 * Settings of a profile are for the SIM of that profile only; where the modem does not say whose it has, they are tried.
 * @throws DialtoneError `not_found` for a stored profile, which is none of this SIM, `invalid_argument` for a temporary one.
 */
export function refuseForeignProfile({ identity, sim }: ModemMachine, { owned, profile }: Chosen): void {
  if (owned === undefined || sim === undefined || isProfileOf(owned, sim) !== false) return
  const which = profile === undefined ? 'the profile' : `the profile ${profile}`
  const names = owned.subscriberId === undefined ? 'SimIccID' : 'SubscriberID'
  throw new DialtoneError(
    profile === undefined ? 'invalid_argument' : 'not_found',
    `${identity.name} cannot connect: ${which} is for another SIM than the one in ${identity.name}; see its ${names}`,
    { detail: { foreignSim: true } },
  )
}

/**
 * A profile is used only where it is in force and its administrator lets it be.
 * @throws DialtoneError `invalid_state`.
 */
export function refuseProfileOutOfForce(modem: ModemMachine, { owned, profile }: Chosen): void {
  const reason = owned && reasonAgainst(owned, modem)
  if (reason === undefined) return
  const { name } = modem.identity
  const which = profile === undefined ? 'the profile' : `the profile ${profile}`
  throw new DialtoneError('invalid_state', `${name} cannot connect: ${which} may not be used now: ${reason}`)
}
