/** The network's cause: its number on the wire, its name and what it means for a person. */
import type { NetworkCause } from '../../../core/index.ts'
import { NwError, nwErrorText } from '../../../mbim/index.ts'

/** Nothing when there is none. */
export function networkCause(error: NwError | undefined): NetworkCause | undefined {
  if (error === undefined || error === 'none' || error === 0) return undefined
  if (typeof error === 'number') {
    return BEYOND.get(error) ?? { value: error, name: `cause-${error}`, text: nwErrorText(error) }
  }
  return { value: NUMBERS[error] ?? 0, name: error, text: nwErrorText(error) }
}

/** Causes of 3GPP TS 24.301 §9.9.4.4 that networks give and MBIM's own list lacks. */
const BEYOND: ReadonlyMap<number, NetworkCause> = new Map([
  [
    55,
    {
      value: 55,
      name: 'multiple-pdn-connections-for-a-given-apn-not-allowed',
      text: 'the access point allows a subscriber no second connection',
    },
  ],
])

const { schema } = NwError
const NUMBERS = schema.kind === 'enumeration' ? schema.words : {}

const WORDS: ReadonlyMap<number, NwError> = new Map(
  Object.entries(NUMBERS).map(([word, value]) => [value, word as NwError]), // the keys of a constant table are its keys
)

/** Of a cause that is known by its number. */
export function networkCauseOf(value: number): NetworkCause | undefined {
  return networkCause(WORDS.get(value) ?? value)
}
