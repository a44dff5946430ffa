/** `dialtone whoami`. */
import type { Define } from '../command-entry.ts'

export const whoami: Define = (command, context) => {
  command
    .description('Show by which name the service knows you, and what you may do.')
    .addHelpText(
      'after',
      `
Example:
  $ npx dialtone whoami`,
    )
    .action(async () => {
      const { output, service } = context
      const caller = await service.caller()
      if (output.json) output.document(caller)
      else {
        output.fields([
          ['Name', caller.name],
          ['Scopes', caller.scopes.join(', ')],
        ])
      }
    })
}
