/** The SIM as a step of an explanation, and what would make it usable. */
import { calledInCommand, type ReasonedStep, type ExplanationStanding, type Remedy } from '../explanation.ts'
import type { Sim, SimState } from '../sim.ts'
import type { ModemMachine } from './modem.ts'
import { simAdvice, simText } from './sim.ts'

const STANDING: Record<SimState, ExplanationStanding> = {
  'not-initialized': 'busy',
  initialized: 'well',
  'not-inserted': 'blocked',
  bad: 'blocked',
  failure: 'blocked',
  'not-activated': 'blocked',
  locked: 'blocked',
  'no-esim-profile': 'blocked',
}

export function simStep({ identity, sim, since }: ModemMachine): ReasonedStep {
  return {
    part: 'sim',
    name: identity.name,
    state: sim?.state ?? 'not-told',
    standing: sim === undefined ? 'unclear' : STANDING[sim.state],
    text: simText(sim),
    ...(since.sim !== undefined && { since: since.sim }),
    facts: sim === undefined ? [] : factsOf(sim),
    remedies: sim === undefined ? [] : remediesOf(sim, calledInCommand(identity)),
  }
}

function factsOf({ pin, pins }: Sim): ReasonedStep['facts'] {
  const { type, attemptsLeft } = pin?.state === 'locked' ? pin : {}
  const enabled = pins?.filter((one) => one.enabled).map((one) => one.type.toUpperCase()) ?? []
  return [
    ...(type === undefined || type === 'none' ? [] : [{ name: 'Awaits', value: type.toUpperCase() }]),
    ...(attemptsLeft === undefined ? [] : [{ name: 'Attempts left', value: attemptsLeft.toString() }]),
    ...(enabled.length === 0 ? [] : [{ name: 'Enabled', value: enabled.join(', ') }]),
  ]
}

function remediesOf(sim: Sim, modem: string): readonly Remedy[] {
  if (sim.state === 'locked') return [unlocking(sim, modem)]
  if (sim.state === 'not-initialized') return [{ text: 'Wait a few seconds' }]
  const advice = simAdvice(sim.state)
  return advice === undefined ? [] : [{ text: `${advice.charAt(0).toUpperCase()}${advice.slice(1)}` }]
}

function unlocking({ pin }: Sim, modem: string): Remedy {
  const { type = 'none', attemptsLeft } = pin ?? {}
  // What is awaited is not known: PIN1 is asked for after power-on.
  if (type === 'none') return { text: 'Enter its PIN', command: `dialtone sim pin enter ${modem}` }
  const unlock = `dialtone sim unlock ${modem}`
  const name = type.toUpperCase()
  if (!type.includes('puk')) return { text: `Enter the ${name}`, command: unlock }
  if (attemptsLeft === 0) return { text: `Get another SIM: no attempt at the ${name} is left` }
  return { text: `Enter the ${name}, which the operator knows, and a new PIN`, command: unlock }
}
