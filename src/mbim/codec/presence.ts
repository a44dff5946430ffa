/** When a field is there, and whether it is part of the value. */
import type { Codec, Compiled, MbimExVersion, ValueOf } from './codec.ts'
import { layoutFor, type Fields } from './schema.ts'
import { struct, type Struct, type StructValue } from './struct.ts'
import { ValueError } from './wire-error.ts'

/** How many elements the named fields have, as a `u32`. No part of the value: the lists know their length. */
export function countOf(...names: readonly [string, ...string[]]): Codec<never, 'hidden'> {
  const compiled: Compiled = {
    size: 4,
    read: () => undefined,
    // Written over by the list that is counted, if it is there.
    write: (writer, _base, at) => {
      writer.u32(at, 0)
    },
    neutral: undefined,
  }
  return {
    schema: { kind: 'count', of: names },
    presence: 'hidden',
    compile: () => compiled as Compiled<never>, // hidden: nobody gets or gives its value
  }
}

/** A `u32` that is the same in every value, and no part of it. What is read in its place does not matter. */
export function constant(number: number): Codec<never, 'hidden'> {
  const compiled: Compiled = {
    size: 4,
    read: () => undefined,
    write: (writer, _base, at) => {
      writer.u32(at, number)
    },
    neutral: undefined,
  }
  return {
    schema: { kind: 'constant', number },
    presence: 'hidden',
    compile: () => compiled as Compiled<never>, // hidden: nobody gets or gives its value
  }
}

/** A field from this extension version on. Written neutral (zero, empty) when it is not given. */
export function since<C extends Codec>(version: MbimExVersion, of: C): Codec<ValueOf<C>, 'optional'> {
  return {
    schema: { kind: 'since', version, of },
    presence: 'optional',
    ...(of.secrecy === undefined ? {} : { secrecy: of.secrecy }),
    compile: (negotiated, place) => {
      const inner = of.compile(negotiated, place) as Compiled<ValueOf<C>> // what `of` stands for
      return orNeutral(inner)
    },
  }
}

/** A field that is there when an earlier one has this word. */
export function when<C extends Codec>(field: string, word: string, of: C): Codec<ValueOf<C>, 'optional'> {
  return {
    schema: { kind: 'when', field, word, of },
    presence: 'optional',
    ...(of.secrecy === undefined ? {} : { secrecy: of.secrecy }),
    compile: (version, place) => {
      const { at: fieldAt, number } = place.word(field, word)
      // Fields that exclude each other may share a count: whichever is there writes it.
      const inner = orNeutral(of.compile(version, { ...place, ownsCount: true }) as Compiled<ValueOf<C>>)
      const compiled: Compiled<ValueOf<C> | undefined> = {
        size: 0,
        sizeOf: (value) => (value === undefined ? 0 : (inner.sizeOf?.(value) ?? inner.size)),
        read: (reader, base, at) => {
          if (reader.u32(base + fieldAt) !== number) return undefined
          reader.need(at, inner.size)
          const value = inner.read(reader, base, at)
          if (inner.sizeOf === undefined) reader.at = at + inner.size
          return value
        },
        write: (writer, base, at, value) => {
          const belongs = writer.u32At(base + fieldAt) === number
          if (value !== undefined && belongs) inner.write(writer, base, at, value)
          else if (value !== undefined) throw new ValueError('', `has no place unless ${field} is ${word}`)
          else if (belongs && inner.size > 0) throw new ValueError('', `missing, as ${field} is ${word}`)
        },
        neutral: undefined,
      }
      return compiled as Compiled<ValueOf<C>> // an optional field: the structure leaves it out when undefined
    },
  }
}

/** A field at the end that some leave out. */
export function optional<C extends Codec>(of: C): Codec<ValueOf<C>, 'optional'> {
  return {
    schema: { kind: 'optional', of },
    presence: 'optional',
    ...(of.secrecy === undefined ? {} : { secrecy: of.secrecy }),
    compile: (version, place) => {
      const inner = of.compile(version, place) as Compiled<ValueOf<C>> // what `of` stands for
      const compiled: Compiled<ValueOf<C> | undefined> = {
        size: 0,
        sizeOf: (value) => (value === undefined ? 0 : inner.size),
        read: (reader, base, at) => {
          if (at + inner.size > reader.end) return undefined
          reader.at = at + inner.size
          return inner.read(reader, base, at)
        },
        write: (writer, base, at, value) => {
          if (value !== undefined) inner.write(writer, base, at, value)
        },
        neutral: undefined,
      }
      return compiled as Compiled<ValueOf<C>> // an optional field: the structure leaves it out when undefined
    },
  }
}

/**
 * The same structure when only these fields have a meaning, as in a query that repeats the whole info. The others are
 * written as zeros, and need not be there when it is read.
 */
export function only<F extends Fields, const N extends keyof F & string>(
  whole: Struct<F>,
  ...names: readonly N[]
): Codec<Pick<StructValue<F>, N & keyof StructValue<F>>, 'required'> {
  const wanted = new Set<string>(names)
  const fields = Object.entries(whole.fields).map(([name, codec]) => [
    name,
    wanted.has(name) ? codec : ignored(codec),
  ])
  // The fields that are left visible are exactly the named ones.
  return struct(Object.fromEntries(fields) as Fields) as unknown as Codec<
    Pick<StructValue<F>, N & keyof StructValue<F>>,
    'required'
  >
}

function ignored(of: Codec): Codec<never, 'hidden'> {
  return {
    schema: { kind: 'ignored', of },
    presence: 'hidden',
    compile: (version, place) => {
      // Its count is ignored with it: a list has no elements, and only its place in the fixed part matters.
      const { size } = of.compile(version, { ...place, countAt: place.countAt ?? 0 })
      const compiled: Compiled = {
        size,
        read: () => undefined,
        write: (writer, _base, at) => {
          writer.zero(at, size)
        },
        neutral: undefined,
      }
      return compiled as Compiled<never> // hidden: nobody gets or gives its value
    },
  }
}

/** Another layout from some versions on. The value has the fields of all of them, later ones optional. */
export function overlay<C extends Codec, const O extends Layouts>(
  first: C,
  later: O,
): Codec<
  Overlaid<ValueOf<C>, { [V in keyof O]: O[V] extends Codec ? ValueOf<O[V]> : never }[keyof O]>,
  'required'
> {
  const layouts: Partial<Record<MbimExVersion, Codec>> = { 1: first }
  for (const version of [2, 3, 4] as const) {
    const layout = later[version]
    if (layout !== undefined) layouts[version] = addTo(first, version, layout)
  }
  return {
    schema: { kind: 'overlay', layouts },
    presence: 'required',
    ...(first.secrecy === undefined ? {} : { secrecy: first.secrecy }),
    // Every layout takes the common value: it looks at its own fields only, and can do without later ones.
    compile: (version, place) =>
      (layoutFor(layouts, version) ?? first).compile(version, place) as Compiled<never>,
  }
}

/** The later layout, with the fields that the first one has not got made optional. */
function addTo(first: Codec, version: 2 | 3 | 4, later: Codec): Codec {
  if (first.schema.kind !== 'struct' || later.schema.kind !== 'struct') return later
  const known = first.schema.fields
  const fields = Object.entries(later.schema.fields).map(([name, codec]) => [
    name,
    name in known || codec.presence !== 'required' ? codec : since(version, codec),
  ])
  return struct(Object.fromEntries(fields) as Fields)
}

type Layouts = Readonly<Partial<Record<2 | 3 | 4, Codec>>>

/** The value of several layouts of the same thing. */
export type Overlaid<First, Later> = First extends readonly (infer Item)[]
  ? readonly (Item | (Later extends readonly (infer Other)[] ? Other : never))[]
  : First extends object
    ? Flat<
        { [K in keyof First]: First[K] | ValueAt<Later, K> } & {
          readonly [K in Exclude<KeyOf<Later>, keyof First>]?: ValueAt<Later, K> | undefined
        }
      >
    : First | Later
type Flat<T> = { [K in keyof T]: T[K] }
type KeyOf<T> = T extends unknown ? keyof T : never
type ValueAt<T, K> = T extends unknown ? (K extends keyof T ? T[K] : never) : never

/** Writes the neutral value where none is given. */
function orNeutral<T>(inner: Compiled<T>): Compiled<T> {
  const { size, sizeOf, read, write, neutral } = inner
  return {
    size,
    ...(sizeOf === undefined ? {} : { sizeOf: (value: T) => sizeOf(value ?? neutral) }),
    read,
    write: (writer, base, at, value) => {
      write(writer, base, at, value ?? neutral)
    },
    neutral,
  }
}
