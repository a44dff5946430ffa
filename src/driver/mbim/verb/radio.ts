/** The software switch of the radio: RADIO_STATE set. What it takes along (contexts, registration) the modem tells itself. */
import { CauseError } from '../../../core/index.ts'
import { RadioState } from '../../../mbim/index.ts'
import { causeError } from '../cause.ts'
import type { DriverContext } from '../context.ts'
import { tellRadio } from '../hear.ts'
import { patiently } from '../patience.ts'

/** Setting what is set already ends well (MBIM 1.0 §10.5.3). */
export async function setRadio(
  context: DriverContext,
  software: 'on' | 'off',
  what: string,
  signal: AbortSignal,
): Promise<void> {
  const { clock, device } = context
  try {
    const info = await patiently(() => device.set(RadioState, { radioState: software }, { signal }), {
      clock,
      signal,
    })
    const reached = tellRadio(context, info)
    if (reached.software === software) return
    throw new CauseError({ code: 'status', message: `${what} failed: the modem left it ${reached.software}` })
  } catch (error) {
    throw causeError(error, what)
  }
}
