/** What is to be said of a configuration file, and where in it. */
import type { Path, Place } from './locate.ts'

/**
 * `error`: it cannot be used so. `warning`: it can, and does hardly what was meant. `note`: what a service that runs does not
 * know, and may know when it is needed.
 */
export type Severity = 'error' | 'warning' | 'note'

export interface Mistake extends Place {
  readonly severity: Severity
  /** `dial.branch.routes[2]`; nothing where the text is no TOML. */
  readonly key: string
  /** A sentence that says what to do; never the value of a secret. */
  readonly message: string
  readonly path: Path
}

/** Before it is known where it is. */
export interface Finding {
  readonly severity: Severity
  readonly path: Path
  /** It is the key that is wrong, not its value. */
  readonly isKey?: boolean
  /** Goes on after the name of the key. */
  readonly message: string
}

/** A path as it is spoken of: `dial."head office".routes[2]`. */
export function formatPath(path: Path): string {
  return path
    .map((part, index) => {
      if (typeof part === 'number') return `[${part}]`
      const word = /^[A-Za-z0-9_-]+$/.test(part) ? part : JSON.stringify(part.slice(0, 64))
      return index === 0 ? word : `.${word}`
    })
    .join('')
}

/** `dialtone.toml:3:7: error: log.level has to be "debug" or "info"`, as compilers write it and editors find it. */
export function formatMistake(file: string, { line, column, severity, message }: Mistake): string {
  return `${file}:${line}:${column}: ${severity}: ${message}`
}
