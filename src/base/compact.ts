/** The type of an object after its `undefined` fields have been left out. */
export type Compact<T> = {
  [Key in keyof T as undefined extends T[Key] ? never : Key]: T[Key]
} & {
  [Key in keyof T as undefined extends T[Key] ? Key : never]?: Exclude<T[Key], undefined>
}

/** A copy without the fields that are `undefined`: how an optional field is filled from a value that may be missing. */
export function compact<T extends object>(object: T): Compact<T> {
  const kept: Record<string, unknown> = {}
  for (const key in object) if (object[key] !== undefined) kept[key] = object[key]
  return kept as Compact<T> // what was left out is optional in this type
}
