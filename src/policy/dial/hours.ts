/** How an interface keeps its dial-out hours. */
import type { Instant } from '../../base/index.ts'
import type { Cause } from '../../core/index.ts'
import { isDialOutAllowed, nextDialOutChange } from '../dial-out-hours.ts'
import type { DialFact, DialMachine, DialOrigin } from './machine.ts'

/** The hours are looked at when they were to change, when they are set anew, and when the clock may have been. */
export function withHours(machine: DialMachine, fact: DialFact, now: Instant): DialMachine {
  const hours = fact.type === 'settings' ? fact.settings.dialOutHours : machine.settings.dialOutHours
  const due = fact.type === 'settings' || fact.type === 'timer' || fact.type === 'recall'
  if (!due && machine.hoursAt === undefined) return machine
  if (!due && machine.hoursAt !== undefined && now < machine.hoursAt) return machine
  const allowed = isDialOutAllowed(hours, now)
  const hoursAt = nextDialOutChange(hours, now)
  if (allowed === machine.allowed && hoursAt === machine.hoursAt) return machine
  const { hoursAt: _, ...rest } = machine
  return { ...rest, allowed, ...(hoursAt !== undefined && { hoursAt }) }
}

/** What a hand asked for is redialled at any hour, as it was dialled. */
export function mayRedial({ allowed }: DialMachine, { origin }: { readonly origin: DialOrigin }): boolean {
  return allowed || origin.how === 'hand'
}

/** Why policy may not dial now; `before`: what it would have mended. */
export function outsideHours(what: string, before?: Cause): Cause {
  const last = before === undefined ? '' : `; before that: ${before.message}`
  return { code: 'dial_out_hours', message: `${what} may not dial at this hour${last}` }
}
