/** What is asked of the modem itself: each kind of operation to the file that knows how; what ModemManager has no way for. */
import type { ModemOperation, OperationKind, OperationResult } from '../../../core/index.ts'
import { OPERATION_NAMES } from '../../operation-name.ts'
import type { ModemContext } from '../context.ts'
import { notThroughModemManager } from './not-supported.ts'
import { deleteMessages, readMessages, sendMessage } from './message.ts'
import { askAwaitedPin, operatePin } from './pin.ts'
import { setProvisionedContext } from './provisioned-context.ts'
import { setRadio } from './radio.ts'
import { register, scan, setPreferredProviders } from './register.ts'
import { setSignalReports } from './signal-reports.ts'

/** What ModemManager's API has no words for, and why: docs/modem-manager.md has the same rows. */
export const IMPOSSIBLE = {
  'scan-multicarrier': 'it has no carriers to look for',
  'set-home-provider': 'it cannot make a modem the customer of another carrier',
  'activate-service': 'it activates subscriptions of CDMA networks only',
  'set-message-configuration': 'the service centre stands on the SIM, and it cannot write it there',
  'ask-device-service': 'it lets nobody at the services of a modem',
  'device-command': 'it lets nobody at the services of a modem',
  'open-device-service': 'it lets nobody at the services of a modem',
  'close-device-service': 'it lets nobody at the services of a modem',
  'open-stream': 'it lets nobody at the services of a modem',
  'write-stream': 'it lets nobody at the services of a modem',
  'close-stream': 'it lets nobody at the services of a modem',
} as const satisfies Partial<Record<OperationKind, string>>

export async function operate(
  context: ModemContext,
  operation: ModemOperation,
  signal: AbortSignal,
): Promise<OperationResult> {
  const what = OPERATION_NAMES[operation.kind]
  switch (operation.kind) {
    case 'ask-pin':
      return askAwaitedPin(context, what, signal)
    case 'enter-pin':
    case 'enable-pin':
    case 'disable-pin':
    case 'change-pin':
    case 'unblock-pin':
      await operatePin(context, operation, what, signal)
      return {}
    case 'set-radio':
      await setRadio(context, operation.software, what, signal)
      return {}
    case 'register':
      await register(context, operation, what, signal)
      return {}
    case 'scan':
      return { providers: await scan(context, what, signal) }
    case 'set-preferred-providers':
      await setPreferredProviders(context, operation.providers, what, signal)
      return {}
    case 'set-signal-reports':
      return { signalReports: await setSignalReports(context, operation, what, signal) }
    case 'set-provisioned-context':
      await setProvisionedContext(context, operation.context, what, signal)
      return {}
    case 'send-message':
      return { references: await sendMessage(context, operation, what, signal) }
    case 'read-messages':
      await readMessages(context, operation.places ?? 'all', what, signal)
      return {}
    case 'delete-messages':
      await deleteMessages(context, operation.places ?? 'all', what, signal)
      return {}
    default:
      throw notThroughModemManager(what, IMPOSSIBLE[operation.kind])
  }
}
