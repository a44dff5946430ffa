/** The SIM: what the modem says of it, why it is as it is, and why nobody can connect with it. */
import type { Cause } from '../cause.ts'
import type { Reason } from '../modem.ts'
import type { PinType, Sim, SimState } from '../sim.ts'

/** Nothing is known of the SIM until the modem has spoken of it. */
export function explainSim(sim: Sim | undefined): Reason {
  if (sim === undefined) return { code: 'sim-not-asked', text: 'the modem has not told of its SIM yet' }
  return { code: `sim-${sim.state}`, text: SENTENCES[sim.state](sim) }
}

/** Why no context can be activated with this SIM; nothing when there is no reason. */
export function simObstacle(sim: Sim | undefined): Cause | undefined {
  const code = sim === undefined ? undefined : OBSTACLES[sim.state]
  return code === undefined ? undefined : { code, message: explainSim(sim).text }
}

const OBSTACLES = {
  'not-initialized': 'busy',
  initialized: undefined,
  'not-inserted': 'sim_not_inserted',
  bad: 'bad_sim',
  failure: 'bad_sim',
  'not-activated': 'service_not_activated',
  locked: 'pin_required',
  'no-esim-profile': 'sim_not_inserted',
} as const satisfies Record<SimState, Cause['code'] | undefined>

const SENTENCES: Record<SimState, (sim: Sim) => string> = {
  'not-initialized': () => 'the SIM is being read; this takes a few seconds',
  initialized: () => 'the SIM is ready',
  'not-inserted': () => 'no SIM is inserted; insert one',
  bad: () => 'the SIM is unusable: blocked for good or defective; another SIM is needed',
  failure: () => 'the modem cannot read its SIM; take it out and put it in again, or try another one',
  'not-activated': () => 'the subscription of the SIM is not activated; ask the operator',
  locked: lockSentence,
  'no-esim-profile': () => 'the eSIM holds no enabled profile; download or enable one',
}

function lockSentence(sim: Sim): string {
  const { type = 'none', attemptsLeft } = sim.pin ?? {}
  const left =
    attemptsLeft === undefined
      ? ''
      : `; ${attemptsLeft.toString()} ${attemptsLeft === 1 ? 'attempt' : 'attempts'} left`
  return `the SIM is locked: ${PIN_NAMES[type]} is required${left}`
}

const PIN_NAMES: Record<PinType, string> = {
  none: 'a PIN',
  custom: 'a PIN of the manufacturer',
  pin1: 'its PIN (PIN1)',
  pin2: 'PIN2',
  'device-sim-pin': 'the PIN that ties the device to a SIM',
  'device-first-sim-pin': 'the PIN that ties the device to its first SIM',
  'network-pin': 'the PIN that ties the device to an operator',
  'network-subset-pin': 'the PIN that ties the device to part of a network',
  'service-provider-pin': 'the PIN that ties the device to a service provider',
  'corporate-pin': 'the PIN that ties the device to a company',
  'subsidy-pin': 'the PIN that lifts the subsidy lock',
  puk1: 'its PUK (PUK1)',
  puk2: 'PUK2',
  'device-first-sim-puk': 'the PUK of the first-SIM lock',
  'network-puk': 'the PUK of the operator lock',
  'network-subset-puk': 'the PUK of the network-part lock',
  'service-provider-puk': 'the PUK of the service provider lock',
  'corporate-puk': 'the PUK of the company lock',
}
