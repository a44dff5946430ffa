/**
 * The configuration of a service that runs: what is in effect and where it comes from, and what a reload makes of it. What
 * owns something that can change while it runs says so by `onChange`; all else waits for the next start.
 */
import { equal, toDialtoneError } from '../../base/index.ts'
import type { Reloaded, Configuration, ShownConfiguration } from '../../api/index.ts'
import { settingSchemas, type SettingSchema } from '../../configuration/index.ts'
import type { Setting, SettingValue } from '../../core/index.ts'
import type { ConfigurationReader, ServiceConfiguration } from '../../manager/index.ts'
import type { FilePlace } from './find-file.ts'
import { merged, sourceOf, valueAt, type Layer } from './layer.ts'
import { dialOf } from './read-dial-configuration.ts'
import { fileGone, mistakesError, readConfigurationFile, type FileConfiguration } from './read-file.ts'

/** Says that a change waits for the next start after all. */
export const NEXT_START = Symbol('next start')

/** Puts settings into effect when one of them has changed. What it throws is told, and they count as not in effect. */
export interface Taker {
  /** `journal.max-events`. */
  readonly keys: readonly string[]
  /** What it gives, or promises, matters where that is `NEXT_START`. */
  readonly take: (configuration: Configuration) => unknown
}

export interface LiveConfigurationOptions {
  /** Nothing where no file is read, now or later. */
  readonly place: FilePlace | undefined
  /** As it was read at the start. */
  readonly read: FileConfiguration
  /** What goes before the file. */
  readonly above: readonly Layer[]
  /** What this machine gives where nothing is written. */
  readonly defaults: Configuration
}

export class LiveConfiguration {
  readonly #options: LiveConfigurationOptions
  readonly #settings: readonly SettingSchema[]
  readonly #takers: Taker[] = []
  readonly #always: { readonly key: string; readonly take: () => Promise<void> }[] = []
  #file: string | undefined
  /** What is in effect. */
  #running: readonly Layer[]
  /** What the next start takes up. */
  #next: readonly Layer[]

  static async create(options: LiveConfigurationOptions): Promise<LiveConfiguration> {
    return new LiveConfiguration(options, await settingSchemas())
  }

  /** What the manager takes, where there is a file to read. @throws DialtoneError `not_found`, `access_denied`, `invalid_argument`. */
  readonly read: ConfigurationReader | undefined

  private constructor(options: LiveConfigurationOptions, settings: readonly SettingSchema[]) {
    const { place } = options
    this.read = place && (({ strict }) => this.#read(place, strict))
    this.#options = options
    this.#settings = settings
    this.#file = options.read.file
    this.#running = this.#layers(options.read.configuration)
    this.#next = this.#running
  }

  /** What is in effect. */
  get current(): Configuration {
    return merged(this.#running)
  }

  /** Whether there is a file to read, now or later. */
  get file(): string | undefined {
    return this.#file
  }

  onChange(taker: Taker): void {
    this.#takers.push(taker)
  }

  /** At every reload, as what a setting names may have changed: the file of a certificate. */
  onReload(key: string, take: () => Promise<void>): void {
    this.#always.push({ key, take })
  }

  get shown(): ShownConfiguration {
    const settings = this.#settings.map(({ path, schema }): Setting => {
      const isSecret = schema['x-secret'] === true
      const value = shownOf(valueAt(merged(this.#running), path) ?? schema.default, isSecret)
      const next = shownOf(valueAt(merged(this.#next), path) ?? schema.default, isSecret)
      return {
        key: path.join('.'),
        ...(value === undefined ? {} : { value }),
        from: sourceOf(this.#running, path) ?? 'default',
        ...(next === undefined || equal(value, next) ? {} : { next }),
      }
    })
    return { ...(this.#file === undefined ? {} : { file: this.#file }), settings }
  }

  async #read(place: FilePlace, strict: boolean): Promise<ServiceConfiguration> {
    const { read: first } = this.#options
    if (!strict) return first.file === undefined ? EMPTY : dialOf(first, first.file)
    const read = await readConfigurationFile(place)
    if (read.file === undefined && this.#file !== undefined) throw fileGone(this.#file)
    const error = mistakesError(place.path, read.mistakes)
    if (error !== undefined) throw error
    const dial = read.file === undefined ? EMPTY : dialOf(read, read.file)
    return { ...dial, apply: () => this.#apply(read) }
  }

  #layers(configuration: Configuration): readonly Layer[] {
    const { above, defaults } = this.#options
    return [...above, { from: 'file', configuration }, { from: 'default', configuration: defaults }]
  }

  async #apply(read: FileConfiguration): Promise<Pick<Reloaded, 'settings' | 'restart' | 'failed'>> {
    const next = this.#layers(read.configuration)
    const wanted = merged(next)
    const changed = this.#settings.filter(
      ({ path }) => !equal(valueAt(this.current, path), valueAt(wanted, path)),
    )
    const taken = new Set<string>()
    const failed: { key: string; message: string }[] = []
    for (const { keys, take } of this.#takers) {
      const own = changed.map(({ path }) => path.join('.')).filter((key) => keys.includes(key))
      if (own.length === 0) continue
      try {
        if ((await take(wanted)) === NEXT_START) continue
        for (const key of own) taken.add(key)
      } catch (thrown) {
        const { message } = toDialtoneError(thrown)
        failed.push(...own.map((key) => ({ key, message })))
      }
    }
    for (const { key, take } of this.#always) {
      await take().catch((thrown: unknown) => failed.push({ key, message: toDialtoneError(thrown).message }))
    }
    this.#file = read.file
    this.#next = next
    const isTaken = (path: readonly string[]): boolean => taken.has(path.join('.'))
    // Layer by layer, so that it is still known where each comes from.
    this.#running = next.map((layer, index) => ({
      from: layer.from,
      configuration: mixed(
        this.#settings,
        layer.configuration,
        this.#running[index]?.configuration ?? {},
        (path) => isTaken(path) || !changed.some((one) => one.path === path),
      ),
    }))
    const waiting = changed.map(({ path }) => path.join('.')).filter((key) => !taken.has(key))
    const restart = waiting.filter((key) => !failed.some((one) => one.key === key))
    return { settings: [...taken], restart, failed }
  }
}

const EMPTY: ServiceConfiguration = { file: undefined, interfaces: [], problems: [] }

/** The settings of `next` that `isNew` says, the others as they were `before`. */
function mixed(
  settings: readonly SettingSchema[],
  next: Configuration,
  before: Configuration,
  isNew: (path: readonly string[]) => boolean,
): Configuration {
  const result: Record<string, Record<string, unknown>> = {}
  for (const { path } of settings) {
    const value = valueAt(isNew(path) ? next : before, path)
    if (value === undefined) continue
    const at = path.slice(0, -1).reduce<Record<string, unknown>>((table, key) => {
      const inner = (table[key] ?? {}) as Record<string, unknown> // made here
      table[key] = inner
      return inner
    }, result)
    at[path.at(-1) ?? ''] = value
  }
  return result // of values under the keys that they came from
}

function shownOf(value: unknown, isSecret: boolean): SettingValue | undefined {
  if (value === undefined) return undefined
  return isSecret ? 'hidden' : (value as SettingValue) // what the forms of the schema can hold
}
