/** Stands where a personal value was. */
export const HIDDEN = '(hidden)'

/** Nothing of it is hidden. */
export function same<T>(answer: T): T {
  return answer
}

/** Of each in a list, what `hide` hides. */
export function all<T>(hide: (one: T) => T): (answer: readonly T[]) => readonly T[] {
  return (answer) => answer.map(hide)
}
