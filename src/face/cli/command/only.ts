/** The one there is, where a name was left out. */
import { DialtoneError } from '../../../base/index.ts'

/** @throws DialtoneError `not_found` where there is none, `invalid_argument` where there are several. */
export function only<T extends { readonly name: string }>(all: readonly T[], what: string): T {
  const [first, ...others] = all
  if (first === undefined) throw new DialtoneError('not_found', `there is no ${what}`)
  if (others.length === 0) return first
  const names = all.map(({ name }) => name).join(', ')
  throw new DialtoneError('invalid_argument', `there are several ${what}s: name one of ${names}`)
}
