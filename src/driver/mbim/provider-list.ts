/** The lists of networks that SIM and modem keep: asked for when the SIM can be read, told again when they change. */
import type { ProviderList } from '../../core/index.ts'
import {
  MulticarrierProviders,
  PreferredProviders,
  type Indicating,
  type Queryable,
} from '../../mbim/index.ts'
import { StatusError } from '../../device/index.ts'
import { causeError } from './cause.ts'
import type { DriverContext } from './context.ts'
import { listedProviders, type ProvidersInfo } from './fact/provider.ts'
import { patiently } from './patience.ts'

type ListCid = Queryable<Record<string, never>, ProvidersInfo> & Indicating<ProvidersInfo>

/** Both, as far as the modem keeps them. */
export async function askProviderLists(context: DriverContext): Promise<void> {
  await Promise.all([
    askList(context, PreferredProviders, 'preferred-providers'),
    context.device.offers(MulticarrierProviders)
      ? askList(context, MulticarrierProviders, 'multicarrier-providers')
      : undefined,
  ])
}

/** Until disposed. */
export function hearProviderLists(context: DriverContext): Disposable {
  const stack = new DisposableStack()
  for (const [cid, type] of [
    [PreferredProviders, 'preferred-providers'],
    [MulticarrierProviders, 'multicarrier-providers'],
  ] as const) {
    stack.use(
      context.device.on(cid, (info) => context.tell({ type, list: { providers: listedProviders(info) } })),
    )
  }
  return stack
}

type ListType = 'preferred-providers' | 'multicarrier-providers'

async function askList(context: DriverContext, cid: ListCid, type: ListType): Promise<void> {
  const { clock, device, signal } = context
  if (!device.offers(cid)) {
    const cause = { code: 'not_supported', message: 'the modem tells of no such list' } as const
    context.tell({ type, list: { providers: [], cause } })
    return
  }
  let overtaken = false as boolean // set by an indication, out of the compiler's sight
  using _hearing = device.on(cid, () => (overtaken = true))
  const list = await readList(patiently(() => device.query(cid, {}, { signal }), { clock, signal }))
  // What was indicated meanwhile has been told, and is newer.
  if (list !== undefined && !overtaken) context.tell({ type, list })
}

/** States of the SIM in which it tells nothing: it is asked again once it can be read. */
const UNREADABLE: ReadonlySet<unknown> = new Set([
  'sim-not-inserted',
  'bad-sim',
  'pin-required',
  'not-initialized',
])

async function readList(asked: Promise<ProvidersInfo>): Promise<ProviderList | undefined> {
  try {
    return { providers: listedProviders(await asked) }
  } catch (error) {
    if (UNREADABLE.has(StatusError.of(error)?.status)) return undefined
    const { reason } = causeError(error, 'reading the list of networks')
    // It went, or was let go: that is told elsewhere.
    if (reason.code === 'cancelled' || reason.code === 'unplugged' || reason.code === 'channel_failed') {
      return undefined
    }
    return { providers: [], cause: reason }
  }
}
