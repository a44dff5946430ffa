/** `dialtone modem commands|stream`: what a device service can be asked, and its streams. */
import type { Command } from 'commander'
import { DialtoneError } from '../../../base/index.ts'
import type { Modem } from '../../../core/index.ts'
import type { Context } from '../context.ts'
import { awaitRequest } from './await-request.ts'
import { only } from './only.ts'

const MODEM = ['--modem <modem>', 'name or id of the modem; the only one when left out'] as const

export function deviceStreamCommands(command: Command, context: Context): void {
  command
    .command('commands')
    .description('Ask a modem which commands a device service has.')
    .argument('<service>', 'UUID or name of the service')
    .option(...MODEM)
    .action(async (name: string, { modem: called }: { readonly modem?: string }) => {
      const { output, service } = context
      const modem = await find(context, called)
      const { requestId } = await service.askDeviceService({ modem: modem.id, service: name })
      const request = await awaitRequest(context, requestId)
      if (output.json) output.document(request)
      else output.line((request.commands ?? []).join(' '))
    })
  command
    .command('stream')
    .description(
      'Open a stream of a device service, write to it, and show what comes until Ctrl-C closes it.',
    )
    .argument('<service>', 'UUID or name of the service')
    .argument('[hex...]', 'pieces to write, one after the other')
    .option(...MODEM)
    .action(async (name: string, pieces: readonly string[], { modem }: { readonly modem?: string }) => {
      await stream(context, await find(context, modem), name, pieces)
    })
}

async function stream(
  context: Context,
  modem: Modem,
  called: string,
  pieces: readonly string[],
): Promise<void> {
  const { output, interruption: signal } = context
  const service = context.revealing
  const { cursor } = await service.snapshot()
  const { requestId: id } = await service.openStream({ modem: modem.id, service: called })
  const { service: uuid = called } = await awaitRequest(context, id)
  const target = { modem: modem.id, service: uuid, stream: id }
  try {
    output.note(`Stream ${id} of ${called} is open; Ctrl-C closes it.`)
    for (const data of pieces) {
      await awaitRequest(context, (await service.writeStream({ ...target, data })).requestId)
    }
    const since = `${cursor.epoch}-${cursor.seq}`
    for await (const item of service.watch({ since }, { signal })) {
      if (item.type === 'modem.removed' && item.modem === modem.id) {
        throw new DialtoneError('unplugged', item.data.reason)
      }
      if (item.type !== 'device-service.data' || item.modem !== modem.id || item.data.stream !== id) continue
      if (output.json) await output.record(item.data)
      else output.line(item.data.data)
    }
  } finally {
    // Gone with its modem, or closed by somebody else.
    await service.closeStream(target).catch(() => undefined)
  }
}

async function find({ service }: Context, name: string | undefined): Promise<Modem> {
  return name === undefined ? only(await service.modems(), 'modem') : service.modem({ modem: name })
}
