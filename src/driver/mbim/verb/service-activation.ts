/**
 * SERVICE_ACTIVATION set: the operator activates the subscription. Sent once. What follows from it (the SIM is ready, the
 * modem registers) the modem tells itself.
 */
import { DialtoneError, toHex } from '../../../base/index.ts'
import { CauseError, LONGEST_ANSWER, type OperationResult } from '../../../core/index.ts'
import { StatusError } from '../../../device/index.ts'
import { ServiceActivation } from '../../../mbim/index.ts'
import { causeError } from '../cause.ts'
import type { DriverContext } from '../context.ts'

export async function activateService(
  { device }: DriverContext,
  data: Uint8Array,
  what: string,
  signal: AbortSignal,
): Promise<OperationResult> {
  try {
    const { buffer } = await device.set(ServiceActivation, { buffer: data }, { signal })
    return { answer: answerOf(buffer) }
  } catch (error) {
    // The operator may say why, in its own format.
    const buffer = StatusError.of(error)?.info(ServiceActivation.response)?.buffer
    const said = buffer !== undefined && buffer.length > 0 && buffer.length <= LONGEST_ANSWER
    const result = said ? { answer: toHex(buffer) } : undefined
    throw new CauseError(causeError(error, what).reason, { cause: error, result })
  }
}

function answerOf(buffer: Uint8Array): string {
  if (buffer.length <= LONGEST_ANSWER) return toHex(buffer)
  const message = `the answer has ${buffer.length} bytes; ${LONGEST_ANSWER} are taken at the most`
  throw new DialtoneError('protocol', message)
}
