/**
 * A table that fits the terminal: columns as wide as their widest cell, two blanks between them, no lines. Where there is
 * no room for all of it, columns that may go on in the next line do, and those that may be cut are, the widest first; where
 * that is not enough, columns that may be left out are, and what they hold is in the command that shows one thing in full.
 * Nothing is cut where there is no terminal.
 */
import { fit, plain, textWidth } from './plain.ts'
import { wrap, wrapColumn } from './wrap.ts'

export interface Column {
  readonly title: string
  /** May be cut down to this many columns. */
  readonly least?: number
  /**
   * Goes on under itself where it is too long, and is never cut. Spare columns make way until it has its `least`; where
   * there are none, it is as narrow as it has to be.
   */
  readonly wraps?: true
  readonly align?: 'left' | 'right'
  /** May be left out; those with the higher number first. */
  readonly spare?: number
}

/** A text of others' making is given as it is: it is made plain here. `style` is applied to the padded cell. */
export type Cell = string | { readonly text: string; readonly style: (text: string) => string }

export interface TableOptions {
  readonly width: number | undefined
  /** For the line of titles. */
  readonly titles?: (text: string) => string
}

const GAP = 2

/** What goes on under itself is not narrower than this: it is let run over instead. */
const NARROWEST = 8

export function formatTable(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  options: TableOptions,
): readonly string[] {
  const kept = fitting(columns, rows, options.width)
  return format(
    kept.map((index) => columns[index]).filter((column) => column !== undefined),
    rows.map((row) => kept.map((index) => row[index] ?? '')),
    options,
  )
}

/** The numbers of the columns for which there is room, if the others are as narrow as may be. */
function fitting(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  width: number | undefined,
): readonly number[] {
  let kept = [...columns.keys()]
  if (width === undefined) return kept
  const least = columns.map(({ title, least: bound }, index) => {
    const wide = Math.max(textWidth(title), ...rows.map((row) => textWidth(textOf(row[index] ?? ''))))
    return bound === undefined ? wide : Math.min(wide, bound)
  })
  const needed = (): number => kept.reduce((sum, index) => sum + (least[index] ?? 0), GAP * (kept.length - 1))
  while (needed() > width) {
    const [spare] = kept
      .filter((index) => columns[index]?.spare !== undefined)
      .sort((one, other) => (columns[other]?.spare ?? 0) - (columns[one]?.spare ?? 0))
    if (spare === undefined) break
    kept = kept.filter((index) => index !== spare)
  }
  return kept
}

function textOf(cell: Cell): string {
  return plain(typeof cell === 'string' ? cell : cell.text)
}

/** Letters that are written from right to left (Unicode TR 9: R and AL). */
const RIGHT_TO_LEFT = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u

/** Keeps a name that is written from right to left from turning its neighbours round (Unicode TR 9 §2.4). */
function isolated(text: string): string {
  return RIGHT_TO_LEFT.test(text) ? `\u2068${text}\u2069` : text
}

function format(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  { width, titles = (text) => text }: TableOptions,
): readonly string[] {
  const texts = rows.map((row) => row.map(textOf))
  const widths = columns.map(({ title }, index) =>
    Math.max(textWidth(title), ...texts.map((row) => textWidth(row[index] ?? ''))),
  )
  if (width !== undefined) shrink(columns, widths, width)
  const line = (cells: readonly string[], style: (index: number, text: string) => string): string =>
    columns
      .map(({ align }, index) => {
        const wide = widths[index] ?? 0
        const text = fit(cells[index] ?? '', wide)
        const blanks = ' '.repeat(Math.max(0, wide - textWidth(text)))
        const last = index === columns.length - 1
        const shown = style(index, width === undefined ? text : isolated(text))
        if (align === 'right') return blanks + shown
        return shown + (last ? '' : blanks)
      })
      .join(' '.repeat(GAP))
      .trimEnd()
  const inLines = (row: readonly string[]): readonly (readonly string[])[] => {
    const cells = row.map((text, index) =>
      columns[index]?.wraps === true ? wrapColumn(text, widths[index] ?? 0) : [text],
    )
    const height = Math.max(1, ...cells.map(({ length }) => length))
    return Array.from({ length: height }, (_, at) => cells.map((lines) => lines[at] ?? ''))
  }
  return [
    line(
      columns.map(({ title }) => title),
      (_, text) => titles(text),
    ),
    ...texts.flatMap((row, at) =>
      inLines(row).map((cells) =>
        line(cells, (index, text) => {
          const cell = rows[at]?.[index]
          return cell === undefined || typeof cell === 'string' || text === '' ? text : cell.style(text)
        }),
      ),
    ),
  ]
}

/** What loses nothing by it goes first. */
function shrink(columns: readonly Column[], widths: number[], width: number): void {
  const total = (): number => widths.reduce((sum, one) => sum + one, GAP * (widths.length - 1))
  const narrow = (leastOf: (column: Column) => number | undefined): void => {
    while (total() > width) {
      let widest: number | undefined
      for (const [index, column] of columns.entries()) {
        const wide = widths[index] ?? 0
        const least = leastOf(column)
        if (least === undefined || wide <= least) continue
        if (widest === undefined || wide > (widths[widest] ?? 0)) widest = index
      }
      if (widest === undefined) return
      widths[widest] = (widths[widest] ?? 0) - 1
    }
  }
  narrow(({ wraps, least }) => (wraps === true ? (least ?? NARROWEST) : undefined))
  narrow(({ wraps, least }) => (wraps === true ? undefined : least))
  narrow(({ wraps }) => (wraps === true ? NARROWEST : undefined))
}

export interface FieldsOptions {
  readonly indent?: string
  readonly name?: (text: string) => string
  /** Of the terminal: a longer value goes on under itself. */
  readonly width?: number | undefined
}

/** Names and values, one pair a line, the values aligned. A value of several lines is given as several texts. */
export function formatFields(
  fields: readonly (readonly [name: string, value: string | readonly string[]])[],
  { indent = '', name: style = (text: string) => text, width }: FieldsOptions = {},
): readonly string[] {
  const wide = Math.max(0, ...fields.map(([name]) => textWidth(name)))
  return fields.flatMap(([name, value]) =>
    (typeof value === 'string' ? [value] : value)
      .flatMap((text) => wrap(plain(text), { width: width && width - indent.length - wide - 2 }))
      .map((text, index) => {
        const head = index === 0 ? style(name) + ' '.repeat(wide - textWidth(name)) : ' '.repeat(wide)
        return `${indent}${head}  ${text}`.trimEnd()
      }),
  )
}
