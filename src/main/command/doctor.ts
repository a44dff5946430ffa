/** `dialtone doctor`: what this machine lacks, and the command that mends it. */
import { EXIT, plain, type Define, type Style } from '../../face/cli/index.ts'
import { examine, type Finding } from '../doctor/examine.ts'
import { gather } from '../doctor/gather.ts'

const MARKS: Record<Finding['outcome'], readonly [mark: string, style: Style]> = {
  ok: ['✓', 'green'],
  warning: ['!', 'yellow'],
  failure: ['✗', 'red'],
}

export const doctor: Define = (command, context) => {
  command
    .description(
      'Say what this machine lacks for Dialtone, and the command that mends it: Node.js, the kernel, rights, modems and who ' +
        'holds them, the service, its state and its configuration. Nothing is changed. The exit code is 1 where something fails.',
    )
    .option('--config <file>', 'the configuration file; that of the service of this machine unless told')
    .addHelpText(
      'after',
      `
Examples:
  $ npx dialtone doctor
  $ sudo npx dialtone doctor --json`,
    )
    .action(async (options: { readonly config?: string }) => {
      context.stayHere()
      const { output } = context
      const findings = examine(await gather(context, options))
      const failed = findings.filter(({ outcome }) => outcome === 'failure').length
      if (failed > 0) context.exitCode = EXIT.failed
      if (output.json) {
        output.document(findings)
        return
      }
      for (const { name, outcome, text, command: mending } of findings) {
        const [mark, style] = MARKS[outcome]
        output.line(`${output.style(style, mark)} ${output.style('bold', name)}: ${plain(text)}`)
        if (mending !== undefined) output.line(`    ${output.style('cyan', plain(mending))}`)
      }
      const warned = findings.filter(({ outcome }) => outcome === 'warning').length
      output.note(
        failed + warned === 0
          ? 'Nothing is lacking.'
          : `${counted(failed, 'failure')}, ${counted(warned, 'warning')}; see above.`,
      )
    })
}

function counted(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? '' : 's'}`
}
