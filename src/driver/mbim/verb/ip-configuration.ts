/** The addresses of a context that is up: IP_CONFIGURATION query. */
import { CauseError, type IpSettings } from '../../../core/index.ts'
import { StatusError } from '../../../device/index.ts'
import { IpConfiguration, type words } from '../../../mbim/index.ts'
import type { DriverContext } from '../context.ts'
import { ipSettings } from '../fact/context.ts'
import { patiently } from '../patience.ts'

/**
 * A modem that has no such command, or whose answer cannot be read, leaves the addresses to the data path (DHCP, router
 * advertisements). One that says the context is not activated rejects.
 */
export async function askIpSettings(
  context: DriverContext,
  sessionId: number,
  ipType: words.ContextIpType,
  signal: AbortSignal,
): Promise<IpSettings> {
  const { clock, device, log } = context
  try {
    const info = await patiently(() => device.query(IpConfiguration, { sessionId }, { signal }), {
      clock,
      signal,
    })
    return ipSettings(info, ipType)
  } catch (error) {
    if (error instanceof StatusError && error.status === 'context-not-activated') {
      const message = 'activating the context failed: it went down again before it had addresses'
      throw new CauseError({ code: 'connect_failed', message }, { cause: error })
    }
    if (!(error instanceof StatusError || isUnreadable(error))) throw error
    log.warn(
      { sessionId, error: String(error) },
      'the modem gives no IP settings; they come over the data path',
    )
    return ipSettings(undefined, ipType)
  }
}

function isUnreadable(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'protocol'
}
