/** The folder of the state, for whoever works on it beside the service. */
import { homedir, userInfo } from 'node:os'
import { join } from 'node:path'
import { DialtoneError } from '../../base/index.ts'
import type { Context } from '../../face/cli/index.ts'
import { surroundingsOf } from '../../reach/index.ts'
import { findConfigurationFile } from './find-file.ts'
import { readConfigurationFile } from './read-file.ts'

/** As the XDG base directory specification and the file system hierarchy standard have it. */
export function stateFolder(env: Readonly<Record<string, string | undefined>>): string {
  if (env.STATE_DIRECTORY) return env.STATE_DIRECTORY // given by systemd
  if (userInfo().uid === 0) return '/var/lib/dialtone'
  return join(env.XDG_STATE_HOME ?? join(env.HOME ?? homedir(), '.local/state'), 'dialtone')
}

/**
 * The one that is given; else that of the service that runs, which knows best; else that of a service that would be started.
 * @throws DialtoneError `invalid_state` where the service that runs keeps its state in memory, or does not say where it is.
 */
export async function findStateFolder(context: Context, given: string | undefined): Promise<string> {
  if (given !== undefined) return given
  const running = await ofService(context)
  if (running !== undefined) return running
  const { env } = context.host
  const { configuration } = await readConfigurationFile(findConfigurationFile(surroundingsOf(env)))
  return configuration.service?.state ?? stateFolder(env)
}

async function ofService({ service }: Context): Promise<string | undefined> {
  try {
    const { settings } = await service.configuration()
    const valueOf = (wanted: string): unknown => settings.find(({ key }) => key === wanted)?.value
    if (valueOf('service.memory') === true) {
      throw new DialtoneError(
        'invalid_state',
        'the service that runs keeps its state in memory only (--memory)',
      )
    }
    const state = valueOf('service.state')
    return typeof state === 'string' ? state : undefined
  } catch (thrown) {
    const code = DialtoneError.of(thrown)?.code
    if (code === 'service_unavailable') return undefined
    // The usual place is then somebody else's.
    if (code === 'not_supported' || code === 'not_found') {
      throw new DialtoneError(
        'invalid_state',
        'the service that runs does not say where its state is, as "dialtone start" does not, which keeps none: name the folder by --state',
      )
    }
    throw thrown
  }
}
