/** `dialtone dial connect|disconnect|pause|continue|reload`. */
import { formatDuration, Milliseconds, type Duration } from '../../../../base/index.ts'
import { describeIpSettings } from '../../../../api/index.ts'
import type { Define } from '../../command-entry.ts'
import type { Context } from '../../context.ts'
import { plain } from '../../text/plain.ts'
import { awaitRequest } from '../await-request.ts'
import { seconds } from '../connect.ts'
import { reload } from '../reload.ts'

interface Waiting {
  readonly wait: boolean
  readonly timeout?: Duration
}

export const dialConnecting: Define = (command, context) => {
  const asking = (verb: 'connect' | 'disconnect', description: string, done: string): void => {
    command
      .command(verb)
      .description(description)
      .argument('<interface>', 'name or id')
      .option('--no-wait', 'print the id of the request and do not wait for its end')
      .option('--timeout <seconds>', 'give the attempt up after so long', seconds)
      .action(async (dialInterface: string, { wait, timeout }: Waiting) => {
        const { output, service } = context
        const called = { dialInterface }
        const { requestId } = await (verb === 'connect'
          ? service.connectInterface(called)
          : service.disconnectInterface(called))
        if (!wait) {
          if (output.json) output.document({ requestId })
          else output.line(requestId.toString())
          return
        }
        const request = await awaitRequest(context, requestId, {
          timeout,
          waiting: `${dialInterface} is being ${verb}ed; Ctrl-C gives it up`,
        })
        if (output.json) {
          output.document(request)
          return
        }
        const took = formatDuration(Milliseconds((request.endedAt ?? request.startedAt) - request.startedAt))
        output.line(
          `${output.style('green', `${dialInterface} is ${done}`)} ${output.style('dim', `(${took})`)}`,
        )
        if (request.ip !== undefined) output.fields(describeIpSettings(request.ip), '  ')
        if (verb === 'connect') await tellDataPath(context, dialInterface)
      })
  }
  asking(
    'connect',
    'Connect a dial interface by hand: also outside its hours, and while it waits after failures.',
    'connected',
  )
  asking('disconnect', 'Disconnect a dial interface, or end its attempt to connect.', 'disconnected')

  command
    .command('hang-up')
    .description('Disconnect the dial interface that uses a port.')
    .argument('<port>', 'number or name, as "dial ports" lists them')
    .action(async (port: string) => {
      const { output, service } = context
      const { requestId } = await service.disconnectPort({ port })
      const request = await awaitRequest(context, requestId)
      if (output.json) output.document(request)
      else output.line(`The port ${port} is free`)
    })
  command
    .command('clear')
    .description('Set the counters of a connected dial interface to zero.')
    .argument('<interface>', 'name or id')
    .action(async (dialInterface: string) => {
      const { output, service } = context
      await service.clearDialStatistics({ dialInterface })
      if (output.json) output.document({})
      else output.line(`The counters of ${dialInterface} begin at zero`)
    })

  command
    .command('pause')
    .description('Dial no interface any more. Connections stay up.')
    .action(async () => {
      const state = await context.service.pauseDemandDial()
      if (context.output.json) context.output.document(state)
      else context.output.line('Demand dialling is paused')
    })
  command
    .command('continue')
    .description('Dial interfaces again.')
    .action(async () => {
      const state = await context.service.continueDemandDial()
      if (context.output.json) context.output.document(state)
      else context.output.line('Demand dialling goes on')
    })
  command
    .command('reload')
    .description('Read the configuration file again. Only what differs in it is touched.')
    .action(() => reload(context))
}

/** A link that is up carries nothing where this machine is not configured for it. */
async function tellDataPath({ output, service }: Context, dialInterface: string): Promise<void> {
  const { dataPath } = await service.dialInterface({ dialInterface })
  if (dataPath.state !== 'absent') return
  const text = `No packets of this machine go through it: ${dataPath.cause.message}`
  output.note(output.noteStyle('yellow', plain(text)))
}
