/** What cannot be written into a slot for stored contexts, whatever the modem. */
import type { Cause } from '../cause.ts'
import { NO_SLOT, type NewProvisionedContext } from '../provisioned-context.ts'

/** Says nothing of the values themselves: one of them is a secret. */
export function contextObstacle(context: NewProvisionedContext): Cause | undefined {
  const message = slotProblem(context) ?? providerProblem(context) ?? textProblem(context)
  return message === undefined ? undefined : { code: 'invalid_argument', message }
}

function slotProblem({ id, type }: NewProvisionedContext): string | undefined {
  if (id === undefined) return type === 'none' ? 'to empty a slot, say which' : undefined
  return Number.isInteger(id) && id >= 0 && id < NO_SLOT
    ? undefined
    : 'the slot has to be a whole number from 0'
}

/** MCC and MNC: 3GPP TS 24.008 §10.5.1.13. */
function providerProblem({ provider }: NewProvisionedContext): string | undefined {
  if (provider === undefined || /^[0-9]{5,6}$/.test(provider)) return undefined
  return 'the provider has to be given by its country and network code: 5 or 6 digits'
}

function textProblem({ type, ...texts }: NewProvisionedContext): string | undefined {
  for (const [name, called, most] of TEXTS) {
    const { length } = texts[name] ?? ''
    if (length > most) return `the ${called} has to have at most ${most} characters`
    if (length > 0 && type === 'none') return `a slot with nothing in it has no ${called}`
  }
  return undefined
}

/** MBIM 1.0 errata-1 §10.5.13: their longest, in characters. */
const TEXTS = [
  ['accessString', 'access string', 100],
  ['userName', 'user name', 255],
  ['password', 'password', 255],
] as const
