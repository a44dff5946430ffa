/** `dialtone disconnect [NAME]`. */
import type { Duration } from '../../../base/index.ts'
import { CauseError } from '../../../core/index.ts'
import type { Define } from '../command-entry.ts'
import type { Context } from '../context.ts'
import { chooseConnection } from './choose.ts'
import { exitOf, seconds } from './connect.ts'
import { follow } from './follow.ts'

interface DisconnectOptions {
  readonly modem?: string
  readonly wait: boolean
  readonly timeout?: Duration
}

export const disconnect: Define = (command, context) => {
  command
    .argument('[name]', 'modem or connection, by name or id; the only one when left out')
    .option('--modem <name>', 'the same, as connect takes it')
    .option('--no-wait', 'print the id of the request and do not wait for its end')
    .option('--timeout <seconds>', 'stop waiting after so long', seconds)
    .action((name: string | undefined, options: DisconnectOptions) => run(context, name, options))
}

async function run(context: Context, name: string | undefined, options: DisconnectOptions): Promise<void> {
  const { output, service } = context
  const followed = await follow(context, {
    timeout: options.timeout,
    choose: (snapshot) =>
      chooseConnection(snapshot, name ?? options.modem, ({ state }) => state !== 'deactivated'),
    ask: ({ id }) => service.disconnect({ connection: id }),
    asked: (requestId) => {
      if (options.wait) return true
      if (output.json) output.document({ requestId })
      else output.line(requestId.toString())
      return false
    },
  })
  if (followed === undefined) return
  const { connection, request, abandoned } = followed
  if (output.json) {
    output.document(request)
    context.exitCode = exitOf(request, abandoned)
  } else if (abandoned !== undefined && request.cause?.code === 'cancelled') {
    output.note(`Not waited for: ${connection.name} is still being disconnected.`)
    context.exitCode = exitOf(request, abandoned)
  } else if (request.state === 'succeeded') {
    output.line(`${connection.name} is disconnected`)
  } else {
    throw new CauseError(
      request.cause ?? { code: 'internal', message: `request ${request.id} failed without a cause` },
    )
  }
}
