/** Choosing the network, looking for networks, and the list of those that the SIM prefers. */
import { Minutes } from '../../../base/index.ts'
import {
  CauseError,
  type DataClass,
  type ListedProvider,
  type PreferredProvider,
  type RegistrationChoice,
} from '../../../core/index.ts'
import { CallError } from '../bus/index.ts'
import { causeError } from '../cause.ts'
import type { ModemContext } from '../context.ts'
import { preferredProviders, scanned } from '../fact/provider-list.ts'
import { homeProvider } from '../fact/sim.ts'
import { modesFor } from '../fact/technology.ts'
import { MODEM, MODEM_3GPP, SERVICE, SIM } from '../names.ts'
import { notThroughModemManager } from './not-supported.ts'

/** Networks take their time, and a scan minutes: ModemManager itself waits so long for its modems. */
const REGISTERING = Minutes(3)
const SCANNING = Minutes(6)

export async function register(
  context: ModemContext,
  { mode, provider, dataClasses }: RegistrationChoice,
  what: string,
  signal: AbortSignal,
): Promise<void> {
  const { modem, wish } = context
  try {
    if (dataClasses !== undefined) await prefer(context, dataClasses, what, signal)
    const values = [mode === 'manual' ? (provider ?? '') : '']
    await modem.call(MODEM_3GPP, 'Register', { signature: 's', values }, { signal, timeout: REGISTERING })
    wish.mode = mode
    await modem.refresh(MODEM_3GPP, { signal })
    await modem.refresh(MODEM, { signal })
  } catch (error) {
    throw causeError(error, what)
  }
  context.retell()
}

async function prefer(
  { modem }: ModemContext,
  classes: readonly DataClass[],
  what: string,
  signal: AbortSignal,
): Promise<void> {
  const modes = modesFor(classes, modem.get(MODEM, 'SupportedModes'))
  if (modes === undefined) {
    const message = `${what} failed: ModemManager cannot have this modem prefer ${classes.join(', ')}`
    throw new CauseError({ code: 'not_supported', message })
  }
  await modem.call(
    MODEM,
    'SetCurrentModes',
    { signature: '(uu)', values: [modes] },
    { signal, timeout: REGISTERING },
  )
}

export async function scan(
  context: ModemContext,
  what: string,
  signal: AbortSignal,
): Promise<readonly ListedProvider[]> {
  const { modem, card } = context
  try {
    const [found] = await modem.call(MODEM_3GPP, 'Scan', undefined, { signal, timeout: SCANNING })
    const providers = scanned(found, homeProvider(card)?.id)
    context.tell({ type: 'visible-providers', of: 'all', providers })
    return providers
  } catch (error) {
    throw causeError(error, what)
  }
}

/** Every technology that the network may have: MMModemAccessTechnology of GSM, UMTS, LTE and 5G. */
const ANY_TECHNOLOGY = (1 << 1) | (1 << 5) | (1 << 14) | (1 << 15)

export async function setPreferredProviders(
  context: ModemContext,
  providers: readonly PreferredProvider[],
  what: string,
  signal: AbortSignal,
): Promise<void> {
  const { card } = context
  if (providers.some(({ state }) => state === 'forbidden')) {
    throw notThroughModemManager(what, 'its list has no networks that are forbidden')
  }
  if (card === undefined || preferredProviders(card) === undefined) {
    throw notThroughModemManager(what, 'it does not know the list of this SIM')
  }
  try {
    const list = providers.map(({ id }) => [id, ANY_TECHNOLOGY])
    await card.call(SIM, 'SetPreferredNetworks', { signature: 'a(su)', values: [list] }, { signal })
    await card.refresh(SIM, { signal })
  } catch (error) {
    // What it says where it has no AT port at hand, by which alone it writes them.
    const noPort = error instanceof CallError && error.errorName === `${SERVICE}.Error.Core.Connected`
    if (noPort) {
      throw notThroughModemManager(what, 'it writes that list by AT commands, which this modem does not take')
    }
    throw causeError(error, what)
  }
  context.retell()
}
