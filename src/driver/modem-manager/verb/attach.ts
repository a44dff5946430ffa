/** Attaching to the packet service and detaching: SetPacketServiceState, which ModemManager has from 1.20 on. */
import { Minutes } from '../../../base/index.ts'
import { CauseError, isRegistered } from '../../../core/index.ts'
import { causeError } from '../cause.ts'
import type { ModemContext } from '../context.ts'
import { PACKET_SERVICE, packetService, registration } from '../fact/registration.ts'
import { MODEM, MODEM_3GPP } from '../names.ts'

const ATTACHING = Minutes(2)

export async function attach(context: ModemContext, signal: AbortSignal): Promise<void> {
  const what = 'attaching to the packet service'
  const standing = registration(context.modem, 'unknown')
  const { state } = packetService(context.modem, standing, [])
  if (state === 'attached') return
  if (!isRegistered(standing.state)) {
    const message = `${what} failed: the modem is not registered with a network`
    throw new CauseError({ code: 'not_registered', message })
  }
  await set(context, PACKET_SERVICE.attached, what, signal)
}

export async function detach(context: ModemContext, signal: AbortSignal): Promise<void> {
  await set(context, PACKET_SERVICE.detached, 'detaching from the packet service', signal)
}

async function set(context: ModemContext, state: number, what: string, signal: AbortSignal): Promise<void> {
  const { modem } = context
  try {
    await modem.call(
      MODEM_3GPP,
      'SetPacketServiceState',
      { signature: 'u', values: [state] },
      { signal, timeout: ATTACHING },
    )
    await modem.refresh(MODEM_3GPP, { signal })
    await modem.refresh(MODEM, { signal })
  } catch (error) {
    throw causeError(error, what)
  }
}
