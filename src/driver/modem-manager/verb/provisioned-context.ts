/** The contexts stored in the modem: listed, written and deleted by the ProfileManager interface. */
import { CauseError, type NewProvisionedContext, type ProvisionedContexts } from '../../../core/index.ts'
import { CallError, variant } from '../bus/index.ts'
import { causeError } from '../cause.ts'
import type { ModemContext } from '../context.ts'
import { profileProperties, storedContexts } from '../fact/profile.ts'
import { homeProvider } from '../fact/sim.ts'
import { PROFILES } from '../names.ts'
import { notThroughModemManager } from './not-supported.ts'

/** Asks for the list and tells it. */
export async function askProvisionedContexts(context: ModemContext, signal = context.signal): Promise<void> {
  context.tell({
    type: 'provisioned-contexts',
    provisionedContexts: await listStoredContexts(context, signal),
  })
}

/** A modem without a list has none; one that cannot be listed now (its SIM is locked) has an empty one. */
export async function listStoredContexts(
  { modem, signal: end }: ModemContext,
  signal = end,
): Promise<ProvisionedContexts> {
  if (!modem.has(PROFILES)) return { supported: false, contexts: [] }
  try {
    const [profiles] = await modem.call(PROFILES, 'List', undefined, { signal })
    return storedContexts(profiles)
  } catch (error) {
    if (error instanceof CallError) return { supported: false, contexts: [] }
    throw error
  }
}

export async function setProvisionedContext(
  context: ModemContext,
  stored: NewProvisionedContext,
  what: string,
  signal: AbortSignal,
): Promise<void> {
  const { modem, card } = context
  if (!modem.has(PROFILES)) throw notThroughModemManager(what, 'it knows of no contexts stored in this modem')
  if (stored.provider !== undefined && stored.provider !== homeProvider(card)?.id) {
    throw notThroughModemManager(what, 'it stores contexts for the provider of the SIM only')
  }
  const { type, id } = stored
  if (type === 'none' && id === undefined) {
    throw new CauseError({
      code: 'invalid_argument',
      message: `${what} failed: which slot is to be emptied is not said`,
    })
  }
  const properties = type === 'none' ? { 'profile-id': variant('i', id) } : profileProperties(stored)
  if (properties === undefined) throw notThroughModemManager(what, `it has no word for the type ${type}`)
  try {
    const member = type === 'none' ? 'Delete' : 'Set'
    await modem.call(PROFILES, member, { signature: 'a{sv}', values: [properties] }, { signal })
    await askProvisionedContexts(context, signal)
  } catch (error) {
    throw causeError(error, what)
  }
}
