/** Has the service read its configuration file again, and says what came of it: `config reload`, `dial reload`. */
import { describeReload } from '../../../api/index.ts'
import { toDialtoneError } from '../../../base/index.ts'
import type { Reloaded } from '../../../api/index.ts'
import type { Context } from '../context.ts'
import { EXIT } from '../exit-code.ts'
import { plain } from '../text/plain.ts'

export async function reload(context: Context): Promise<void> {
  const { output, service } = context
  let reloaded: Reloaded
  try {
    reloaded = await service.reloadConfiguration()
  } catch (thrown) {
    if (toDialtoneError(thrown).code !== 'invalid_argument') throw thrown
    // It is the file that is wrong, not how the command was used.
    output.failure(thrown)
    context.exitCode = EXIT.failed
    return
  }
  const { problems, failed } = reloaded
  if (problems.length + failed.length > 0) context.exitCode = EXIT.failed
  if (output.json) {
    output.document(reloaded)
    return
  }
  output.line(plain(describeReload(reloaded)))
  for (const { message } of problems) output.note(output.noteStyle('red', plain(message)))
  for (const { key, message } of failed) output.note(output.noteStyle('red', plain(`${key}: ${message}`)))
}
