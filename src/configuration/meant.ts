/** What somebody probably meant who wrote a key that there is not. */
import { thereAre } from '../base/index.ts'
import type { Schema } from './check-schema.ts'
import type { Path } from './locate.ts'

/** Goes on after the name of the key; `path` ends with it. */
export function meant(root: Schema, path: Path): string {
  const key = String(path.at(-1))
  const table = path.slice(0, -1).reduce<Schema | undefined>(within, root)
  const keys = Object.keys(table?.properties ?? {})
  const what = path.length === 1 ? 'section' : 'key'
  const own = nearest(key, keys)
  if (own !== undefined) return `is no ${what} here; did you mean ${own}?`
  const elsewhere = placesOf(root, key, [])
  if (elsewhere.length > 0) return `is no ${what} here; it belongs into ${elsewhere.join(' or ')}`
  return `is no ${what} here; ${thereAre(keys)}`
}

function within(schema: Schema | undefined, step: string | number): Schema | undefined {
  const { properties = {}, patternProperties = {}, items } = schema ?? {}
  if (typeof step === 'number') return items
  return Object.hasOwn(properties, step) ? properties[step] : Object.values(patternProperties)[0]
}

/** The sections that have such a key. */
function placesOf({ properties = {}, patternProperties = {} }: Schema, key: string, path: Path): string[] {
  const here = path.length > 0 && Object.hasOwn(properties, key) ? [`[${path.join('.')}]`] : []
  const below = [
    ...Object.entries(properties),
    ...Object.values(patternProperties).map((schema) => ['NAME', schema] as const),
  ]
  return [...here, ...below.flatMap(([name, schema]) => placesOf(schema, key, [...path, name]))]
}

/** The only one that is a slip of the finger or of the style away; nothing where there is none or a choice. */
export function nearest(word: string, words: readonly string[]): string | undefined {
  const plain = inStyle(word)
  const same = words.find((one) => one === plain)
  if (same !== undefined) return same
  const ranked = words
    .map((one) => ({ one, distance: distance(plain, one) }))
    .sort((first, second) => first.distance - second.distance)
  const [best, next] = ranked
  if (best === undefined || best.distance > Math.max(1, Math.floor(plain.length / 3))) return undefined
  return next?.distance === best.distance ? undefined : best.one
}

/** `idleTimeout` and `idle_timeout` as `idle-timeout`. */
function inStyle(word: string): string {
  return word
    .slice(0, 64)
    .replaceAll(/([a-z])([A-Z])/g, '$1-$2')
    .replaceAll('_', '-')
    .toLowerCase()
}

/** Letters to insert, to delete, to change or to exchange with their neighbour (Damerau, Levenshtein). */
function distance(one: string, other: string): number {
  let [before, last] = [[] as number[], Array.from({ length: other.length + 1 }, (_, at) => at)]
  for (let row = 1; row <= one.length; row++) {
    const current = [row]
    for (let column = 1; column <= other.length; column++) {
      const changed = one[row - 1] === other[column - 1] ? 0 : 1
      const swapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1]
      current[column] = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + changed,
        swapped ? (before[column - 2] ?? 0) + 1 : Infinity,
      )
    }
    ;[before, last] = [last, current]
  }
  return last[other.length] ?? 0
}
