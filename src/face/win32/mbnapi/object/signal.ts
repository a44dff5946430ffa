/** IMbnSignal of a modem as it was. */
import type { Modem } from '../../../../core/index.ts'
import { given } from '../../com/holder.ts'
import type { IUnknown } from '../../com/unknown.ts'
import type { IMbnSignal } from '../interface/signal.ts'
import { fill } from '../reading/reading.ts'
import { signalError, signalStrength } from '../reading/signal.ts'

export function signalFacet(modem: Modem, unknown: IUnknown): IMbnSignal {
  return {
    ...unknown,
    GetSignalStrength: async (output) => {
      // The one output that is 0 after a failure.
      if (given(output)) output.value = 0
      return fill(output, signalStrength(modem))
    },
    GetSignalError: async (output) => fill(output, signalError(modem)),
  }
}
