/** The network's cause: its number on the wire, its name and what it means for a person. */
import type { NetworkCause } from '../../../core/index.ts'
import { NwError, nwErrorText } from '../../../mbim/index.ts'

/** Nothing when there is none. */
export function networkCause(error: NwError | undefined): NetworkCause | undefined {
  if (error === undefined || error === 'none' || error === 0) return undefined
  if (typeof error === 'number') return { value: error, name: `cause-${error}`, text: nwErrorText(error) }
  return { value: NUMBERS[error] ?? 0, name: error, text: nwErrorText(error) }
}

const { schema } = NwError
const NUMBERS = schema.kind === 'enumeration' ? schema.words : {}
