/**
 * `dialtone start`, which is what `npm start` runs: a service with a virtual modem and nothing else, that connects and
 * says what to try next. Everything is in memory; it takes no rights and leaves nothing behind.
 */
import { toDialtoneError, type Logger } from '../../base/index.ts'
import type { Caller } from '../../core/index.ts'
import type { Context, Define } from '../../face/cli/index.ts'
import type { TcpAddress } from '../../face/http/index.ts'
import type { Serving } from '../serve-service.ts'
import { settle } from '../configuration/settle.ts'
import { addServeOptions, type ServeFlags } from './serve-options.ts'

/** In whose name it connects. */
const START: Caller = { name: 'start', scopes: ['admin'] }

/** DIAL on a telephone's keys. Another service of the same machine has one of the next. */
const START_ADDRESS: TcpAddress = { host: '127.0.0.1', port: 3425, others: 15 }

export const start: Define = (command, context) => {
  addServeOptions(command, { devices: 'none' })
    .description(
      'Try Dialtone: a service with one virtual modem that registers, attaches and connects while you watch. ' +
        'It needs no modem and no rights, and keeps nothing. The link that it shows opens it in a browser of this machine. ' +
        'Ctrl-C stops it.',
    )
    .action((flags: ServeFlags) => run(context, flags))
}

async function run(context: Context, flags: ServeFlags): Promise<void> {
  context.stayHere()
  const { runService } = await import('../run-service.ts')
  const kept = flags.state !== undefined
  const options = await settle(
    context,
    { virtual: 1, ...(kept ? {} : { memory: true }), logFormat: 'human', ...flags },
    // It shows what Dialtone is, not what this machine's service does.
    { usualFile: false },
  )
  const { log } = options
  const listen = flags.listen.length > 0 ? flags.listen : [START_ADDRESS]
  let asked = false
  let explained = false
  await runService(
    context,
    // Its modems carry nothing, so nothing of this machine is to lead to them, whoever runs it.
    { ...options, listen, link: true, dataPath: 'none' },
    {
      ready: ({ link }) => {
        showLink(context, link)
        log.info(
          { style: 'dim' },
          `a virtual modem is being plugged in${kept ? '' : '; everything is kept in memory'}`,
        )
      },
      seen: (item, serving) => {
        // Connecting attaches by itself; here it waits, so that one sees each step.
        if (item.type === 'packet-service.changed' && item.data.state === 'attached' && !asked) {
          asked = true
          connect(serving, log)
        }
        if (item.type === 'request.ended' && !explained) {
          explained = true
          context.output.line(hints(context, serving))
        }
      },
    },
  )
}

/** It holds a token, so it is for a person's eyes: standard output that is no terminal may be a log for many. */
function showLink({ host, output }: Context, link: string | undefined): void {
  if (link === undefined || host.stdout.columns === undefined) return
  output.line(`\nOpen ${output.style('cyan', link)}\n`)
}

function connect(serving: Serving, log: Logger): void {
  const service = serving.as(START)
  const connecting = async (): Promise<void> => {
    const [connection] = await service.connections()
    if (connection === undefined) return
    log.info({ subject: connection.name }, 'connecting with profile internet')
    await service.connect({ connection: connection.id, profile: 'internet' })
  }
  connecting().catch((thrown: unknown) => log.error({}, toDialtoneError(thrown).message))
}

function hints({ output, options }: Context, { socket }: Serving): string {
  const dialtone = options.socket === undefined ? 'npx dialtone' : `npx dialtone --socket ${socket}`
  const lines = [
    ['status', 'what there is, on one screen'],
    ['watch', 'what happens, as it happens'],
    ['disconnect', 'and connect again: connect'],
    ['virtual disconnect', 'the network ends the connection'],
    ['virtual --help', 'what else can happen to a modem'],
  ] as const
  const width = Math.max(...lines.map(([command]) => command.length))
  return [
    '',
    'Try more from a second terminal, in this folder:',
    '',
    ...lines.map(
      ([command, what]) => `  ${dialtone} ${command.padEnd(width)}   ${output.style('dim', what)}`,
    ),
    '',
    output.style('dim', 'Ctrl-C stops it.'),
    '',
  ].join('\n')
}
