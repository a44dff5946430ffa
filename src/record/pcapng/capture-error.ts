/** A capture file that cannot be read: where it goes wrong, and why. */
import { DialtoneError } from '../../base/index.ts'

export class CaptureError extends DialtoneError {
  /** In bytes, from the start of the file. */
  readonly offset: number
  /** The file just ends, in the middle of something: what is before that is whole. */
  readonly torn: boolean

  constructor(offset: number, problem: string, { torn = false }: { readonly torn?: boolean } = {}) {
    super('invalid_argument', `the capture cannot be read: at byte ${offset}, ${problem}`, {
      detail: { offset },
    })
    this.offset = offset
    this.torn = torn
  }
}
