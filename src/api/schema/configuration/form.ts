/**
 * The forms of which the configuration file's schema is made. A setting carries beside JSON Schema what only we check, under
 * keys that begin with `x-`: they are left out of what is published.
 */
import {
  Type,
  type TArray,
  type TObject,
  type TProperties,
  type TSchema,
  type TString,
  type TUnion,
} from 'typebox'
import { DURATION_PATTERN, parseDuration, parseSize, SIZE_PATTERN } from '../../../base/index.ts'

/** What is said of every setting: for people, editors and the reference. */
export interface Said {
  /** One sentence without a full stop: what it does. */
  readonly description: string
  /** What holds where nothing is written. */
  readonly default?: unknown
  readonly examples?: readonly unknown[]
  /** A change waits for the next start of the service; without this a reload puts it into effect. */
  readonly 'x-restart'?: true
  /** What holds where nothing is written, in words, where that depends on the machine. */
  readonly 'x-default'?: string
  /** Never shown. */
  readonly 'x-secret'?: true
}

/** A text that stands for an amount of time or of bytes, from `x-least` to `x-most`. */
export interface Measured {
  readonly 'x-measure': 'duration' | 'size'
  readonly 'x-least': string
  readonly 'x-most': string
}

export const section = <T extends TProperties>(description: string, properties: T): TObject<T> =>
  Type.Object(properties, { additionalProperties: false, description })

/** A schema of the API, with what the configuration file says of it. */
export const noted = <T extends TSchema>(schema: T, said: Said): T => ({ ...schema, ...said })

const measured = (measure: Measured['x-measure'], pattern: string, bounds: Bounds, said: Said): TString => {
  const parse = measure === 'duration' ? parseDuration : parseSize
  for (const bound of bounds) {
    if (parse(bound) === undefined) throw new Error(`${bound} is no ${measure}`)
  }
  const [least, most] = bounds
  return Type.String({ pattern, 'x-measure': measure, 'x-least': least, 'x-most': most, ...said })
}

type Bounds = readonly [least: string, most: string]

/** `"90 s"`, `"10 min"`, `"1 h 30 min"`: from the first bound to the second. */
export const duration = (bounds: Bounds, said: Said): TString =>
  measured('duration', DURATION_PATTERN, bounds, said)

/** `"512 KiB"`, `"100 MiB"`. */
export const size = (bounds: Bounds, said: Said): TString => measured('size', SIZE_PATTERN, bounds, said)

export const whole = (least: number, most: number, said: Said): ReturnType<typeof Type.Integer> =>
  Type.Integer({ minimum: least, maximum: most, ...said })

export const flag = (said: Said): ReturnType<typeof Type.Boolean> => Type.Boolean({ ...said })

export const text = (most: number, said: Said): TString =>
  Type.String({ minLength: 1, maxLength: most, ...said })

/** Several texts; a single one may be written without its list. */
export const texts = (
  most: number,
  said: Said,
  form: { readonly pattern?: string; readonly 'x-wanted'?: string } = {},
): TUnion<[TString, TArray<TString>]> => {
  const each = Type.String({ minLength: 1, maxLength: 1024, ...form })
  return Type.Union([each, Type.Array(each, { maxItems: most })], { ...said })
}
