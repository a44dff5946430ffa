/** What there is instead of what was asked for: `there is modem0`, `there are modem0, modem1`; `none` where there is nothing. */
export function thereAre(names: readonly string[], none = 'there is none'): string {
  if (names.length === 0) return none
  return `there ${names.length === 1 ? 'is' : 'are'} ${names.join(', ')}`
}
