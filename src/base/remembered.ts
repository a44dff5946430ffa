/**
 * What is made of a value is made once, and kept for as long as the value itself. For values that never change: what is made of
 * one that did would be out of date.
 */
export function remembered<Value extends object, Made>(make: (value: Value) => Made): (value: Value) => Made {
  const known = new WeakMap<Value, { readonly made: Made }>()
  return (value) => {
    const before = known.get(value)
    if (before !== undefined) return before.made
    const made = make(value)
    known.set(value, { made })
    return made
  }
}
