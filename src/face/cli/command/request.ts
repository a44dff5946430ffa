/** `dialtone request list|show|cancel`. */
import { InvalidArgumentError, Option } from 'commander'
import { describeIpSettings, describeRequest, type RequestsInput, type Snapshot } from '../../../api/index.ts'
import type { Request } from '../../../core/index.ts'
import type { Define } from '../command-entry.ts'
import { EXIT } from '../exit-code.ts'
import { sourcesOf } from '../output.ts'
import { plain } from '../text/plain.ts'
import { dateAndTime } from '../text/time.ts'

export const request: Define = (command, context) => {
  command
    .command('list')
    .description('List the requests that are pending, and those that ended last, the newest first.')
    .addOption(
      new Option('--state <state>', 'only those').choices(['pending', 'succeeded', 'failed'] as const),
    )
    .option('--modem <name>', 'only those of this modem')
    .action(async (options: RequestsInput) => {
      const { output, service } = context
      const all = await service.requests(options)
      if (output.json) output.document(all)
      else if (all.length === 0) output.note('There is no such request.')
      else {
        const names = namesIn(await service.snapshot())
        output.table(
          [
            { title: 'ID', align: 'right' },
            { title: 'STARTED', spare: 2 },
            { title: 'OF', least: 8 },
            { title: 'BY', least: 6, spare: 1 },
            { title: 'WHAT', least: 20, wraps: true },
          ],
          all.map((one) => [
            one.id.toString(),
            dateAndTime(one.startedAt),
            about(one, names)[1],
            one.by,
            describeRequest(one),
          ]),
        )
      }
    })
  command
    .command('show')
    .description('Show what became of a request: connect and disconnect are requests, and print their ids.')
    .argument('<id>', 'the number of the request', requestNumber)
    .action(async (id: number) => {
      const { output, service } = context
      const shown = await service.request({ request: id })
      if (output.json) {
        output.document(shown)
        return
      }
      output.fields(fieldsOf(shown, namesIn(await service.snapshot())))
    })
  command
    .command('cancel')
    .description('Give a pending request up: your own, or with the right to what it asks for.')
    .argument('<id>', 'the number of the request', requestNumber)
    .action(async (id: number) => {
      const { output, service } = context
      const { state, cause, ...rest } = await service.cancelRequest({ request: id })
      if (output.json) output.document({ ...rest, state, ...(cause && { cause }) })
      else if (state === 'pending') output.line(`Request ${id} is being given up`)
      else if (cause?.code === 'cancelled') output.line(`Request ${id} was given up: ${plain(cause.message)}`)
      else {
        const how = `${state}${cause === undefined ? '' : `: ${plain(cause.message)}`}`
        output.note(`Request ${id} had ended before: it ${how}`)
      }
      if (state !== 'pending' && cause?.code !== 'cancelled') context.exitCode = EXIT.failed
    })
}

export function requestNumber(text: string): number {
  if (!/^[1-9]\d{0,14}$/.test(text)) {
    throw new InvalidArgumentError('It has to be a number, as connect prints it.')
  }
  return Number(text)
}

/** By id. */
type Names = ReadonlyMap<string, string>

function namesIn({ modems, connections, dialInterfaces }: Snapshot): Names {
  return new Map([...modems, ...connections, ...dialInterfaces].map(({ id, name }) => [id, name]))
}

function fieldsOf(request: Request, names: Names): (readonly [string, string | readonly string[]])[] {
  const { cause, ip } = request
  return [
    ['Request', request.id.toString()],
    [
      'What',
      request.profile === undefined ? request.kind : `${request.kind} with profile ${request.profile}`,
    ],
    ['By', request.by],
    about(request, names),
    ['Started', dateAndTime(request.startedAt)],
    ...(request.endedAt === undefined ? [] : [['Ended', dateAndTime(request.endedAt)] as const]),
    ['State', request.state],
    ...(cause === undefined ? [] : [['Cause', `${cause.message} (${cause.code})`] as const]),
    ...(cause === undefined ? [] : sourcesOf(cause).map(([who, said]) => [`The ${who} said`, said] as const)),
    ...(ip === undefined ? [] : describeIpSettings(ip)),
  ]
}

/** Whose it is, by its name; by its id when it is gone. */
function about(
  { modem = '', connection = '', dialInterface }: Request,
  names: Names,
): readonly [what: string, name: string] {
  if (dialInterface !== undefined) return ['Dial interface', names.get(dialInterface) ?? dialInterface]
  const named = names.get(connection)
  // A connection is gone with the radio, while its modem is there.
  return named === undefined ? ['Modem', names.get(modem) ?? modem] : ['Connection', named]
}
