/** Attaching to the packet service and detaching from it: PACKET_SERVICE set. */
import { CauseError, type PacketService } from '../../../core/index.ts'
import { StatusError, timeoutOf } from '../../../device/index.ts'
import { PacketService as PacketServiceCid } from '../../../mbim/index.ts'
import { causeError, refusedBy } from '../cause.ts'
import type { DriverContext } from '../context.ts'
import { packetService, type PacketServiceInfo } from '../fact/registration.ts'
import { Listening } from '../listening.ts'
import { patiently } from '../patience.ts'

/** Attaching while attached, or while the modem attaches by itself, ends well: MBIM 1.0 §10.5.10. */
export function attach(context: DriverContext, signal: AbortSignal): Promise<void> {
  return change(context, 'attach', 'attached', signal)
}

export function detach(context: DriverContext, signal: AbortSignal): Promise<void> {
  return change(context, 'detach', 'detached', signal)
}

async function change(
  context: DriverContext,
  action: 'attach' | 'detach',
  wanted: PacketService['state'],
  signal: AbortSignal,
): Promise<void> {
  const { clock, device, waiters } = context
  const what = action === 'attach' ? 'attaching to the packet service' : 'detaching from the packet service'
  try {
    using indicated = new Listening(waiters.packetService)
    let info = await patiently(
      () => device.set(PacketServiceCid, { packetServiceAction: action }, { signal }),
      { clock, signal },
    )
    if (packetService(info).state === UNDER_WAY[action]) {
      const timeout = timeoutOf(PacketServiceCid, 'set')
      const settled = (one: typeof info): boolean => packetService(one).state !== UNDER_WAY[action]
      info = await indicated.until(settled, { what, timeout, clock, signal })
    }
    // An answer is seen only after all that the same read brought: where the modem has indicated another end, it is asked.
    for (
      let heard = indicated.last;
      heard !== undefined && contradicts(heard, info);
      heard = indicated.last
    ) {
      info = await device.query(PacketServiceCid, {}, { signal })
      if (indicated.last === heard) break
    }
    const reached = packetService(info)
    context.tell({ type: 'packet-service', packetService: reached })
    if (reached.state === wanted) return
    const { networkError } = reached
    throw new CauseError({
      code: 'packet_service_detached',
      message: `${what} failed: ${networkError === undefined ? `it is ${reached.state}` : refusedBy(networkError)}`,
      ...(networkError && { network: networkError }),
    })
  } catch (error) {
    // A refusal by the network comes with the state that is left, and is nowhere else told.
    const info = StatusError.of(error)?.info(PacketServiceCid.response)
    const left = info && packetService(info)
    if (left?.networkError !== undefined) context.tell({ type: 'packet-service', packetService: left })
    throw causeError(error, what, { failure: 'packet_service_detached' })
  }
}

/** Both are settled, and differ. */
function contradicts(one: PacketServiceInfo, other: PacketServiceInfo): boolean {
  const states = [packetService(one).state, packetService(other).state]
  return states.includes('attached') && states.includes('detached')
}

const UNDER_WAY = { attach: 'attaching', detach: 'detaching' } as const
