/**
 * What is written of dial interfaces, which the next start brings back, whatever runs until then: in the store, which the
 * service writes, and in the configuration file, which is the operator's and which it never writes.
 */
import { DialtoneError, equal, thereAre } from '../../base/index.ts'
import {
  toPublicDialSettings,
  type DialInterface,
  type DialSettings,
  type DialShelf,
  type PublicDialSettings,
} from '../../core/index.ts'
import { sameName } from '../../policy/index.ts'
import { dialIdOf } from './dial-id.ts'

export class DialBook {
  readonly #shelf: DialShelf
  /** By id, as the store has them: what was read of it once. */
  readonly #stored = new Map<string, DialSettings>()
  /** By id, as the file has them. */
  #filed = new Map<string, DialSettings>()
  #file: string | undefined

  constructor(shelf: DialShelf) {
    this.#shelf = shelf
  }

  /** What is stored, by name. */
  list(): readonly PublicDialSettings[] {
    return this.#shelf.list().toSorted((one, other) => (one.name < other.name ? -1 : 1))
  }

  /** As it is stored, with the password. @throws DialtoneError `storage_failed`. */
  get(name: string): DialSettings | undefined {
    return this.#shelf.get(name)
  }

  /** The same, to be run. @throws DialtoneError `storage_failed`. */
  open(name: string): DialSettings | undefined {
    const settings = this.#shelf.get(name)
    if (settings !== undefined) this.#stored.set(dialIdOf(settings.name), settings)
    return settings
  }

  /** Whether it is stored, also where its password cannot be read. */
  has(name: string): boolean {
    return this.#shelf.list().some((one) => sameName(one.name, name))
  }

  /** All that is stored beside it: their passwords are nobody's concern then, and may be past reading. */
  beside(name: string): readonly DialSettings[] {
    return this.#shelf.list().flatMap((one) => (sameName(one.name, name) ? [] : [withoutPassword(one)]))
  }

  /** The name of what is stored and called so, by name or id. */
  nameOf(called: string): string | undefined {
    return this.#shelf.list().find(({ name }) => sameName(name, called) || dialIdOf(name) === called)?.name
  }

  /** @throws DialtoneError `invalid_state` for what the file has, `storage_failed`. */
  put(settings: DialSettings, by: string): void {
    this.checkIsOurs(settings.name)
    this.#shelf.put(settings, { type: 'dial.stored', by, data: toPublicDialSettings(settings) })
    this.#stored.set(dialIdOf(settings.name), settings)
  }

  /** @throws DialtoneError `storage_failed`. */
  remove(name: string, by: string): void {
    this.#shelf.remove(name, { type: 'dial.forgotten', by, data: { name } })
    this.#stored.delete(dialIdOf(name))
  }

  /** @throws DialtoneError `invalid_state` for what the file has: only the operator changes it there. */
  checkIsOurs(name: string): void {
    if (!this.#filed.has(dialIdOf(name))) return
    throw new DialtoneError(
      'invalid_state',
      `${name} is defined in ${this.#file ?? 'the configuration file'}, which the service never writes: change it there, or what runs only, with --running (apply "running")`,
    )
  }

  /** Whether a restart would bring these settings back, and the file that has the interface. */
  kept(id: string, settings: DialSettings): Pick<DialInterface, 'stored' | 'file'> {
    const filed = this.#filed.get(id)
    if (filed !== undefined && this.#file !== undefined) {
      return { stored: equal(filed, settings), file: this.#file }
    }
    return { stored: equal(this.#stored.get(id), settings) }
  }

  /** By id, as the file had them when it was read last. */
  get filed(): ReadonlyMap<string, DialSettings> {
    return this.#filed
  }

  /** The file that is being read, where there is one. */
  openFile(file: string | undefined): void {
    this.#file = file
  }

  /** The file has this interface now. */
  enter(id: string, settings: DialSettings): void {
    this.#filed.set(id, settings)
  }

  /** The file has it no more. */
  strike(id: string): void {
    this.#filed.delete(id)
  }

  /** The file has been read: this is all that it has. */
  closeFile(filed: ReadonlyMap<string, DialSettings>): void {
    this.#filed = new Map(filed)
  }

  unstored(called: string): never {
    const names = this.list().map(({ name }) => name)
    const text = `no dial interface ${JSON.stringify(called)} is stored: ${thereAre(names)}`
    throw new DialtoneError('not_found', text)
  }
}

function withoutPassword({ credentials, ...rest }: PublicDialSettings): DialSettings {
  if (credentials === undefined) return rest
  const { hasPassword: _, ...shown } = credentials
  return { ...rest, credentials: shown }
}
