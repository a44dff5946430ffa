/** `dialtone token create|list|revoke`. */
import { InvalidArgumentError, Option } from 'commander'
import { parseDuration, type Clock } from '../../../base/index.ts'
import { hasExpired, isTokenName, SCOPES, type Scope } from '../../../core/index.ts'
import type { Define } from '../command-entry.ts'
import { plain } from '../text/plain.ts'
import { dateAndTime } from '../text/time.ts'

interface CreateFlags {
  readonly scope: readonly Scope[]
  readonly expires?: number
}

export const token: Define = (command, context) => {
  const { clock } = context.host
  command
    .command('create')
    .description(
      'Create a token for a program or person who comes over the network. Standard output is the token and nothing else; ' +
        'it is shown this once.',
    )
    .argument('<name>', 'what it is called, such as who has it', tokenName)
    .addOption(
      new Option('--scope <scope>', `what it may do, several times for several: ${SCOPES.join(', ')}`)
        .argParser(collectScope)
        .default([], 'read'),
    )
    .addOption(
      new Option('--expires <when>', 'a duration such as 30d or 12h, or a date such as 2027-01-31').argParser(
        (text: string) => instantOf(text, clock),
      ),
    )
    .addHelpText(
      'after',
      `
Examples:
  $ npx dialtone token create grafana
  $ npx dialtone token create branch-7 --scope read --scope connect --expires 90d > branch-7.token
  $ npx dialtone token create backup --scope admin --expires 2027-01-31`,
    )
    .action(async (name: string, { scope, expires }: CreateFlags) => {
      const { output, service } = context
      const made = await service.createToken({
        name,
        ...(scope.length > 0 && { scopes: scope }),
        ...(expires !== undefined && { expiresAt: expires }),
      })
      if (output.json) {
        output.document(made)
        return
      }
      output.line(made.secret)
      output.note(
        output.noteStyle(
          'dim',
          `Keep it: it is not shown again. The token ${made.name} may ${made.scopes.join(', ')}` +
            `${made.expiresAt === undefined ? '' : ` until ${dateAndTime(made.expiresAt)}`}.`,
        ),
      )
    })
  command
    .command('list')
    .description('List the tokens. What they are in themselves is kept nowhere and cannot be shown.')
    .action(async () => {
      const { output, service } = context
      const tokens = await service.tokens()
      if (output.json) output.document(tokens)
      else if (tokens.length === 0) {
        output.note('There is no token. Create one with "dialtone token create NAME".')
      } else {
        output.table(
          [
            { title: 'TOKEN', least: 10 },
            { title: 'SCOPES', least: 10 },
            { title: 'CREATED' },
            { title: 'BY' },
            { title: 'EXPIRES' },
          ],
          tokens.map((one) => [
            one.name,
            one.scopes.join(', '),
            dateAndTime(one.createdAt),
            plain(one.createdBy),
            one.expiresAt === undefined
              ? 'never'
              : hasExpired(one, clock.now())
                ? 'has expired'
                : dateAndTime(one.expiresAt),
          ]),
        )
      }
    })
  command
    .command('revoke')
    .description('Refuse a token from now on. Its event streams end at once.')
    .argument('<name>', 'name of the token')
    .action(async (name: string) => {
      await context.service.revokeToken({ token: name })
      if (!context.output.json) context.output.line(`Revoked token ${name}.`)
    })
}

function tokenName(text: string): string {
  if (isTokenName(text)) return text
  throw new InvalidArgumentError(
    'It has to begin with a letter or digit, have letters, digits, ".", "_" and "-", and 64 characters at the most.',
  )
}

function collectScope(word: string, others: readonly Scope[]): readonly Scope[] {
  const scope = SCOPES.find((one) => one === word)
  if (scope === undefined) throw new InvalidArgumentError(`It has to be one of ${SCOPES.join(', ')}.`)
  return [...others, scope]
}

/** A day is that of UTC, and ends the token as it begins. */
function instantOf(text: string, clock: Clock): number {
  const duration = parseDuration(text)
  if (duration !== undefined) return clock.now() + duration
  const instant = /^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2}))?$/.test(text) ? Date.parse(text) : NaN
  if (Number.isNaN(instant)) {
    throw new InvalidArgumentError('It has to be a duration such as 30d, or a date such as 2027-01-31.')
  }
  return instant
}
