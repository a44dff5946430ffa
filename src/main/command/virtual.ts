/** `dialtone virtual`: the commands of the virtual modem's table, and serving one to other programs. */
import { virtualCommands, type Define } from '../../face/cli/index.ts'
import { VIRTUAL_COMMANDS } from '../../virtual/index.ts'
import { virtualReplay } from './virtual-replay.ts'
import { virtualServe } from './virtual-serve.ts'

export const virtual: Define = (command, context) => {
  virtualCommands(VIRTUAL_COMMANDS)(command, context)
  virtualServe(command, context)
  virtualReplay(command, context)
}
