/**
 * The XML of the profiles, kept so that a sink that hears of a removal can still read what was removed. Only kept while
 * somebody listens to profiles: reading each takes a request of its own.
 */
import type { Service } from '../../../../api/index.ts'
import type { ProfileText } from './profile-notice.ts'

type Texts = Map<string, Promise<string | undefined>>

export class ProfileTexts {
  readonly #service: Service
  #texts: Texts | undefined

  constructor(service: Service, texts?: Texts) {
    this.#service = service
    this.#texts = texts
  }

  /** Keeps the texts from now on. */
  async keep(names: Iterable<string>): Promise<void> {
    if (this.#texts !== undefined) return
    const texts: Texts = new Map([...names].map((name) => [name, this.#read(name)]))
    this.#texts = texts
    await Promise.all(texts.values())
  }

  /** The text of a profile that came or changed. */
  changed(name: string): ProfileText {
    if (this.#texts === undefined) return once(() => this.#read(name))
    const text = this.#read(name)
    this.#texts.set(name, text)
    return () => text
  }

  /** The text of a profile that went. */
  removed(name: string): ProfileText {
    const text = this.#texts?.get(name) ?? Promise.resolve(undefined)
    this.#texts?.delete(name)
    return () => text
  }

  fork(): ProfileTexts {
    return new ProfileTexts(this.#service, this.#texts === undefined ? undefined : new Map(this.#texts))
  }

  /** Nothing where the profile has gone again by now, or the service has. */
  async #read(name: string): Promise<string | undefined> {
    try {
      return (await this.#service.profile({ profile: name })).xml
    } catch {
      return undefined
    }
  }
}

function once(read: ProfileText): ProfileText {
  let text: Promise<string | undefined> | undefined
  return () => (text ??= read())
}
