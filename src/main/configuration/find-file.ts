/**
 * Where the operator's configuration file is: the one that is given, `$DIALTONE_CONFIG`, else `dialtone.toml` in the folder
 * that systemd names, for root in `/etc/dialtone`, for others in `dialtone` under `$XDG_CONFIG_HOME`. What is named has to be
 * there; a usual place may be empty.
 */
import { join, resolve } from 'node:path'
import type { Surroundings } from '../../reach/index.ts'

export interface FilePlace {
  readonly path: string
  /** Somebody has named it, so it has to be there. */
  readonly isNamed: boolean
}

const NAME = 'dialtone.toml'

export function findConfigurationFile({ env, root, home }: Surroundings, given?: string): FilePlace {
  const named = given ?? (env.DIALTONE_CONFIG || undefined)
  if (named !== undefined) return { path: resolve(named), isNamed: true }
  const folder =
    env.CONFIGURATION_DIRECTORY ||
    (root ? '/etc/dialtone' : join(env.XDG_CONFIG_HOME || join(home, '.config'), 'dialtone'))
  return { path: join(folder, NAME), isNamed: false }
}
