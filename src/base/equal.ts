/**
 * Whether two values of plain data say the same: objects by their own fields (a field that is `undefined` is one that is
 * absent), arrays by their elements in order, everything else by `Object.is`.
 */
export function equal(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false
  if (Array.isArray(one) || Array.isArray(other)) {
    if (!Array.isArray(one) || !Array.isArray(other) || one.length !== other.length) return false
    return one.every((element, index) => equal(element, other[index]))
  }
  return covers(one, other) && covers(other, one)
}

/** Whether each field that `one` has is the same in `other`. */
function covers(one: object, other: object): boolean {
  for (const [key, value] of Object.entries(one)) {
    if (!equal(value, (other as Record<string, unknown>)[key])) return false // any object may be asked for any field
  }
  return true
}
