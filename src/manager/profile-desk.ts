/** Profiles by their XML: added, shown, removed. What is said of a profile never holds its password. */
import { DialtoneError, thereAre } from '../base/index.ts'
import {
  isProfileOf,
  toPublicProfile,
  type Caller,
  type EventDraft,
  type Profile,
  type PublicProfile,
  type Sim,
  type Store,
} from '../core/index.ts'
import type { Tagged } from '../api/index.ts'
import { parseProfile, serializeProfile, type ParsedProfile } from '../profile/index.ts'
import type { Demand } from './versions.ts'

export class ProfileDesk {
  readonly #store: Store

  constructor(store: Store) {
    this.#store = store
  }

  list(): readonly PublicProfile[] {
    return this.#store.profiles.list().toSorted((one, other) => (one.name < other.name ? -1 : 1))
  }

  /** @throws DialtoneError `not_found`. */
  show(name: string): PublicProfile & { readonly xml: string } & Tagged {
    const profile = this.list().find((one) => one.name === name) ?? this.#unknown(name)
    const xml = serializeProfile(profile)
    return { ...profile, xml, etag: this.#etag(profile, xml) }
  }

  /**
   * With its password.
   * @throws DialtoneError `not_found`; `storage_failed` when the password cannot be unsealed.
   */
  get(name: string): Profile {
    return this.#store.profiles.get(name) ?? this.#unknown(name)
  }

  /** The profiles for a SIM. */
  of(sim: Sim): readonly PublicProfile[] {
    return this.list().filter((profile) => isProfileOf(profile, sim) === true)
  }

  /**
   * What `add` would refuse, and what the profile holds.
   * @throws DialtoneError as `add` does.
   */
  async check(xml: string, { replace }: { readonly replace: boolean }): Promise<PublicProfile> {
    const { profile } = await parseProfile(xml)
    this.#refuse(profile, replace)
    return toPublicProfile(profile)
  }

  /** @throws DialtoneError `invalid_profile`, `already_exists`, `storage_failed`. */
  async add(
    xml: string,
    { replace, by, demand }: { readonly replace: boolean; readonly by: Caller; readonly demand?: Demand },
  ): Promise<PublicProfile & Tagged> {
    const parsed = await parseProfile(xml)
    this.#refuse(parsed.profile, replace)
    this.#hold(parsed.profile.name, demand)
    return this.#put(parsed, by)
  }

  /** @throws DialtoneError `not_found`, `invalid_profile`, `invalid_argument`, `already_exists`, `storage_failed`. */
  async update(name: string, xml: string, by: Caller, demand?: Demand): Promise<PublicProfile & Tagged> {
    if (!this.#has(name)) this.#unknown(name)
    const parsed = await parseProfile(xml)
    if (parsed.profile.name !== name) {
      throw new DialtoneError(
        'invalid_argument',
        `the profile ${name} cannot become ${parsed.profile.name}: add that one, and remove this one`,
      )
    }
    // It may have been removed while the text was read.
    if (!this.#has(name)) this.#unknown(name)
    this.#refuse(parsed.profile, true)
    this.#hold(name, demand)
    return this.#put(parsed, by)
  }

  /** @throws DialtoneError `precondition_failed`. */
  #hold(name: string, demand: Demand | undefined): void {
    demand?.(`profile ${name}`, () => (this.#has(name) ? this.show(name).etag : undefined))
  }

  /** Of all of it, its password included, and of how it is shown. */
  #etag(profile: PublicProfile, xml: string): string {
    let password: string | undefined
    try {
      password = this.get(profile.name).context.password
    } catch {
      // It cannot be unsealed any more, and is another one as soon as it can.
    }
    return this.#store.digest([profile, xml, password ?? null])
  }

  #refuse(profile: Profile, replace: boolean): void {
    const { name } = profile
    if (!replace && this.#has(name)) {
      throw new DialtoneError(
        'already_exists',
        `there is a profile ${name} already; replace it, or choose another name`,
      )
    }
    this.#refuseSecondDefault(profile)
  }

  #put({ profile: parsed, keepPassword }: ParsedProfile, by: Caller): PublicProfile & Tagged {
    const before = this.#has(parsed.name)
    const password = keepPassword && before ? this.get(parsed.name).context.password : undefined
    const profile: Profile =
      password === undefined ? parsed : { ...parsed, context: { ...parsed.context, password } }
    const data = toPublicProfile(profile)
    const type = before ? 'profile.updated' : 'profile.added'
    this.#store.profiles.put(profile, { type, by: by.name, data })
    return { ...data, etag: this.show(profile.name).etag }
  }

  /** @throws DialtoneError `not_found`, `storage_failed`. */
  remove(name: string, by: Caller, demand?: Demand): void {
    if (!this.#has(name)) this.#unknown(name)
    this.#hold(name, demand)
    const event: EventDraft = { type: 'profile.removed', by: by.name, data: { name } }
    this.#store.profiles.remove(name, event)
  }

  /** A subscriber has one default profile at the most (the rule of IMbnConnectionProfileManager). */
  #refuseSecondDefault(profile: Profile): void {
    const { name, isDefault } = profile
    if (!isDefault) return
    const other = this.#store.profiles
      .list()
      .find((one) => one.isDefault && one.name !== name && ownerOf(one) === ownerOf(profile))
    if (other === undefined) return
    throw new DialtoneError(
      'already_exists',
      `the profile ${other.name} is the default of this subscriber already: set IsDefault of ${name} to false, or remove ${other.name}`,
      { detail: { isDefault: true } },
    )
  }

  #has(name: string): boolean {
    return this.#store.profiles.list().some((one) => one.name === name)
  }

  #unknown(name: string): never {
    const names = this.list().map((profile) => profile.name)
    const known = thereAre(names, 'there is none yet; add one')
    throw new DialtoneError('not_found', `there is no profile ${JSON.stringify(name)}: ${known}`)
  }
}

/** Whose profile it is: a subscriber's, or a card's where none is named. */
function ownerOf({ subscriberId, iccid }: Pick<Profile, 'subscriberId' | 'iccid'>): string {
  return subscriberId === undefined ? `card ${iccid ?? ''}` : `subscriber ${subscriberId}`
}
