/** `dialtone completion bash|zsh|fish`. */
import { Argument } from 'commander'
import type { Define } from '../command-entry.ts'
import { SCRIPTS, SHELLS, type Shell } from '../completion/script.ts'

export const completion: Define = (command, context) => {
  command
    .description(
      'Print what a shell needs to complete commands, options and the names of modems, connections, profiles and dial ' +
        'interfaces, which are asked of the service.',
    )
    .addArgument(new Argument('<shell>', 'which shell').choices(SHELLS))
    .addHelpText(
      'after',
      `
Examples:
  $ dialtone completion bash > ~/.local/share/bash-completion/completions/dialtone
  $ dialtone completion zsh > "\${fpath[1]}/_dialtone"
  $ dialtone completion fish > ~/.config/fish/completions/dialtone.fish`,
    )
    .action((shell: Shell) => {
      const { output } = context
      if (output.json) output.document({ shell, script: SCRIPTS[shell] })
      else output.line(SCRIPTS[shell].trimEnd())
    })
}
