/** The part of the contract that is about what the operator has said in the configuration file. */
import type { Setting } from '../../core/index.ts'

/** What reading the configuration file again came to. */
export interface Reloaded {
  readonly file?: string
  /** Names of the dial interfaces that were added, changed or removed. */
  readonly changed: readonly string[]
  /** Keys of the settings that changed and are in effect. */
  readonly settings: readonly string[]
  /** Keys of those that the next start of the service takes up. */
  readonly restart: readonly string[]
  /** Interfaces that were left as they were, because they do not go with what else runs. */
  readonly problems: readonly { readonly dialInterface: string; readonly message: string }[]
  /** Settings that could not be put into effect: an address that is taken. */
  readonly failed: readonly { readonly key: string; readonly message: string }[]
}

/** What is in effect, and where each of it comes from. */
export interface ShownConfiguration {
  /** The configuration file, where there is one. */
  readonly file?: string
  readonly settings: readonly Setting[]
}

export interface ConfigurationService {
  /** Fails with `not_supported` where the service runs in the process of somebody who has set it up himself. */
  configuration(): Promise<ShownConfiguration>
  /**
   * Reads the configuration file again and touches only what is different. A file with a mistake changes nothing: it fails
   * with `invalid_argument` and every mistake with its line and column.
   */
  reloadConfiguration(): Promise<Reloaded>
}
