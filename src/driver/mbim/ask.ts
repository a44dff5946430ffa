/** Questions to a modem that is open, from what it must answer to what it need not have. */
import { DeviceCaps, MsDeviceCapsV2, type Indicating, type Queryable } from '../../mbim/index.ts'
import type { DriverContext } from './context.ts'
import type { equipment } from './fact/equipment.ts'
import { ifOffered, insistently, patiently } from './patience.ts'

/** A modem that registers meanwhile tells of it twice or so (searching, home). */
const ATTEMPTS = 3

type Caps = Parameters<typeof equipment>[0]

/** Who it is and what it can do. */
export async function whoIsIt(context: DriverContext): Promise<Caps> {
  const { device } = context
  if (device.version >= 2 && device.offers(MsDeviceCapsV2)) {
    const caps = await asked(context, MsDeviceCapsV2, {})
    if (caps !== undefined) return caps
  }
  const { clock, signal } = context
  return insistently(() => device.query(DeviceCaps), { clock, signal })
}

/** The answer to an optional question. */
export async function asked<Q, R>(
  context: DriverContext,
  cid: Queryable<Q, R>,
  value: Q,
): Promise<R | undefined> {
  const { clock, device, signal } = context
  if (!device.offers(cid)) return undefined
  // Without the signal: what ends the context ends the device's commands as well.
  return ifOffered(patiently(() => device.query(cid, value), { clock, signal }))
}

/**
 * As `asked`, of what the modem tells by itself as well. An answer is seen only after all that the same read brought: one
 * that an indication may have overtaken is asked for again, and for the last time where the modem tells faster than it
 * answers.
 */
export async function latest<Q, R>(
  context: DriverContext,
  cid: Queryable<Q, R> & Indicating<unknown>,
  value: Q,
): Promise<R | undefined> {
  let told = 0
  using _hearing = context.device.on(cid, () => told++)
  for (let attempt = 1; ; attempt++) {
    const before = told
    const info = await asked(context, cid, value)
    if (info === undefined || told === before || attempt === ATTEMPTS) return info
  }
}
