/** `dialtone dial`: demand-dial interfaces. */
import type { Define } from '../command-entry.ts'
import { dialChanges } from './dial/change.ts'
import { dialConnecting } from './dial/connecting.ts'
import { dialLooking } from './dial/looking.ts'

export const dial: Define = (command, context) => {
  dialLooking(command, context)
  dialChanges(command, context)
  dialConnecting(command, context)
  command.addHelpText(
    'after',
    `
Examples:
  $ npx dialtone dial add branch --profile internet --route 10.20.0.0/16 --only "tcp port 443"
  $ npx dialtone dial set branch --idle-timeout "10 min" --hours "1 08:00-18:00" --hours "2 08:00-18:00"
  $ npx dialtone dial plan branch
  $ npx dialtone dial connect branch
  $ npx dialtone why branch`,
  )
}
