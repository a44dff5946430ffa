/** The one failure of this room: octets that are no short message, or a value that has no octets. */
import { DialtoneError } from '../base/index.ts'

/**
 * `path` is the field (`userData.header[1]`); `offset` the octet where it went wrong, counted from the first octet that
 * was given, or nothing when a value could not be written. Quotes no text and no number of a message: at most the
 * code point of the one character that cannot be written.
 */
export class SmsError extends DialtoneError {
  readonly path: string
  readonly offset: number | undefined

  constructor(path: string, reason: string, options: { offset?: number } = {}) {
    const place = options.offset === undefined ? path : `${path} @${options.offset}`
    super('invalid_sms', `${place}: ${reason}`, { detail: { path, ...options } })
    this.path = path
    this.offset = options.offset
  }
}

/** @throws SmsError unless `value` is a whole number from `least` to `most` */
export function checkInteger(path: string, value: number, least: number, most: number): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value
  throw new SmsError(path, `${value} is not a whole number from ${least} to ${most}`)
}
