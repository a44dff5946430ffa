/** Why a device or socket could not be opened, in our words and with what to do about it. */
import { DialtoneError, type ErrorCode } from '../base/index.ts'

const REASONS: Readonly<Record<string, readonly [ErrorCode, string]>> = {
  ENOENT: ['not_found', 'there is no such device or socket'],
  ENXIO: ['not_found', 'no modem is behind it'],
  ENODEV: ['not_found', 'no modem is behind it'],
  ENOTDIR: ['not_found', 'there is no such device or socket'],
  ECONNREFUSED: ['channel_failed', 'nobody listens there'],
  ENOTSOCK: ['channel_failed', 'it is not a socket'],
  EACCES: ['access_denied', 'this user may not use it: run as root, or give its group access by a udev rule'],
  EPERM: ['access_denied', 'this user may not use it: run as root, or give its group access by a udev rule'],
  EBUSY: ['busy', 'another program holds it: stop that program, or share the modem through mbim-proxy'],
}

export function refusal(path: string, error: NodeJS.ErrnoException): DialtoneError {
  const code = error.code ?? ''
  const [known, why] = REASONS[code] ?? (['channel_failed', error.message] as const)
  return new DialtoneError(known, `cannot open ${path}: ${why}`, {
    cause: error,
    detail: { path, system: code },
  })
}
