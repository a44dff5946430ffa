/**
 * What a command says: its result to standard output, everything else (progress, hints, errors) to standard error. With
 * `--json` the result is JSON and nothing else is said but errors, as problem documents.
 */
import { styleText } from 'node:util'
import { toProblem } from '../../api/index.ts'
import { causeOf, type Cause } from '../../core/index.ts'
import type { Host, Sink } from './host.ts'
import { Progress } from './progress.ts'
import { plain, plainJson, textWidth } from './text/plain.ts'
import { formatFields, formatTable, type Cell, type Column } from './text/table.ts'
import { wrap } from './text/wrap.ts'

export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan'

export class Output {
  readonly #host: Host
  readonly json: boolean
  #progress: Progress | undefined

  constructor(host: Host, options: { readonly json: boolean }) {
    this.#host = host
    this.json = options.json
  }

  /** A line of the result. `text` is ours; what others made is passed through `plain` before. */
  line(text = ''): void {
    this.#progress?.clear()
    this.#host.stdout.write(`${text}\n`)
  }

  /** Running text, broken where the terminal ends. `mark` begins the first line, and the others are indented as far. */
  paragraph(
    text: string,
    { mark = '', style }: { readonly mark?: string; readonly style?: Style } = {},
  ): void {
    const rest = ' '.repeat(textWidth(mark))
    for (const line of wrap(text, { width: this.#host.stdout.columns, first: mark, rest })) {
      this.line(style === undefined ? line : this.style(style, line))
    }
  }

  table(columns: readonly Column[], rows: readonly (readonly Cell[])[]): void {
    const lines = formatTable(columns, rows, {
      width: this.#host.stdout.columns,
      titles: (text) => this.style('bold', text),
    })
    for (const line of lines) this.line(line)
  }

  fields(fields: readonly (readonly [name: string, value: string | readonly string[]])[], indent = ''): void {
    const width = this.#host.stdout.columns
    for (const line of formatFields(fields, { indent, name: (text) => this.style('dim', text), width })) {
      this.line(line)
    }
  }

  /** The whole result as JSON, laid out for people. */
  document(value: unknown): void {
    this.line(plainJson(JSON.stringify(value, undefined, 2)))
  }

  /** One JSON value a line; a slow reader is waited for. */
  async record(value: unknown): Promise<void> {
    this.line(plainJson(JSON.stringify(value)))
    await this.#host.stdout.flushed()
  }

  /** Beside the result: progress, hints. */
  note(text: string): void {
    if (this.json) return
    this.#progress?.clear()
    this.#host.stderr.write(`${text}\n`)
  }

  /** Says on a terminal what is being waited for, until it is disposed of. */
  waiting(text: string): Disposable {
    const { stderr, clock, env } = this.#host
    const shown = !this.json && stderr.columns !== undefined && env.TERM !== 'dumb'
    const progress = shown ? new Progress(text, { sink: stderr, clock }) : undefined
    this.#progress = progress
    return {
      [Symbol.dispose]: () => {
        progress?.[Symbol.dispose]()
        if (this.#progress === progress) this.#progress = undefined
      },
    }
  }

  style(style: Style, text: string): string {
    return colour(this.#host.stdout, style, text)
  }

  /** As `style`, for what goes to `note`. */
  noteStyle(style: Style, text: string): string {
    return colour(this.#host.stderr, style, text)
  }

  /** What failed, why, and what the modem and the network said to it. */
  failure(thrown: unknown): void {
    const { stderr } = this.#host
    if (this.json) {
      stderr.write(`${plainJson(JSON.stringify(toProblem(thrown)))}\n`)
      return
    }
    const cause = causeOf(thrown)
    const line = (text: string): void => stderr.write(`${text}\n`)
    line(`${this.noteStyle('red', 'dialtone:')} ${plain(cause.message)}`)
    for (const text of formatFields(sourcesOf(cause), {
      indent: '  ',
      name: (name) => this.noteStyle('dim', name),
    })) {
      line(text)
    }
    if (cause.code === 'internal') line('  This is a defect of Dialtone. Please report it with what you did.')
  }
}

/** Who said what: the network's and the modem's own words behind a cause. */
export function sourcesOf({ network, status }: Cause): readonly (readonly [string, string])[] {
  return [
    ...(network === undefined
      ? []
      : [['network', `cause ${network.value} (${network.name}): ${network.text}`] as const]),
    ...(status === undefined
      ? []
      : [['modem', `${status.protocol} status ${status.value} (${status.name})`] as const]),
  ]
}

function colour(sink: Sink, style: Style, text: string): string {
  return sink.colour ? styleText(style, text, { validateStream: false }) : text
}
