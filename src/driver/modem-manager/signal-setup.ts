/**
 * Has the modem measured: by the Signal interface, where it has one, ModemManager asks it now and then, but only once it was
 * told to. Somebody else's interval is left as it is.
 */
import { Seconds, type Duration } from '../../base/index.ts'
import { ifOffered, type ModemContext } from './context.ts'
import { SIGNAL } from './names.ts'
import { count } from './read.ts'

/** As often as ModemManager asks for the quality. */
const EVERY = Seconds(30)

/** Whether it is measured because of us. */
export async function measureSignal(context: ModemContext): Promise<boolean> {
  const { modem } = context
  if (!modem.has(SIGNAL) || count(modem.get(SIGNAL, 'Rate')) !== 0) return false
  return (await ifOffered(setUp(context, EVERY).then(() => true))) ?? false
}

/** As it was found; whoever lets go of the modem does not wait for it. */
export function measureNoMore({ modem, log }: ModemContext): void {
  modem
    .call(SIGNAL, 'Setup', { signature: 'u', values: [0] })
    .catch((error: unknown) => log.debug({ error: String(error) }, 'the signal goes on being measured'))
}

export async function setUp({ modem, signal }: ModemContext, every: Duration): Promise<void> {
  await modem.call(SIGNAL, 'Setup', { signature: 'u', values: [Math.round(every / 1000)] }, { signal })
}
