/** A command for a virtual modem, as an action. */
import type { VirtualCommand, VirtualModem } from '../../../../api/index.ts'
import type { ActionInput } from '../../state/actions.ts'
import { commandWord } from './command-word.ts'

export type Given = Readonly<Record<string, string | boolean>>

export const commandSubject = ({ name }: VirtualModem): string => `virtual:${name}`

export function commandAction(modem: VirtualModem, { name }: VirtualCommand, given: Given): ActionInput {
  return {
    subject: commandSubject(modem),
    kind: name,
    words: {
      doing: `${commandWord(name)}: ${modem.name}`,
      done: `${commandWord(name)}: done to ${modem.name}`,
      failed: `${commandWord(name)}: could not be done to ${modem.name}`,
    },
    call: (service) => service.virtualCommand({ modem: modem.name, command: name, arguments: given }),
  }
}
