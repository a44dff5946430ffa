/** `dialtone why NAME`: why a dial interface, a modem or a connection is in the state it is in. */
import { DialtoneError, formatDuration, Milliseconds } from '../../../base/index.ts'
import type { Snapshot } from '../../../api/index.ts'
import type { Cause, Reason } from '../../../core/index.ts'
import type { Define } from '../command-entry.ts'
import { sourcesOf } from '../output.ts'
import { plain } from '../text/plain.ts'
import { dateAndTime } from '../text/time.ts'

/** What has a state and a reason for it. */
interface Subject {
  readonly id: string
  readonly name: string
  readonly state: string
  readonly reason: Reason
  readonly since?: number
  readonly cause?: Cause
  readonly lastError?: Cause
  readonly unreachability?: readonly string[]
  readonly nextAttempt?: number
}

export const why: Define = (command, context) => {
  command
    .description('Say why a dial interface, a modem or a connection is in the state it is in.')
    .argument('<name>', 'name or id')
    .action(async (name: string) => {
      const { output, service, host } = context
      const found = subjectsOf(await service.snapshot(), name)
      if (found.length === 0) {
        throw new DialtoneError(
          'not_found',
          `there is no dial interface, modem or connection ${JSON.stringify(name)}`,
        )
      }
      if (output.json) {
        output.document(
          found.map(
            ({ what, subject: { id, state, reason, since, unreachability, nextAttempt, ...rest } }) => ({
              what,
              id,
              name: rest.name,
              state,
              reason,
              since,
              unreachability,
              cause: rest.lastError ?? rest.cause,
              nextAttempt,
            }),
          ),
        )
        return
      }
      for (const { what, subject } of found) {
        const { state, reason, since, unreachability = [], nextAttempt } = subject
        const cause = subject.lastError ?? subject.cause
        output.line(`${what} ${output.style('bold', plain(subject.name))} is ${state}: ${plain(reason.text)}`)
        output.fields(
          [
            ...(since === undefined ? [] : [['Since', dateAndTime(since)] as const]),
            ...(unreachability.length === 0 ? [] : [['Reasons', unreachability.join(', ')] as const]),
            ...(cause === undefined ? [] : [['Last error', `${cause.message} (${cause.code})`] as const]),
            ...(cause === undefined
              ? []
              : sourcesOf(cause).map(([who, said]) => [`The ${who} said`, said] as const)),
            ...(nextAttempt === undefined
              ? []
              : [
                  [
                    'Next attempt',
                    `${dateAndTime(nextAttempt)}, in ${formatDuration(Milliseconds(Math.max(0, nextAttempt - host.clock.now())))}`,
                  ] as const,
                ]),
          ],
          '  ',
        )
      }
    })
}

/** A connection has the name of its modem, so that both are meant. */
function subjectsOf(
  { dialInterfaces, modems, connections }: Snapshot,
  called: string,
): readonly { readonly what: string; readonly subject: Subject }[] {
  const isCalled = ({ id, name }: Subject): boolean => name === called || id === called.toLowerCase()
  const isDialled = ({ id, name }: Subject): boolean =>
    name.toLowerCase() === called.toLowerCase() || id === called.toLowerCase()
  const of = (what: string, all: readonly Subject[]) => all.map((subject) => ({ what, subject }))
  return [
    ...of('Dial interface', dialInterfaces.filter(isDialled)),
    ...of('Modem', modems.filter(isCalled)),
    ...of('Connection', connections.filter(isCalled)),
  ]
}
