/**
 * The two ways in which bytes and values can fail to stand for each other: bytes that are no valid message
 * (`WireError`), and a value that has no bytes (`ValueError`). Both say where: `providers.1.name @76: …`.
 */
import { DialtoneError } from '../../base/index.ts'

/** Bytes that are not what they should be. `offset` counts from the start of the bytes that were given to be read. */
export class WireError extends DialtoneError {
  readonly path: string
  readonly offset: number
  readonly reason: string

  constructor(path: string, offset: number, reason: string) {
    super('invalid_frame', `${path === '' ? '' : `${path} `}@${offset}: ${reason}`, {
      detail: { path, offset },
    })
    this.path = path
    this.offset = offset
    this.reason = reason
  }

  /**
   * The same failure seen from one level further out. Anything else that was thrown is passed on: it is a defect.
   * @param shift where the inner bytes start within the outer ones
   */
  static inside(thrown: unknown, name: string, shift = 0): unknown {
    if (!(thrown instanceof WireError)) return thrown
    return new WireError(join(name, thrown.path), thrown.offset + shift, thrown.reason)
  }
}

/** A value that cannot be written: a number out of range, a word that is none, a text too long. */
export class ValueError extends DialtoneError {
  readonly path: string
  readonly reason: string

  constructor(path: string, reason: string) {
    super('invalid_argument', path === '' ? reason : `${path}: ${reason}`, { detail: { path } })
    this.path = path
    this.reason = reason
  }

  /** The same failure seen from one level further out. A `TypeError` comes of a value whose shape is wrong. */
  static inside(thrown: unknown, name: string): unknown {
    if (thrown instanceof ValueError) return new ValueError(join(name, thrown.path), thrown.reason)
    if (thrown instanceof TypeError) return new ValueError(name, 'missing, or not of the right type')
    return thrown
  }
}

function join(outer: string, inner: string): string {
  if (outer === '') return inner
  return inner === '' ? outer : `${outer}.${inner}`
}
