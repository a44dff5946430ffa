/** Every command that the modem knows, by name. */
import type { AtCommand } from './command.ts'
import { basicCommands } from './command/basic.ts'
import { callCommands } from './command/call.ts'
import { cardCommands } from './command/card.ts'
import { generalCommands } from './command/general.ts'
import { identityCommands } from './command/identity.ts'
import { messageCommands } from './command/message.ts'
import { messageSettings } from './command/message-settings.ts'
import { networkCommands } from './command/network.ts'
import { packetCommands } from './command/packet.ts'
import { ussdCommands } from './command/ussd.ts'
import { securityCommands } from './command/security.ts'

/** When it is first asked for: a command that tells of all is one of them. */
let table: ReadonlyMap<string, AtCommand> | undefined

function commands(): ReadonlyMap<string, AtCommand> {
  table ??= new Map(
    [
      ...basicCommands,
      ...callCommands,
      ...identityCommands,
      ...securityCommands,
      ...cardCommands,
      ...networkCommands,
      ...packetCommands,
      ...messageSettings,
      ...messageCommands,
      ...ussdCommands,
      ...generalCommands,
    ].map((command) => [command.name, command]),
  )
  return table
}

export function commandOf(name: string): AtCommand | undefined {
  return commands().get(name)
}

/** As +CLAC lists them. */
export function commandNames(): readonly string[] {
  return [...commands().keys()].map((name) => `AT${name}`).toSorted()
}
