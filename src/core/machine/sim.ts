/** The SIM: what the modem says of it, why it is as it is, and why nobody can connect with it. */
import type { Cause } from '../cause.ts'
import type { Reason } from '../modem.ts'
import type { PinOperation } from '../operation.ts'
import type { PinDescription, PinType, Sim, SimState } from '../sim.ts'

/** Nothing is known of the SIM until the modem has spoken of it. */
export function explainSim(sim: Sim | undefined): Reason {
  if (sim === undefined) return { code: 'sim-not-asked', text: simText(sim) }
  return { code: `sim-${sim.state}`, text: advised(sim.state, simText(sim)) }
}

/** What the SIM is like, and not what to do about it. */
export function simText(sim: Sim | undefined): string {
  if (sim === undefined) return 'the modem has not told of its SIM yet'
  return SENTENCES[sim.state](sim) + (sim.state === 'locked' ? attemptsOf(sim) : '')
}

/** What to do about a SIM in this state, where it is not something to enter. */
export function simAdvice(state: SimState): string | undefined {
  return ADVICE[state]
}

/**
 * Why no context can be activated with this SIM; nothing when there is no reason. It is kept as what ended an attempt, so it
 * does not count the attempts at a PIN that are left: there may be fewer when it is read.
 */
export function simObstacle(sim: Sim | undefined): Cause | undefined {
  const code = sim === undefined ? undefined : OBSTACLES[sim.state]
  if (sim === undefined || code === undefined) return undefined
  return { code, message: advised(sim.state, SENTENCES[sim.state](sim)) }
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
  'not-initialized': () => 'the SIM is being read',
  initialized: () => 'the SIM is ready',
  'not-inserted': () => 'no SIM is inserted',
  bad: () => 'the SIM is unusable: blocked for good or defective',
  failure: () => 'the modem cannot read its SIM',
  'not-activated': () => 'the subscription of the SIM is not activated',
  locked: ({ pin }) => `the SIM is locked: ${PIN_NAMES[pin?.type ?? 'none']} is required`,
  'no-esim-profile': () => 'the eSIM holds no enabled profile',
}

const ADVICE: Partial<Record<SimState, string>> = {
  'not-initialized': 'this takes a few seconds',
  'not-inserted': 'insert a SIM',
  bad: 'another SIM is needed',
  failure: 'take it out and put it in again, or try another one',
  'not-activated': 'ask the operator',
  'no-esim-profile': 'download or enable an eSIM profile',
}

function advised(state: SimState, text: string): string {
  const advice = ADVICE[state]
  return advice === undefined ? text : `${text}; ${advice}`
}

function attemptsOf({ pin }: Sim): string {
  const left = pin?.attemptsLeft
  return left === undefined ? '' : `; ${left.toString()} ${left === 1 ? 'attempt' : 'attempts'} left`
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

/** 3GPP TS 31.101 §9.5.1: a PIN of the card has 4 to 8 digits, its PUK 8. MBIM 1.0 §10.5.4: no code is longer than 16. */
const CARD_PIN = { minLength: 4, maxLength: 8 } as const
const CARD_PUK = { minLength: 8, maxLength: 8 } as const
const LONGEST = 16

/** Why the codes of `operation` cannot be any, as far as is known of the PINs here. Says nothing of the codes themselves. */
export function codeObstacle(sim: Sim | undefined, operation: PinOperation): Cause | undefined {
  const { kind, pin, code } = operation
  const described = sim?.pins?.find(({ type }) => type === pin)
  if (sim?.pins !== undefined && described === undefined) {
    const message = `there is no PIN of the kind ${pin} here`
    return { code: 'not_supported', message }
  }
  const card = pin === 'pin1' || pin === 'pin2'
  const form: CodeForm = described ?? (card ? { format: 'numeric', ...CARD_PIN } : { format: 'unknown' })
  const pukForm: CodeForm = card ? { format: 'numeric', ...CARD_PUK } : { format: form.format }
  const puk = kind === 'unblock-pin'
  const wrong =
    misfit(puk ? 'the PUK' : 'the PIN', code, puk ? pukForm : form) ??
    ('newCode' in operation ? misfit('the new PIN', operation.newCode, form) : undefined)
  return wrong === undefined
    ? undefined
    : { code: 'invalid_argument', message: `${wrong}; it was not tried, so no attempt was spent` }
}

type CodeForm = Pick<PinDescription, 'format' | 'minLength' | 'maxLength'>

function misfit(
  name: string,
  code: string,
  { format, minLength = 1, maxLength = LONGEST }: CodeForm,
): string | undefined {
  if (format === 'numeric' && !/^[0-9]*$/.test(code)) return `${name} has to consist of digits`
  if (!/^[0-9A-Za-z*#]*$/.test(code)) return `${name} has to consist of letters, digits, * and #`
  if (code.length >= minLength && code.length <= maxLength) return undefined
  const length = minLength === maxLength ? `${minLength}` : `${minLength} to ${maxLength}`
  return `${name} has to have ${length} characters`
}
