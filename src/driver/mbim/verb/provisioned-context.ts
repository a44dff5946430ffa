/**
 * The contexts stored in the modem: PROVISIONED_CONTEXTS, and Microsoft's V2 of it. V2 tells more of each; only the first one
 * can write into a slot, and for a provider, so it writes wherever there is one. With V2 alone there is one context of a type.
 */
import { CauseError, NO_SLOT, type NewProvisionedContext } from '../../../core/index.ts'
import { MsProvisionedContextsV2, ProvisionedContexts } from '../../../mbim/index.ts'
import { causeError } from '../cause.ts'
import type { DriverContext } from '../context.ts'
import { provisionedContexts } from '../fact/provisioned-context.ts'
import { ifOffered, patiently } from '../patience.ts'

export async function setProvisionedContext(
  context: DriverContext,
  stored: NewProvisionedContext,
  what: string,
  signal: AbortSignal,
): Promise<void> {
  const { device } = context
  try {
    if (device.offers(ProvisionedContexts)) await writeSlot(context, stored, signal)
    else if (device.offers(MsProvisionedContextsV2)) await writeType(context, stored, what, signal)
    else throw new CauseError({ code: 'not_supported', message: `${what} failed: the modem stores none` })
  } catch (error) {
    throw causeError(error, what)
  }
}

/** Asks for the list and tells it; a modem that refuses has none, unless it only cannot read its SIM now. */
export async function askProvisionedContexts(context: DriverContext, signal = context.signal): Promise<void> {
  const { clock, device, known } = context
  const list = device.offers(MsProvisionedContextsV2)
    ? await ifOffered(
        patiently(() => device.query(MsProvisionedContextsV2, {}, { signal }), { clock, signal }),
      )
    : device.offers(ProvisionedContexts)
      ? await ifOffered(patiently(() => device.query(ProvisionedContexts, {}, { signal }), { clock, signal }))
      : undefined
  // A list is that of a SIM: while there is none that can be read, it is not told.
  if (known.subscriber !== undefined && known.subscriber.readyState !== 'initialized') return
  context.tell({
    type: 'provisioned-contexts',
    provisionedContexts: provisionedContexts(list?.provisionedContexts),
  })
}

async function writeSlot(
  context: DriverContext,
  stored: NewProvisionedContext,
  signal: AbortSignal,
): Promise<void> {
  const { clock, device, known } = context
  const { id = NO_SLOT, type, provider = known.homeProvider ?? '' } = stored
  const value = { contextId: id, contextType: type, providerId: provider, ...access(stored) }
  const info = await patiently(() => device.set(ProvisionedContexts, value, { signal }), { clock, signal })
  if (device.offers(MsProvisionedContextsV2)) await askProvisionedContexts(context, signal)
  else {
    context.tell({
      type: 'provisioned-contexts',
      provisionedContexts: provisionedContexts(info.provisionedContexts),
    })
  }
}

async function writeType(
  context: DriverContext,
  stored: NewProvisionedContext,
  what: string,
  signal: AbortSignal,
): Promise<void> {
  const { clock, device, known } = context
  const { id, provider, type } = stored
  if (provider !== undefined && provider !== known.homeProvider) {
    const message = `${what} failed: the modem stores contexts for the provider of its SIM only`
    throw new CauseError({ code: 'not_supported', message })
  }
  const before = await patiently(() => device.query(MsProvisionedContextsV2, {}, { signal }), {
    clock,
    signal,
  })
  const there = before.provisionedContexts.find((one) =>
    type === 'none' ? one.contextId === id : one.contextType === type,
  )
  if (id !== undefined && there?.contextId !== id) {
    const message = `${what} failed: the modem keeps one context of each type, and slot ${id} holds another`
    throw new CauseError({ code: 'invalid_argument', message })
  }
  const value = {
    operation: type === 'none' ? ('delete' as const) : ('default' as const),
    contextType: type === 'none' ? (there?.contextType ?? type) : type,
    ipType: there?.ipType ?? ('default' as const),
    state: 'enabled' as const,
    roaming: there?.roaming ?? ('allow-all' as const),
    mediaType: there?.mediaType ?? ('cellular-only' as const),
    source: 'user' as const,
    ...access(stored),
    snssai: there?.snssai ?? new Uint8Array(0),
  }
  const info = await patiently(() => device.set(MsProvisionedContextsV2, value, { signal }), {
    clock,
    signal,
  })
  context.tell({
    type: 'provisioned-contexts',
    provisionedContexts: provisionedContexts(info.provisionedContexts),
  })
}

function access(stored: NewProvisionedContext) {
  const { accessString, userName = '', password = '', authProtocol, compression } = stored
  return {
    accessString,
    userName,
    password,
    authProtocol,
    compression: compression ? ('enable' as const) : ('none' as const),
  }
}
