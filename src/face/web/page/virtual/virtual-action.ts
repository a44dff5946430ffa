/** A command for a virtual modem, as an action. */
import type { VirtualCommand, VirtualModem } from '../../../../api/index.ts'
import type { ActionInput } from '../../state/actions.ts'

export type Given = Readonly<Record<string, string | boolean>>

export const commandSubject = ({ name }: VirtualModem): string => `virtual:${name}`

export function commandAction(modem: VirtualModem, { name }: VirtualCommand, given: Given): ActionInput {
  return {
    subject: commandSubject(modem),
    kind: name,
    words: {
      doing: `${name} on ${modem.name}`,
      done: `${name} was done to ${modem.name}`,
      failed: `${name} could not be done to ${modem.name}`,
    },
    call: (service) => service.virtualCommand({ modem: modem.name, command: name, arguments: given }),
  }
}
