/**
 * Who this page is to the service. A token comes with the link that the service prints (`#token=…`), is taken out of the
 * address at once, where shoulders and histories would find it, and is kept for as long as the tab lives; or it is pasted.
 * A service that does not take it any more has the page ask for another, with the reason. A link that comes while the page
 * has a good token is a question: anybody may send one, and who follows it must not find himself somebody else unawares.
 */
import { signal, type ReadonlySignal } from '@preact/signals'
import { toDialtoneError, type Clock, type DialtoneError } from '../../../base/index.ts'
import { createClient, OPERATIONS, type Fetch, type OperationName, type Service } from '../../../api/index.ts'
import { may, type Caller, type Scope } from '../../../core/index.ts'

export type SessionState =
  | { readonly kind: 'starting' }
  /** `reason`: why it is asked, where it is not simply the first time. */
  | { readonly kind: 'login'; readonly reason?: string; readonly busy: boolean }
  /** `revealing` shows personal data, to who has the right to it. */
  | { readonly kind: 'open'; readonly service: Service; readonly revealing: Service }

/** What of the browser it needs. */
export interface SessionHost {
  readonly fetch: Fetch
  /** Where the service is: this page's address without its last segment. */
  readonly base: string
  readonly clock: Clock
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>
  /** Told what time it is where the service runs, to the second. */
  readonly serviceTime: (now: number) => void
}

const KEY = 'dialtone.token'

const EXPELLED =
  'The service does not accept the token of this page any more. It may have been revoked or have expired.'

export class Session {
  readonly #host: SessionHost
  readonly #state = signal<SessionState>({ kind: 'starting' })
  readonly #caller = signal<Caller | undefined>(undefined)
  readonly #offered = signal<string | undefined>(undefined)
  #token: string | undefined
  #attempt = 0

  constructor(host: SessionHost) {
    this.#host = host
  }

  get state(): ReadonlySignal<SessionState> {
    return this.#state
  }

  /** Nothing while nobody is logged in. */
  get caller(): ReadonlySignal<Caller | undefined> {
    return this.#caller
  }

  /** A link has brought another token than the one that is good here: it is to be asked about. */
  get isOffered(): boolean {
    return this.#offered.value !== undefined
  }

  /** With the token that this tab has kept, while it is good, else with that of the link. */
  async start(given: string | undefined): Promise<void> {
    const kept = this.#host.storage.getItem(KEY) ?? undefined
    if (given !== undefined && kept !== undefined && given !== kept) {
      await this.#open(kept, 'quiet')
      await this.arrived(given)
      return
    }
    const token = given ?? kept
    // Without one, a certificate of the browser may do; without TLS nothing does, so nothing is tried.
    if (token === undefined && !this.#host.base.startsWith('https:')) {
      this.#state.value = { kind: 'login', busy: false }
      return
    }
    await this.#open(token, token === undefined ? 'quiet' : 'told')
  }

  /** A link has brought a token. */
  async arrived(token: string): Promise<void> {
    if (this.#state.value.kind !== 'open') await this.login(token)
    else if (token !== this.#token) this.#offered.value = token
  }

  /** What to do with the token of the link. */
  async answer(take: boolean): Promise<void> {
    const token = this.#offered.value
    this.#offered.value = undefined
    if (take && token !== undefined) await this.login(token)
  }

  async login(token: string): Promise<void> {
    const trimmed = token.trim()
    if (trimmed === '') {
      this.#ask('Paste a token first.')
      return
    }
    // What cannot be a header is no token; a browser would say so in words nobody understands.
    if (!/^[\x21-\x7E]+$/.test(trimmed)) {
      this.#ask('That is no token: a token has no blanks and no special characters.')
      return
    }
    await this.#open(trimmed, 'told')
  }

  logout(): void {
    this.#ask()
  }

  /** The token is not good any more. */
  expelled(): void {
    this.#ask(EXPELLED)
  }

  /** What was found out about the rights of this page since. */
  known(caller: Caller): void {
    this.#caller.value = caller
  }

  /** Whether this page may ask for the operation. */
  may(name: OperationName): boolean {
    const { scope } = OPERATIONS[name]
    const caller = this.#caller.value
    if (caller === undefined) return false
    // Whose own it is, the service knows.
    return scope === 'own' || may(caller, scope)
  }

  /** Why it may not, in a sentence for who reads a button; nothing where it may. */
  obstacle(name: OperationName): string | undefined {
    if (this.may(name)) return undefined
    return lacks(OPERATIONS[name].scope)
  }

  /** Why this page may not see personal data; nothing where it may. */
  get hidden(): string | undefined {
    const caller = this.#caller.value
    return caller !== undefined && may(caller, 'sim') ? undefined : lacks('sim')
  }

  async #open(token: string | undefined, how: 'quiet' | 'told'): Promise<void> {
    const attempt = ++this.#attempt
    const { fetch, base, clock, storage } = this.#host
    this.#state.value =
      this.#state.value.kind === 'login' ? { kind: 'login', busy: true } : { kind: 'starting' }
    const watched: Fetch = async (url, init) => {
      const response = await fetch(url, init)
      const date = Date.parse(response.headers.get('date') ?? '')
      if (!Number.isNaN(date)) this.#host.serviceTime(date)
      if (response.status === 401 && attempt === this.#attempt && this.#state.value.kind === 'open') {
        this.expelled()
      }
      return response
    }
    const options = {
      base,
      clock,
      ...(token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } }),
    }
    const service = createClient(watched, options)
    try {
      const caller = await service.caller()
      if (attempt !== this.#attempt) return
      this.#caller.value = caller
    } catch (thrown) {
      if (attempt !== this.#attempt) return
      const error = toDialtoneError(thrown)
      // It is the service that is away, not the token that is wrong: the page waits for it as it does later.
      if (error.code !== 'service_unavailable' || token === undefined) {
        this.#ask(how === 'quiet' ? undefined : refusal(error))
        return
      }
    }
    if (token !== undefined) storage.setItem(KEY, token)
    this.#token = token
    this.#state.value = {
      kind: 'open',
      service,
      revealing: createClient(watched, { ...options, reveal: true }),
    }
  }

  #ask(reason?: string): void {
    this.#attempt++
    this.#host.storage.removeItem(KEY)
    this.#token = undefined
    this.#offered.value = undefined
    this.#caller.value = undefined
    this.#state.value = { kind: 'login', busy: false, ...(reason === undefined ? {} : { reason }) }
  }
}

/** The token of an address `#token=…`, and the address without it. */
export function tokenOf(fragment: string): { readonly token: string; readonly rest: string } | undefined {
  const found = /(?:^#|&)token=([^&]*)/.exec(fragment)
  if (found?.[1] === undefined || found[1] === '') return undefined
  const rest = fragment.replace(found[0], '').replace(/^&/, '')
  return {
    token: decode(found[1]),
    rest: rest === '' || rest === '#' ? '' : rest.startsWith('#') ? rest : `#${rest}`,
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function refusal(error: DialtoneError): string {
  if (error.code === 'unauthenticated') return 'The service does not accept this token.'
  return `The service could not be asked: ${error.message}.`
}

function lacks(scope: Scope | 'own'): string {
  return `The token of this page lacks the right “${scope}”.`
}
