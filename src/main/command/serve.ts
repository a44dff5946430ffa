/** `dialtone serve`. */
import type { Define } from '../../face/cli/index.ts'
import { settle } from '../configuration/settle.ts'
import { addServeOptions, type ServeFlags } from './serve-options.ts'

export const serve: Define = (command, context) => {
  addServeOptions(command, { devices: 'with --virtual none, else all that are found' })
    .description(
      'Run the service in the foreground: it drives the modems of this machine, keeps them connected as it is told, ' +
        'and answers on its Unix socket. Ctrl-C stops it; live connections stay up.',
    )
    .addHelpText(
      'after',
      `
Without --device and --virtual, modems are found by themselves, also those that are plugged in later. A modem is driven
through ModemManager where that has it, else through mbim-proxy where one runs, else directly.

Examples:
  $ npx dialtone serve --virtual
  $ npx dialtone serve --device /dev/cdc-wdm0 --device /dev/cdc-wdm1
  $ npx dialtone serve --virtual 20 --seed 7 --memory --log-format json`,
    )
    .action(async (flags: ServeFlags) => {
      context.stayHere()
      const { runService } = await import('../run-service.ts')
      await runService(context, await settle(context, flags), {})
    })
}
