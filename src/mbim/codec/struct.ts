/**
 * A structure: named fields in the order of the wire. Its value is an object with the same names, less the fields that
 * are no part of it (counts, ignored ones); what is there only in some versions or cases is optional in it.
 *
 * Fields of fixed size come first and have constant offsets; those of varying size follow each other behind them.
 */
import type { Codec, Compiled, MbimExVersion, Place, Presence, ValueOf } from './codec.ts'
import type { Reader } from './reader.ts'
import { resolve, type Fields } from './schema.ts'
import { ValueError, WireError } from './wire-error.ts'
import type { Writer } from './writer.ts'

type NamesOf<F extends Fields, P extends Presence> = {
  [K in keyof F]: F[K]['presence'] extends P ? K : never
}[keyof F]

/** The value of a structure with these fields. */
export type StructValue<F extends Fields> = Flat<
  { readonly [K in NamesOf<F, 'required'>]: ValueOf<F[K]> } & {
    readonly [K in NamesOf<F, 'optional'>]?: ValueOf<F[K]> | undefined
  }
>
type Flat<T> = { [K in keyof T]: T[K] }

export interface Struct<F extends Fields = Fields> extends Codec<StructValue<F>, 'required'> {
  readonly fields: F
}

export function struct<const F extends Fields>(fields: F): Struct<F> {
  const compiled: Partial<Record<MbimExVersion, Compiled<StructValue<F>>>> = {}
  return {
    fields,
    schema: { kind: 'struct', fields },
    presence: 'required',
    // The closures build and take apart objects of the type that `fields` stands for, name by name.
    compile: (version) => (compiled[version] ??= compileStruct(fields, version) as Compiled<StructValue<F>>),
  }
}

/** A field where it stands in one version. `offset` is missing when fields before it vary in size. */
export interface Slot {
  readonly name: string
  readonly codec: Codec
  readonly offset: number | undefined
}

/** Where each field of a structure stands in this version. */
export function layoutOf(fields: Fields, version: MbimExVersion): readonly Slot[] {
  const arranged = arrange(fields, version)
  const firstVarying = arranged.findIndex(({ fixed }) => !fixed)
  return arranged.map(({ name, codec, offset, fixed }, index) => ({
    name,
    codec,
    offset: fixed || index === firstVarying ? offset : undefined,
  }))
}

type Value = Readonly<Record<string, unknown>>

interface Field {
  readonly name: string
  readonly codec: Codec
  readonly compiled: Compiled
  /** Where it stands; for the fields of varying size and those behind them, where the first of these stands. */
  readonly offset: number
  readonly fixed: boolean
}

function arrange(fields: Fields, version: MbimExVersion): readonly Field[] {
  const there = Object.entries(fields).filter(([, codec]) => resolve(codec, version) !== undefined)
  const arranged: Field[] = []
  let offset = 0
  let fixed = true
  for (const [name, codec] of there) {
    const compiled = codec.compile(version, placeOf(name, arranged, version))
    fixed &&= compiled.sizeOf === undefined
    arranged.push({ name, codec, compiled, offset, fixed })
    if (fixed) offset += compiled.size
  }
  return arranged
}

/** What the field `name` may know of those before it. */
function placeOf(name: string, before: readonly Field[], version: MbimExVersion): Place {
  const count = before.find(({ codec: { schema } }) => schema.kind === 'count' && schema.of.includes(name))
  const counted = count?.codec.schema.kind === 'count' ? count.codec.schema.of : []
  return {
    countAt: count?.offset,
    ownsCount: counted[0] === name,
    word: (field, word) => {
      const found = before.find((candidate) => candidate.name === field)
      const schema = found === undefined ? undefined : resolve(found.codec, version)?.schema
      const number = schema?.kind === 'enumeration' ? schema.words[word] : undefined
      if (found === undefined || number === undefined) {
        throw new TypeError(`${name}: no ${field} that can be ${word}`)
      }
      return { at: found.offset, number }
    },
  }
}

function compileStruct(fields: Fields, version: MbimExVersion): Compiled<Value> {
  const arranged = arrange(fields, version)
  const inPlace = arranged.filter(({ fixed }) => fixed)
  const varying = arranged.filter(({ fixed }) => !fixed)
  const size = inPlace.reduce((sum, { compiled }) => sum + compiled.size, 0)
  // Ignored fields at the end may be missing: a query needs no more than what is asked for.
  const needed = inPlace.findLast(({ codec }) => codec.schema.kind !== 'ignored')
  const least = varying.length > 0 ? size : needed === undefined ? 0 : needed.offset + needed.compiled.size

  const visible = inPlace.filter(({ codec }) => codec.presence !== 'hidden').map(stepOf)
  const written = inPlace.map(stepOf)
  const ignored = inPlace.filter(({ codec }) => resolve(codec, version)?.schema.kind === 'ignored')
  // A copy of an object with all fields is filled faster than an empty one grows. Words stay in what is copied: most
  // fields that are words are the same in the next message.
  const certain = inPlace.every(({ codec }) => codec.presence !== 'optional')
  const template: Record<string, unknown> = Object.fromEntries(
    certain ? visible.map(({ name }) => [name, undefined]) : [],
  )

  const read = (reader: Reader, _base: number, at: number): Value => {
    if (at + least > reader.end) throw tooShort(inPlace, reader, at)
    const value: Record<string, unknown> = Object.assign({}, template)
    let name = ''
    try {
      for (const step of visible) {
        name = step.name
        const place = at + step.offset
        const word = step.low === undefined ? undefined : wordOf(step.low, reader.u32(place))
        if (word === undefined) {
          const field = step.read(reader, at, place)
          if (field !== undefined) value[name] = field
        } else if (step.last !== word) {
          value[name] = word
          if (certain) step.last = template[name] = word
        }
      }
      reader.at = Math.min(at + size, reader.end)
      for (const rest of varying) {
        name = rest.name
        const start = reader.at
        reader.need(start, rest.compiled.size)
        const field = rest.compiled.read(reader, at, start)
        if (rest.compiled.sizeOf === undefined) reader.at = start + rest.compiled.size
        if (field !== undefined && rest.codec.presence !== 'hidden') value[name] = field
      }
    } catch (thrown) {
      throw WireError.inside(thrown, name)
    }
    if (reader.marks !== undefined) {
      reader.marks.inPlace(at, reader.at)
      for (const { offset, compiled } of ignored) {
        reader.marks.meaningless(at + offset, at + offset + compiled.size)
      }
    }
    return value
  }

  const write = (writer: Writer, _base: number, at: number, value: Value): void => {
    let name = ''
    try {
      for (const step of written) {
        name = step.name
        const field = step.hidden ? undefined : value[name]
        const number = step.numbers?.get(field)
        if (number === undefined) step.write(writer, at, at + step.offset, field)
        else writer.u32(at + step.offset, number)
      }
      let next = at + size
      for (const field of varying) {
        name = field.name
        const { compiled } = field
        compiled.write(writer, at, next, value[name])
        next += compiled.sizeOf === undefined ? compiled.size : compiled.sizeOf(value[name])
      }
    } catch (thrown) {
      throw ValueError.inside(thrown, name)
    }
  }

  const neutral = Object.fromEntries(
    arranged
      .filter(({ codec }) => codec.presence === 'required')
      .map(({ name, compiled }) => [name, compiled.neutral]),
  )
  if (varying.length === 0) return { size, read, write, neutral }

  const sizeOf = (value: Value): number => {
    let sum = size
    for (const { name, compiled } of varying) {
      try {
        sum += compiled.sizeOf === undefined ? compiled.size : compiled.sizeOf(value[name])
      } catch (thrown) {
        throw ValueError.inside(thrown, name)
      }
    }
    return sum
  }
  return { size, sizeOf, read, write, neutral }
}

/** What the loops need of a field, at hand without a detour. */
interface Step {
  readonly name: string
  readonly offset: number
  readonly hidden: boolean
  readonly read: Compiled['read']
  readonly write: Compiled['write']
  readonly low: Compiled['low'] | undefined
  readonly numbers: Compiled['numbers'] | undefined
  /** The word that stands in what is copied. */
  last: unknown
}

/** What this number stands for, where that is known. */
function wordOf(low: readonly unknown[], number: number): unknown {
  return number < low.length ? low[number] : undefined
}

function stepOf({ name, offset, codec, compiled }: Field): Step {
  const { read, write, low, numbers } = compiled
  return { name, offset, hidden: codec.presence === 'hidden', read, write, low, numbers, last: undefined }
}

/** Names the first field that the structure at `at` is too short for. */
function tooShort(fields: readonly Field[], reader: Reader, at: number): WireError {
  const left = Math.max(0, reader.end - at)
  const missing = fields.find(({ offset, compiled }) => offset + compiled.size > left)
  return new WireError(
    missing?.name ?? '',
    at + (missing?.offset ?? 0),
    `the structure ends after ${left} bytes`,
  )
}

/** Lays a structure down at the end of `writer`, fixed part and data, and gives where it starts. */
export function append<T>(writer: Writer, compiled: Compiled<T>, value: T): number {
  const size = compiled.sizeOf === undefined ? compiled.size : compiled.sizeOf(value)
  const start = writer.reserve(size)
  compiled.write(writer, start, start, value)
  return start
}
