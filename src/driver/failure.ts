/** Why a verb failed, where neither the modem nor who manages it has said so. */
import { toDialtoneError } from '../base/index.ts'
import { CauseError } from '../core/index.ts'

/**
 * A cause goes through as it is.
 * @param what was tried: `attaching to the packet service`
 */
export function failed(error: unknown, what: string): CauseError {
  const carried = CauseError.of(error)
  if (carried !== undefined) return carried
  const { code, message } = toDialtoneError(error)
  return new CauseError({ code, message: `${what} failed: ${message}` }, { cause: error })
}

/** Nobody drives the modem: never again when it is `over`, else until it has been opened. */
export function undriven(
  what: string,
  device: string,
  { over, meanwhile = 'being opened' }: { readonly over: boolean; readonly meanwhile?: string },
): CauseError {
  return new CauseError(
    over
      ? { code: 'unplugged', message: `${what} failed: ${device} is gone` }
      : { code: 'busy', message: `${what} failed: ${device} is ${meanwhile}` },
  )
}
