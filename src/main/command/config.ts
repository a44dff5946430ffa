/** `dialtone config`: the configuration file, before and while a service runs by it. */
import { stat } from 'node:fs/promises'
import { DialtoneError } from '../../base/index.ts'
import {
  formatMistake,
  publishedSchema,
  type Known,
  type Mistake,
  type Severity,
} from '../../configuration/index.ts'
import type { SettingValue } from '../../core/index.ts'
import { EXIT, plain, reload, type Context, type Define, type Style } from '../../face/cli/index.ts'
import { surroundingsOf } from '../../reach/index.ts'
import { findConfigurationFile } from '../configuration/find-file.ts'
import { readConfigurationFile } from '../configuration/read-file.ts'

export const config: Define = (command, context) => {
  command
    .command('check')
    .description(
      'Say every mistake in a configuration file, with its line and column. Where a service runs, profiles and modems that it ' +
        'does not know are noted. The exit code is 0 where the file can be used, warnings and notes or not.',
    )
    .argument('[file]', 'the file; that of the service of this machine unless told')
    .action((file: string | undefined) => check(context, file))
  command
    .command('schema')
    .description('Print the JSON Schema of the configuration file, for editors and other programs.')
    .action(async () => context.output.document(await publishedSchema()))
  command
    .command('show')
    .description(
      'Show what is in effect in the service, where it comes from, and what its next start takes up.',
    )
    .action(() => show(context))
  command
    .command('reload')
    .description(
      'Have the service read its configuration file again. Only what differs in it is touched; a file with a mistake ' +
        'changes nothing.',
    )
    .action(() => reload(context))
  command.addHelpText(
    'after',
    `
Examples:
  $ npx dialtone config check /etc/dialtone/dialtone.toml
  $ npx dialtone config schema > dialtone.schema.json
  $ npx dialtone config show
  $ npx dialtone config reload`,
  )
}

async function show({ output, service }: Context): Promise<void> {
  const shown = await service.configuration()
  if (output.json) {
    output.document(shown)
    return
  }
  output.line(shown.file === undefined ? 'There is no configuration file' : `File: ${plain(shown.file)}`)
  output.line()
  const columns = [{ title: 'setting' }, { title: 'value' }, { title: 'from' }, { title: 'next start' }]
  const rows = shown.settings.map(({ key, value, from, next }) => [
    plain(key),
    value === undefined ? '' : inWords(value),
    from === 'default' ? output.style('dim', from) : from,
    next === undefined ? '' : output.style('yellow', inWords(next)),
  ])
  output.table(columns, rows)
}

function inWords(value: SettingValue): string {
  return plain(typeof value === 'object' ? value.join(', ') : String(value))
}

const STYLES: Record<Severity, Style> = { error: 'red', warning: 'yellow', note: 'cyan' }

async function check(context: Context, given: string | undefined): Promise<void> {
  const { output, host } = context
  const { path } = findConfigurationFile(surroundingsOf(host.env), given)
  // As whoever asks calls it.
  const name = given ?? path
  const { mistakes: found, configuration } = await readConfigurationFile(
    { path, isNamed: true },
    await knownTo(context),
  )
  const hasPassword = Object.values(configuration.dial ?? {}).some(({ password }) => password !== undefined)
  const mistakes = [...found, ...(hasPassword ? await readableByOthers(path) : [])]
  if (mistakes.some(({ severity }) => severity === 'error')) context.exitCode = EXIT.failed
  if (output.json) {
    output.document({ file: path, mistakes: mistakes.map(({ path: _, ...shown }) => shown) })
    return
  }
  for (const mistake of mistakes) {
    const [place = '', said = ''] = formatMistake(name, mistake).split(`: ${mistake.severity}: `)
    output.line(
      `${output.style('bold', plain(place))}: ${output.style(STYLES[mistake.severity], mistake.severity)}: ${plain(said)}`,
    )
  }
  output.note(summary(name, mistakes))
}

/** Nothing where no service answers. */
async function knownTo({ service }: Context): Promise<Known | undefined> {
  try {
    const { profiles, modems } = await service.snapshot()
    return {
      profiles: profiles.map(({ name }) => name),
      modems,
    }
  } catch (thrown) {
    if (DialtoneError.of(thrown) === undefined) throw thrown
    return undefined
  }
}

async function readableByOthers(file: string): Promise<readonly Mistake[]> {
  const { mode } = await stat(file)
  if ((mode & 0o004) === 0) return []
  const message = 'there are passwords in this file, which everybody on this machine may read: chmod o-r'
  return [{ severity: 'warning', key: '', path: [], line: 1, column: 1, message }]
}

function summary(file: string, mistakes: readonly Mistake[]): string {
  const counts = (['error', 'warning', 'note'] as const).flatMap((severity) => {
    const count = mistakes.filter((mistake) => mistake.severity === severity).length
    return count === 0 ? [] : [`${count} ${severity}${count === 1 ? '' : 's'}`]
  })
  return counts.length === 0 ? `${plain(file)} is right` : counts.join(', ')
}
