/**
 * Where each key and value of a TOML document stands. smol-toml gives values and no places, so this reads the text once more
 * for nothing but its shape. It relies on the text being valid, which smol-toml has found out: what is not is passed over,
 * and its keys have no place.
 */

/** Keys, and the indexes of elements of arrays. */
export type Path = readonly (string | number)[]

/** As editors count: from 1, a column being a UTF-16 code unit. */
export interface Place {
  readonly line: number
  readonly column: number
}

export interface Places {
  /** Where the key is written that a path ends with; of an element of an array, the element. */
  key(path: Path): Place | undefined
  /** Where the value begins; of a table, its header or its first key. */
  value(path: Path): Place | undefined
}

interface Spot {
  readonly key: number
  readonly value: number
}

export function locate(text: string): Places {
  const spots = new Scanner(text).scan()
  const lines = lineStarts(text)
  const placeOf = (offset: number | undefined): Place | undefined =>
    offset === undefined ? undefined : placeIn(lines, offset)
  return {
    key: (path) => placeOf(spots.get(nameOf(path))?.key),
    value: (path) => placeOf(spots.get(nameOf(path))?.value),
  }
}

class Scanner {
  readonly #text: string
  readonly #spots = new Map<string, Spot>()
  /** How many elements an array of tables has so far, by its path. */
  readonly #counts = new Map<string, number>()
  #at = 0

  constructor(text: string) {
    this.#text = text
    if (text.startsWith(BYTE_ORDER_MARK)) this.#at = 1
  }

  scan(): ReadonlyMap<string, Spot> {
    let table: Path = []
    for (;;) {
      this.#skip(BLANK)
      if (this.#at >= this.#text.length) return this.#spots
      const before = this.#at
      if (this.#text[this.#at] === '[') table = this.#header()
      else this.#assignment(table)
      // Whatever is no TOML is not looped over.
      if (this.#at === before) this.#at += 1
    }
  }

  /** `[a.b]` or `[[a.b]]`: the table that what follows belongs to. */
  #header(): Path {
    const isArray = this.#text[this.#at + 1] === '['
    this.#at += isArray ? 2 : 1
    const parts = this.#keyParts()
    this.#at += isArray ? 2 : 1
    let path: Path = []
    for (const [index, { name, at }] of parts.entries()) {
      path = [...path, name]
      this.#note(path, { key: at, value: at })
      const count = this.#counts.get(nameOf(path)) ?? 0
      if (isArray && index === parts.length - 1) {
        this.#counts.set(nameOf(path), count + 1)
        path = [...path, count]
        this.#note(path, { key: at, value: at })
      } else if (count > 0) path = [...path, count - 1]
    }
    return path
  }

  #assignment(table: Path): void {
    let path = table
    const parts = this.#keyParts()
    this.#skip(SPACE)
    this.#at += 1 // the equals sign
    this.#skip(SPACE)
    for (const [index, { name, at }] of parts.entries()) {
      path = [...path, name]
      this.#note(path, { key: at, value: index === parts.length - 1 ? this.#at : at })
    }
    this.#value(path)
  }

  #value(path: Path): void {
    const first = this.#text[this.#at]
    if (first === '"' || first === "'") this.#string()
    else if (first === '[') this.#array(path)
    else if (first === '{') this.#inlineTable(path)
    else this.#skip(WORD)
  }

  #array(path: Path): void {
    this.#at += 1
    for (let index = 0; ; index++) {
      this.#skip(BLANK)
      if (this.#ends(']')) return
      const element = [...path, index]
      this.#note(element, { key: this.#at, value: this.#at })
      const before = this.#at
      this.#value(element)
      this.#skip(BLANK)
      if (this.#text[this.#at] === ',') this.#at += 1
      else if (this.#at === before) this.#at += 1
    }
  }

  #inlineTable(path: Path): void {
    this.#at += 1
    for (;;) {
      this.#skip(BLANK)
      if (this.#ends('}')) return
      const before = this.#at
      this.#assignment(path)
      this.#skip(BLANK)
      if (this.#text[this.#at] === ',') this.#at += 1
      else if (this.#at === before) this.#at += 1
    }
  }

  #ends(bracket: string): boolean {
    if (this.#at >= this.#text.length) return true
    if (this.#text[this.#at] !== bracket) return false
    this.#at += 1
    return true
  }

  /** `a . "b" . 'c'`, up to what follows it. */
  #keyParts(): readonly { readonly name: string; readonly at: number }[] {
    const parts: { readonly name: string; readonly at: number }[] = []
    for (;;) {
      this.#skip(SPACE)
      const at = this.#at
      const quote = this.#text[at]
      if (quote === '"' || quote === "'") {
        this.#string()
        const inner = this.#text.slice(at + 1, this.#at - 1)
        parts.push({ name: quote === '"' ? unescaped(inner) : inner, at })
      } else {
        this.#skip(BARE_KEY)
        parts.push({ name: this.#text.slice(at, this.#at), at })
      }
      this.#skip(SPACE)
      if (this.#text[this.#at] !== '.') return parts
      this.#at += 1
    }
  }

  /** One of the four kinds; stands behind its closing quotation mark afterwards. */
  #string(): void {
    const quote = this.#text[this.#at] ?? '"'
    const isLong = this.#text.startsWith(quote.repeat(3), this.#at)
    this.#at += isLong ? 3 : 1
    while (this.#at < this.#text.length) {
      if (quote === '"' && this.#text[this.#at] === '\\') this.#at += 2
      else if (isLong && this.#text.startsWith(quote.repeat(3), this.#at)) {
        this.#at += 3
        // One or two quotation marks before the closing ones belong to the text.
        for (let more = 0; more < 2 && this.#text[this.#at] === quote; more++) this.#at += 1
        return
      } else if (!isLong && this.#text[this.#at] === quote) {
        this.#at += 1
        return
      } else this.#at += 1
    }
  }

  #skip(pattern: RegExp): void {
    pattern.lastIndex = this.#at
    this.#at += pattern.exec(this.#text)?.[0].length ?? 0
  }

  /** A table that is written in several places is where it is written first. */
  #note(path: Path, spot: Spot): void {
    const name = nameOf(path)
    if (!this.#spots.has(name)) this.#spots.set(name, spot)
  }
}

const BYTE_ORDER_MARK = '\uFEFF'
const SPACE = /[ \t]*/y
const BLANK = /(?:[ \t\r\n]+|#[^\n]*)*/y
const BARE_KEY = /[A-Za-z0-9_-]*/y
/** Numbers, dates and booleans; a date and its time may be a space apart. */
const WORD = /[^\s,\]}#]*(?: (?=\d\d:)[^\s,\]}#]*)?/y

const ESCAPES: Readonly<Record<string, string>> = {
  b: '\b',
  t: '\t',
  n: '\n',
  f: '\f',
  r: '\r',
  e: '\u001b',
  '"': '"',
  '\\': '\\',
}

function unescaped(text: string): string {
  return text.replaceAll(
    /\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|x([0-9a-fA-F]{2})|(.))/g,
    (whole: string, four?: string, eight?: string, two?: string, letter?: string) => {
      const hex = four ?? eight ?? two
      if (hex === undefined) return ESCAPES[letter ?? ''] ?? whole
      const code = Number.parseInt(hex, 16)
      return code > 0x10ffff ? whole : String.fromCodePoint(code)
    },
  )
}

function nameOf(path: Path): string {
  return JSON.stringify(path)
}

function lineStarts(text: string): readonly number[] {
  return [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)]
}

function placeIn(lines: readonly number[], offset: number): Place {
  let [low, high] = [0, lines.length - 1]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((lines[middle] ?? 0) <= offset) low = middle
    else high = middle - 1
  }
  return { line: low + 1, column: offset - (lines[low] ?? 0) + 1 }
}
