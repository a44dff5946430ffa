/** Where it is as well that there is no ModemManager, its absence is nothing to be warned of; its drivers say the rest. */
import type { Logger } from '../../base/index.ts'

export function quietly(log: Logger, isNeeded: () => boolean): Logger {
  return {
    debug: (fields, message) => log.debug(fields, message),
    info: (fields, message) => log.info(fields, message),
    warn: (fields, message) => (isNeeded() ? log.warn(fields, message) : log.debug(fields, message)),
    error: (fields, message) => log.error(fields, message),
    child: (fields) => log.child(fields),
  }
}
