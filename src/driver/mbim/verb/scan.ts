/**
 * Looking for networks: VISIBLE_PROVIDERS. It takes minutes, and MBIM has no way to end it: one that is given up is no
 * longer waited for, and the modem is busy with it for a while yet.
 */
import type { ListedProvider } from '../../../core/index.ts'
import { StatusError } from '../../../device/index.ts'
import { VisibleProviders } from '../../../mbim/index.ts'
import { causeError } from '../cause.ts'
import type { DriverContext } from '../context.ts'
import { listedProviders } from '../fact/provider.ts'

export async function scan(
  context: DriverContext,
  of: 'all' | 'multicarrier',
  what: string,
  signal: AbortSignal,
): Promise<readonly ListedProvider[]> {
  const action = of === 'all' ? 'full-scan' : 'restricted-scan'
  try {
    const providers = await look(context, action, signal)
    context.tell({ type: 'visible-providers', of, providers })
    return providers
  } catch (error) {
    throw causeError(error, what)
  }
}

/** That there is nothing in reach is a finding as well. */
async function look(
  { device }: DriverContext,
  action: 'full-scan' | 'restricted-scan',
  signal: AbortSignal,
): Promise<ListedProvider[]> {
  try {
    return listedProviders(await device.query(VisibleProviders, { action }, { signal }))
  } catch (error) {
    if (StatusError.of(error)?.status === 'providers-not-found') return []
    throw error
  }
}
