/** What is asked of the modem itself: each kind of operation to the file that knows how. */
import type { ModemOperation, OperationResult } from '../../../core/index.ts'
import { OPERATION_NAMES } from '../../operation-name.ts'
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
