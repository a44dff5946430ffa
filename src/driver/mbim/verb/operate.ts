/** What is asked of the modem itself: each kind of operation to the file that knows how. */
import type { ModemOperation, OperationKind, OperationResult } from '../../../core/index.ts'
import type { DriverContext } from '../context.ts'
import { operateDeviceService } from './device-service.ts'
import { operateStream } from './stream.ts'
import { configureMessages, deleteMessages, readMessages, sendMessage } from './message.ts'
import { askAwaitedPin, operatePin } from './pin.ts'
import { register } from './register.ts'
import { setProvisionedContext } from './provisioned-context.ts'
import { setRadio } from './radio.ts'
import { scan } from './scan.ts'
import { setHomeProvider, setPreferredProviders } from './set-provider.ts'
import { setSignalReports } from './signal-reports.ts'
import { activateService } from './service-activation.ts'

/** As a failure reads: "entering the PIN failed: …". */
export const OPERATION_NAMES = {
  'ask-pin': 'asking for the PIN',
  'enter-pin': 'entering the PIN',
  'enable-pin': 'enabling the PIN',
  'disable-pin': 'disabling the PIN',
  'change-pin': 'changing the PIN',
  'unblock-pin': 'unblocking the PIN',
  'set-radio': 'switching the radio',
  register: 'choosing the network',
  scan: 'the scan for networks',
  'scan-multicarrier': 'the scan for carriers',
  'set-preferred-providers': 'setting the preferred networks',
  'set-home-provider': 'changing the carrier',
  'set-provisioned-context': 'storing the context',
  'set-signal-reports': 'setting the reports of the signal',
  'activate-service': 'activating the subscription',
  'ask-device-service': 'asking for the commands of the device service',
  'device-command': 'the command of the device service',
  'open-device-service': 'opening the session on the device service',
  'close-device-service': 'closing the session on the device service',
  'open-stream': 'opening the stream of the device service',
  'write-stream': 'writing to the stream of the device service',
  'close-stream': 'closing the stream of the device service',
  'send-message': 'sending the message',
  'read-messages': 'reading messages',
  'delete-messages': 'deleting messages',
  'set-message-configuration': 'setting up messages',
} as const satisfies Record<OperationKind, string>

export async function operate(
  context: DriverContext,
  operation: ModemOperation,
  signal: AbortSignal,
): Promise<OperationResult> {
  const what = OPERATION_NAMES[operation.kind]
  switch (operation.kind) {
    case 'ask-pin':
      return askAwaitedPin(context, what, signal)
    case 'set-radio':
      await setRadio(context, operation.software, what, signal)
      return {}
    case 'register':
      await register(context, operation, what, signal)
      return {}
    case 'scan':
      return { providers: await scan(context, 'all', what, signal) }
    case 'scan-multicarrier':
      return { providers: await scan(context, 'multicarrier', what, signal) }
    case 'set-signal-reports':
      return { signalReports: await setSignalReports(context, operation, what, signal) }
    case 'set-preferred-providers':
      await setPreferredProviders(context, operation.providers, what, signal)
      return {}
    case 'set-home-provider':
      await setHomeProvider(context, operation, what, signal)
      return {}
    case 'set-provisioned-context':
      await setProvisionedContext(context, operation.context, what, signal)
      return {}
    case 'activate-service':
      return activateService(context, operation.data, what, signal)
    case 'ask-device-service':
    case 'device-command':
    case 'open-device-service':
    case 'close-device-service':
      return operateDeviceService(context, operation, what, signal)
    case 'open-stream':
    case 'write-stream':
    case 'close-stream':
      await operateStream(context, operation, what, signal)
      return {}
    case 'send-message':
      return { references: await sendMessage(context, operation.parts, what, signal) }
    case 'read-messages':
      await readMessages(context, operation.places ?? 'all', what, signal)
      return {}
    case 'delete-messages':
      await deleteMessages(context, operation.places ?? 'all', what, signal)
      return {}
    case 'set-message-configuration':
      await configureMessages(context, operation, what, signal)
      return {}
    default:
      await operatePin(context, operation, what, signal)
      return {}
  }
}
