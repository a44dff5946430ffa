/** Profiles by their XML: added, shown, removed. What is said of a profile never holds its password. */
import { DialtoneError } from '../base/index.ts'
import {
  toPublicProfile,
  type Caller,
  type EventDraft,
  type Profile,
  type PublicProfile,
  type Store,
} from '../core/index.ts'
import { parseProfile, serializeProfile } from '../profile/index.ts'

export class ProfileDesk {
  readonly #store: Store

  constructor(store: Store) {
    this.#store = store
  }

  list(): readonly PublicProfile[] {
    return this.#store.profiles.list().toSorted((one, other) => (one.name < other.name ? -1 : 1))
  }

  /** @throws DialtoneError `not_found`. */
  show(name: string): PublicProfile & { readonly xml: string } {
    const profile = this.list().find((one) => one.name === name) ?? this.#unknown(name)
    return { ...profile, xml: serializeProfile(profile) }
  }

  /**
   * With its password.
   * @throws DialtoneError `not_found`; `storage_failed` when the password cannot be unsealed.
   */
  get(name: string): Profile {
    return this.#store.profiles.get(name) ?? this.#unknown(name)
  }

  /** @throws DialtoneError `invalid_profile`, `already_exists`, `storage_failed`. */
  async add(
    xml: string,
    { replace, by }: { readonly replace: boolean; readonly by: Caller },
  ): Promise<PublicProfile> {
    const { profile: parsed, keepPassword } = await parseProfile(xml)
    const { name } = parsed
    const before = this.#store.profiles.list().find((one) => one.name === name)
    if (before !== undefined && !replace) {
      throw new DialtoneError(
        'already_exists',
        `there is a profile ${name} already; replace it, or choose another name`,
      )
    }
    this.#refuseSecondDefault(parsed)
    const password = keepPassword && before !== undefined ? this.get(name).context.password : undefined
    const profile: Profile =
      password === undefined ? parsed : { ...parsed, context: { ...parsed.context, password } }
    const data = toPublicProfile(profile)
    const type = before === undefined ? 'profile.added' : 'profile.updated'
    this.#store.profiles.put(profile, { type, by: by.name, data })
    return data
  }

  /** @throws DialtoneError `not_found`, `storage_failed`. */
  remove(name: string, by: Caller): void {
    if (!this.#store.profiles.list().some((one) => one.name === name)) this.#unknown(name)
    const event: EventDraft = { type: 'profile.removed', by: by.name, data: { name } }
    this.#store.profiles.remove(name, event)
  }

  /** A subscriber has one default profile at the most (the rule of IMbnConnectionProfileManager). */
  #refuseSecondDefault({ name, isDefault, subscriberId }: Profile): void {
    if (!isDefault) return
    const other = this.#store.profiles
      .list()
      .find((one) => one.isDefault && one.subscriberId === subscriberId && one.name !== name)
    if (other === undefined) return
    throw new DialtoneError(
      'already_exists',
      `the profile ${other.name} is the default of this subscriber already: set IsDefault of ${name} to false, or remove ${other.name}`,
      { detail: { isDefault: true } },
    )
  }

  #unknown(name: string): never {
    const names = this.list().map((profile) => profile.name)
    const known =
      names.length === 0
        ? 'there is none yet; add one'
        : `there ${names.length === 1 ? 'is' : 'are'} ${names.join(', ')}`
    throw new DialtoneError('not_found', `there is no profile ${JSON.stringify(name)}: ${known}`)
  }
}
