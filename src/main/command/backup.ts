/** `dialtone backup` and `dialtone restore`: the state as one file, and back. */
import { resolve } from 'node:path'
import { dateAndTime, plain, type Context, type Define } from '../../face/cli/index.ts'
import { findStateFolder } from '../configuration/state-folder.ts'
import type { BackupInfo } from '../../store/index.ts'

interface Flags {
  readonly state?: string
}

export const backup: Define = (command, context) => {
  command
    .description(
      'Write the state of the service to a file: profiles, dial interfaces, the journal, usage, tokens. The service may run. ' +
        'The key that passwords are sealed with is in the file, which only you may read.',
    )
    .argument('<file>', 'the file to make; it must not be there')
    .option('--state <folder>', 'the folder of the state; that of the service of this machine unless told')
    .option('--no-key', 'leave the key out: the passwords can be read again only where the key is')
    .addHelpText('after', '\nExamples:\n  $ npx dialtone backup /var/backups/dialtone-monday')
    .action(async (file: string, flags: Flags & { readonly key: boolean }) => {
      context.stayHere()
      const { backUp } = await import('../../store/index.ts')
      const folder = await findStateFolder(context, flags.state)
      const now = context.host.clock.now()
      const info = backUp({ folder, file: resolve(file), now, withKey: flags.key })
      say(context, info, `${plain(folder)} is backed up in ${plain(file)}`)
    })
}

export const restore: Define = (command, context) => {
  command
    .description(
      'Put a backup in the place of the state, while no service runs. What was there is kept beside it, under names that end ' +
        'in .old. Programs that followed events are told of a gap.',
    )
    .argument('<file>', 'a file that "dialtone backup" has made')
    .option('--state <folder>', 'the folder of the state; that of the service of this machine unless told')
    .addHelpText('after', '\nExamples:\n  $ npx dialtone restore /var/backups/dialtone-monday')
    .action(async (file: string, flags: Flags) => {
      context.stayHere()
      const { restore: putBack } = await import('../../store/index.ts')
      const folder = await findStateFolder(context, flags.state)
      const info = putBack({ file: resolve(file), folder })
      say(context, info, `${plain(folder)} is as it was backed up; start the service again`)
    })
}

function say({ output }: Context, info: BackupInfo, done: string): void {
  if (output.json) {
    output.document(info)
    return
  }
  output.line(done)
  output.fields([
    ['Made', dateAndTime(info.madeAt)],
    ['Service', info.serviceId],
    ['Events', info.events.toString()],
    ['Passwords', info.hasKey ? 'can be read with it' : 'need the key of the machine that it is from'],
  ])
}
