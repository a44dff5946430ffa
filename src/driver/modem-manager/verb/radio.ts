/** The software switch of the radio: ModemManager enables and disables a modem. */
import { Minutes } from '../../../base/index.ts'
import { causeError } from '../cause.ts'
import type { ModemContext } from '../context.ts'
import { radio } from '../fact/registration.ts'
import { MODEM } from '../names.ts'

/** It brings a modem up step by step, and takes down its connections first where it disables one. */
const SWITCHING = Minutes(3)

export async function setRadio(
  context: ModemContext,
  software: 'on' | 'off',
  what: string,
  signal: AbortSignal,
): Promise<void> {
  const { modem, wish } = context
  wish.radioOff = software === 'off'
  try {
    await modem.call(
      MODEM,
      'Enable',
      { signature: 'b', values: [software === 'on'] },
      { signal, timeout: SWITCHING },
    )
    await modem.refresh(MODEM, { signal })
  } catch (error) {
    // Who asks for what is so already is done.
    await modem.refresh(MODEM, { signal }).catch(() => undefined)
    if (radio(modem).software !== software) throw causeError(error, what)
  }
  context.retell()
}
