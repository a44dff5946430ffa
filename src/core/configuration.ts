/** What the operator has said of the service: what is in effect, where it comes from, and what was wrong with it. */
import { DialtoneError } from '../base/index.ts'

export type SettingValue = string | number | boolean | readonly string[]

/** A setting of the service, by its key in the configuration file. Dial interfaces are told of by themselves. */
export interface Setting {
  /** `log.level`. */
  readonly key: string
  /** Absent where there is none, and nothing is done without one. Never a secret. */
  readonly value?: SettingValue
  readonly from: 'default' | 'file' | 'environment' | 'flag'
  /** What the next start of the service takes up instead. */
  readonly next?: SettingValue
}

/** Something in the configuration file that cannot be used so. */
export interface ConfigurationMistake {
  /** `dial.branch.routes[2]`; empty where the text is no TOML. */
  readonly key: string
  readonly line: number
  readonly column: number
  readonly message: string
}

/** The configuration file was refused as a whole. Its mistakes are in `detail`, so that they reach programs. */
export class ConfigurationError extends DialtoneError {
  readonly file: string
  readonly mistakes: readonly ConfigurationMistake[]

  constructor(file: string, message: string, mistakes: readonly ConfigurationMistake[]) {
    const [first] = mistakes
    const place = first === undefined ? {} : { line: first.line, column: first.column }
    super('invalid_argument', message, { detail: { file, ...place, mistakes } })
    this.file = file
    this.mistakes = mistakes
  }
}
