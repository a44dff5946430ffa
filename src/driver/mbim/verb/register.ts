/**
 * How the network is chosen: REGISTER_STATE set. The choice is kept by the modem, also where the attempt that follows it
 * fails; so whatever came of it, the modem is asked how it stands now, and that is told first.
 */
import { CauseError, type RegistrationChoice } from '../../../core/index.ts'
import { StatusError } from '../../../device/index.ts'
import { RegisterState, type ValueOf } from '../../../mbim/index.ts'
import { latest } from '../ask.ts'
import { causeError, refusedBy } from '../cause.ts'
import type { DriverContext } from '../context.ts'
import { registration } from '../fact/registration.ts'
import { registrationChanged } from '../hear.ts'

/** Sent once: a modem that is busy is so with another choice. */
export async function register(
  context: DriverContext,
  { mode, provider = '', dataClasses = [] }: RegistrationChoice,
  what: string,
  signal: AbortSignal,
): Promise<void> {
  const value = { providerId: provider, registerAction: mode, dataClass: wanted(context, dataClasses) }
  try {
    const info = await choose(context, value, signal)
    await tellRegistration(context)
    const { state, networkError } = registration(info)
    if (state !== 'denied') return
    throw new CauseError({
      code: 'status',
      message: `${what} failed: ${networkError === undefined ? 'the network denies registration' : refusedBy(networkError)}`,
      ...(networkError && { network: networkError }),
    })
  } catch (error) {
    if (CauseError.of(error) === undefined) await tellRegistration(context)
    throw causeError(error, what)
  }
}

type Choice = ValueOf<typeof RegisterState.set>

/** Technologies are a preference: where the network has none of them, any will do. */
async function choose(
  { device }: DriverContext,
  choice: Choice,
  signal: AbortSignal,
): Promise<ValueOf<typeof RegisterState.setResponse>> {
  try {
    return await device.set(RegisterState, choice, { signal })
  } catch (error) {
    if (StatusError.of(error)?.status !== 'data-class-not-available') throw error
    return await device.set(RegisterState, { ...choice, dataClass: [] }, { signal })
  }
}

async function tellRegistration(context: DriverContext): Promise<void> {
  const info = await latest(context, RegisterState, {}).catch(() => undefined)
  if (info !== undefined) registrationChanged(context, info)
}

/** MBIMEx 3.0 has one flag for 5G of any kind. */
function wanted(
  { device }: DriverContext,
  dataClasses: RegistrationChoice['dataClasses'] = [],
): Choice['dataClass'] {
  if (device.version < 3) return dataClasses
  const fiveG = dataClasses.some((name) => name === '5g-nsa' || name === '5g-sa')
  const others = dataClasses.filter((name) => name !== '5g-nsa' && name !== '5g-sa')
  return fiveG ? [...others, '5g'] : others
}
