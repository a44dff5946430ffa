/**
 * Writes a TOML document in one of the many ways in which it can be written, and notes where it wrote each key and value:
 * what whoever looks for them has to find. Dotted keys, quoted keys, inline tables, arrays of tables, comments, strings of
 * all four kinds over several lines.
 */
import type { Path } from '../../src/configuration/index.ts'

export type TomlValue = string | number | boolean | readonly TomlValue[] | TomlTable
export interface TomlTable {
  readonly [key: string]: TomlValue
}

export interface Written {
  readonly text: string
  /** By path: offsets of the first mention of the key, and of the value. */
  readonly places: ReadonlyMap<string, { readonly path: Path; readonly key: number; readonly value: number }>
}

/** `draw(n)` gives a whole number below `n`. */
export function printToml(document: TomlTable, draw: (below: number) => number): Written {
  const printer = new Printer(draw)
  printer.table([], document)
  return { text: printer.text, places: printer.places }
}

const TRICKY = ['# [no] "table"', '#', "# it's = [not] {closed", '']

class Printer {
  text = ''
  readonly places = new Map<string, { readonly path: Path; readonly key: number; readonly value: number }>()
  readonly #draw: (below: number) => number
  readonly #end: string

  constructor(draw: (below: number) => number) {
    this.#draw = draw
    this.#end = this.#one(['\n', '\r\n'])
  }

  /** All that a table holds, under its header. */
  table(path: Path, table: TomlTable): void {
    const later: (() => void)[] = []
    this.#assignments(path, [], table, later)
    for (const print of later) print()
  }

  /** `dotted`: the keys between the header and this table. */
  #assignments(path: Path, dotted: readonly string[], table: TomlTable, later: (() => void)[]): void {
    for (const [key, value] of Object.entries(table)) {
      this.#blank()
      const way = this.#draw(3)
      const at = [...path, ...dotted, key]
      if (isTable(value) && way === 0 && Object.keys(value).length > 0) {
        this.#assignments(path, [...dotted, key], value, later)
      } else if (dotted.length === 0 && isTable(value) && way === 1) {
        later.push(() => {
          this.#header(at, '[', ']')
          this.table(at, value)
        })
      } else if (dotted.length === 0 && isTables(value) && way > 0) {
        later.push(() => {
          for (const [index, one] of value.entries()) {
            this.#header([...at, index], '[[', ']]')
            this.table([...at, index], one)
          }
        })
      } else {
        this.#assignment(path, [...dotted, key], value)
        this.text += this.#space() + this.#one(TRICKY) + this.#end
      }
    }
  }

  #assignment(path: Path, keys: readonly string[], value: TomlValue): void {
    const starts = this.#keys(keys)
    this.text += `${this.#space()}=${this.#space()}`
    for (const [index, start] of starts.entries()) {
      const isLast = index === keys.length - 1
      this.#note([...path, ...keys.slice(0, index + 1)], start, isLast ? this.text.length : start)
    }
    this.#value([...path, ...keys], value)
  }

  #header(path: Path, open: string, close: string): void {
    this.text += this.#space() + open + this.#space()
    const keys = path.filter((part) => typeof part === 'string')
    const starts = this.#keys(keys)
    let name = -1
    for (const [index, part] of path.entries()) {
      if (typeof part === 'string') name += 1
      const start = starts[name] ?? 0
      this.#note(path.slice(0, index + 1), start, start)
    }
    this.text += this.#space() + close + this.#space() + this.#one(TRICKY) + this.#end
  }

  #keys(keys: readonly string[]): readonly number[] {
    return keys.map((key, index) => {
      if (index > 0) this.text += `${this.#space()}.${this.#space()}`
      const start = this.text.length
      const isBare = /^[A-Za-z0-9_-]+$/.test(key)
      const quoted = /^[^'\p{Control}]*$/u.test(key) ? [`'${key}'`, basic(key)] : [basic(key)]
      this.text += this.#one(isBare ? [key, key, ...quoted] : quoted)
      return start
    })
  }

  #value(path: Path, value: TomlValue): void {
    if (typeof value === 'string') this.text += this.#string(value)
    else if (Array.isArray(value)) this.#array(path, value as readonly TomlValue[])
    else if (isTable(value)) this.#inline(path, value)
    else this.text += JSON.stringify(value)
  }

  #array(path: Path, values: readonly TomlValue[]): void {
    this.text += '['
    for (const [index, value] of values.entries()) {
      this.#gap()
      this.#note([...path, index], this.text.length, this.text.length)
      this.#value([...path, index], value)
      this.#gap()
      if (index < values.length - 1 || this.#draw(2) === 0) this.text += ','
    }
    this.#gap()
    this.text += ']'
  }

  #inline(path: Path, table: TomlTable): void {
    this.text += `{${this.#space()}`
    for (const [index, [key, value]] of Object.entries(table).entries()) {
      if (index > 0) this.text += `,${this.#space()}`
      this.#assignment(path, [key], value)
      this.text += this.#space()
    }
    this.text += '}'
  }

  #string(value: string): string {
    const ways = [basic(value), `"""${this.#end}${basic(value).slice(1, -1).replaceAll('\\n', '\n')}"""`]
    // A literal one holds no carriage return of its own, and ends where three quotation marks are.
    if (/^[^'\p{Control}]*$/u.test(value)) ways.push(`'${value}'`, `'''${this.#end}${value}'''`)
    return this.#one(ways)
  }

  #note(path: Path, key: number, value: number): void {
    const name = JSON.stringify(path)
    if (!this.places.has(name)) this.places.set(name, { path, key, value })
  }

  /** Between the elements of an array, where lines may end. */
  #gap(): void {
    if (this.#draw(3) === 0) this.text += this.#space() + this.#one(TRICKY) + this.#end
    this.text += this.#space()
  }

  #blank(): void {
    if (this.#draw(4) === 0) this.text += this.#one(TRICKY) + this.#end
    this.text += this.#space()
  }

  #space(): string {
    return this.#one(['', '', ' ', '\t '])
  }

  #one<T>(choices: readonly [T, ...T[]] | readonly T[]): T {
    // There is at least one.
    return choices[this.#draw(choices.length)] as T
  }
}

/** JSON escapes as TOML does, but for DEL. */
function basic(text: string): string {
  return JSON.stringify(text).replaceAll('\u007f', '\\u007f')
}

function isTable(value: TomlValue): value is TomlTable {
  return typeof value === 'object' && !Array.isArray(value)
}

function isTables(value: TomlValue): value is readonly [TomlTable, ...TomlTable[]] {
  return Array.isArray(value) && value.length > 0 && value.every((one: TomlValue) => isTable(one))
}
