/**
 * The configuration file while the service runs: read at the start, and again when somebody asks. One reading at a time. It
 * is told in the journal what came of it, by whom it was asked for; a file that is refused has changed nothing.
 */
import { compact, DialtoneError, toDialtoneError } from '../base/index.ts'
import { ConfigurationError, type Journal } from '../core/index.ts'
import type { Reloaded, ShownConfiguration } from '../api/index.ts'
import type { DialConfiguration, DialDesk } from './dial/dial-desk.ts'

/** What the file says, as far as the manager does it; the rest is for whoever has put the service together. */
export interface ServiceConfiguration extends DialConfiguration {
  /** Puts into effect what else the file says. It does not throw. */
  readonly apply?: () => Promise<Pick<Reloaded, 'settings' | 'restart' | 'failed'>>
}

/**
 * Reads the file. At the start an interface that makes no sense is a problem of its own; `strict`, at a reload, any mistake
 * is an error.
 */
export type ConfigurationReader = (how: { readonly strict: boolean }) => Promise<ServiceConfiguration>

export interface ConfigurationDeskOptions {
  readonly journal: Journal
  readonly dial: DialDesk | undefined
  readonly read: ConfigurationReader | undefined
  readonly shown: (() => ShownConfiguration) | undefined
}

const NOTHING: Pick<Reloaded, 'settings' | 'restart' | 'failed'> = { settings: [], restart: [], failed: [] }

export class ConfigurationDesk {
  readonly #options: ConfigurationDeskOptions
  /** Ends when nobody reads. */
  #reading: Promise<unknown> = Promise.resolve()

  constructor(options: ConfigurationDeskOptions) {
    this.#options = options
  }

  /** @throws DialtoneError `not_supported`. */
  get shown(): ShownConfiguration {
    const { shown } = this.#options
    if (shown === undefined) throw without()
    return shown()
  }

  /** What reading the file throws. */
  async first(): Promise<DialConfiguration | undefined> {
    return await this.#options.read?.({ strict: false })
  }

  /** @throws DialtoneError `not_supported` without a configuration file, or what reading it throws. */
  async reload(by: string): Promise<Reloaded> {
    const { read } = this.#options
    if (read === undefined) throw without()
    const next = this.#reading.then(() => this.#reload(read, by))
    this.#reading = next.catch(() => undefined)
    return await next
  }

  async #reload(read: ConfigurationReader, by: string): Promise<Reloaded> {
    const { dial, journal } = this.#options
    let configuration: ServiceConfiguration
    try {
      configuration = await read({ strict: true })
    } catch (thrown) {
      const refused = ConfigurationError.of(thrown)
      const data = {
        ...compact({ file: refused?.file }),
        message: toDialtoneError(thrown).message,
        mistakes: refused?.mistakes ?? [],
      }
      journal.append({ type: 'configuration.refused', by, data })
      throw thrown
    }
    const file = compact({ file: configuration.file })
    const { changed, problems } = dial?.take(configuration, by) ?? { changed: [], problems: [] }
    const { settings, restart, failed } = (await configuration.apply?.()) ?? NOTHING
    journal.append({ type: 'configuration.reloaded', by, data: { ...file, changed, settings, restart } })
    return { ...file, changed, settings, restart, problems, failed }
  }
}

function without(): DialtoneError {
  return new DialtoneError('not_supported', 'this service was started without a configuration file')
}
