/** Tokens: created, listed, revoked, and known again by their secrets for as long as they are good. */
import { DialtoneError, Milliseconds, Minutes, thereAre, type Clock, type Timer } from '../base/index.ts'
import {
  callerOf,
  hasExpired,
  isTokenName,
  SCOPES,
  type Admitted,
  type Caller,
  type Store,
  type Token,
} from '../core/index.ts'
import type { NewToken, TokenInput } from '../api/index.ts'

/** More than anybody can keep apart; each is looked at when a request comes. */
const MOST = 256

/** A clock that is set is noticed after so long by those who are in already; at the door at once. */
const LOOK_AGAIN = Minutes(1)

export interface TokenDeskOptions {
  readonly store: Store
  readonly clock: Clock
  readonly revoked: (caller: string) => void
}

interface Guest {
  readonly admitted: Admitted
  readonly end: AbortController
  timer: Timer | undefined
}

export class TokenDesk implements Disposable {
  readonly #store: Store
  readonly #clock: Clock
  readonly #revoked: (caller: string) => void
  /** Those who have come with a token that is good, by its name. */
  readonly #guests = new Map<string, Guest>()

  /** `revoked` is told the name of a caller who is not known any more; another may bear it later. */
  constructor({ store, clock, revoked }: TokenDeskOptions) {
    this.#store = store
    this.#clock = clock
    this.#revoked = revoked
  }

  list(): readonly Token[] {
    return this.#store.tokens.list().toSorted((one, other) => (one.name < other.name ? -1 : 1))
  }

  /** @throws DialtoneError `invalid_argument`, `already_exists`, `invalid_state`, `storage_failed`. */
  create({ name, scopes: wanted = ['read'], expiresAt }: TokenInput, by: Caller): NewToken {
    if (!isTokenName(name)) {
      throw invalid(
        'the name of a token has letters, digits, ".", "_" and "-", begins with one of the first two, and has 64 characters at the most',
      )
    }
    // In the order of the list, each once, and nothing that is none.
    const scopes = SCOPES.filter((scope) => wanted.includes(scope))
    if (scopes.length === 0) throw invalid('a token needs a scope, or it could do nothing')
    const now = this.#clock.now()
    if (expiresAt !== undefined && !(expiresAt > now)) throw invalid('a token has to expire in the future')
    const all = this.#store.tokens.list()
    const other = all.find((one) => one.name === name)
    if (other !== undefined) {
      const state = hasExpired(other, now) ? ', which has expired' : ''
      throw new DialtoneError(
        'already_exists',
        `there is a token ${name} already${state}: revoke it, or choose another name`,
      )
    }
    if (all.length >= MOST) {
      throw new DialtoneError(
        'invalid_state',
        `there are ${MOST} tokens already: revoke those that are not used`,
      )
    }
    const token: Token = {
      name,
      scopes,
      createdAt: now,
      createdBy: by.name,
      ...(expiresAt !== undefined && { expiresAt }),
    }
    const secret = this.#store.tokens.create(token, { type: 'token.created', by: by.name, data: token })
    return { ...token, secret }
  }

  /** @throws DialtoneError `not_found`; `storage_failed`, but it is refused even then. */
  revoke(name: string, by: Caller): void {
    const token = this.#store.tokens.list().find((one) => one.name === name)
    if (token === undefined) {
      const names = this.list().map((one) => one.name)
      throw new DialtoneError('not_found', `there is no token ${JSON.stringify(name)}: ${thereAre(names)}`)
    }
    this.#store.tokens.remove(name)
    this.#store.journal.append({ type: 'token.revoked', by: by.name, data: { name } })
    this.#store.journal.flush()
    this.#showOut(name, `the token ${name} was revoked`)
    this.#revoked(callerOf(token).name)
    const { trouble } = this.#store
    if (trouble === undefined) return
    throw new DialtoneError(
      'storage_failed',
      `the token ${name} is refused from now on, but that could not be stored: a restart may bring it back (${trouble.message})`,
    )
  }

  /**
   * Who has this secret.
   * @throws DialtoneError `unauthenticated`.
   */
  admit(secret: string): Admitted {
    const token = this.#store.tokens.find(secret)
    if (token === undefined) {
      throw new DialtoneError(
        'unauthenticated',
        'this service does not know the token: it was revoked, or is one of another service',
      )
    }
    if (hasExpired(token, this.#clock.now())) {
      this.#showOut(token.name, expired(token))
      throw new DialtoneError('unauthenticated', expired(token))
    }
    return (this.#guests.get(token.name) ?? this.#welcome(token)).admitted
  }

  [Symbol.dispose](): void {
    for (const { timer } of this.#guests.values()) timer?.[Symbol.dispose]()
    this.#guests.clear()
  }

  #welcome(token: Token): Guest {
    const end = new AbortController()
    const guest: Guest = { admitted: { ...callerOf(token), ended: end.signal }, end, timer: undefined }
    this.#guests.set(token.name, guest)
    this.#await(token, guest)
    return guest
  }

  #await(token: Token, guest: Guest): void {
    if (token.expiresAt === undefined) return
    const left = token.expiresAt - this.#clock.now()
    if (left <= 0) {
      this.#showOut(token.name, expired(token))
      return
    }
    guest.timer = this.#clock.setTimer(
      Milliseconds(Math.min(left, LOOK_AGAIN)),
      () => this.#await(token, guest),
      { background: true },
    )
  }

  #showOut(name: string, why: string): void {
    const guest = this.#guests.get(name)
    if (guest === undefined) return
    this.#guests.delete(name)
    guest.timer?.[Symbol.dispose]()
    guest.end.abort(new DialtoneError('unauthenticated', why))
  }
}

function expired({ name }: Token): string {
  return `the token ${name} has expired: create another`
}

function invalid(message: string): DialtoneError {
  return new DialtoneError('invalid_argument', message)
}
