/** What is being done, in the words of a failure. */
import type { OperationKind } from '../core/index.ts'

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
