/** What ModemManager has no way for is refused, and plainly. */
import { CauseError } from '../../../core/index.ts'

export function notThroughModemManager(what: string, why: string): CauseError {
  const message = `${what} is not possible through ModemManager: ${why}`
  return new CauseError({ code: 'not_supported', message })
}
