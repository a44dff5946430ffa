/** What the bearers of client certificates may do, by their common names: nothing unless listed. It may change at any time. */
import { DialtoneError } from '../../../base/index.ts'
import type { Scope } from '../../../core/index.ts'

export type Clients = ReadonlyMap<string, readonly Scope[]>

interface Listed {
  readonly scopes: readonly Scope[]
  /** Aborts when this is not what is listed any more. */
  readonly over: AbortController
  /** For the end of each certificate that was shown, the end of what it may. */
  readonly ends: WeakMap<AbortSignal, AbortSignal>
}

export class ClientList {
  #listed: ReadonlyMap<string, Listed>

  constructor(clients: Clients = new Map()) {
    this.#listed = listedOf(clients, new Map())
  }

  /** From now on these. Whoever came in by what is not listed so any more is shown out. */
  set(clients: Clients): void {
    const before = this.#listed
    this.#listed = listedOf(clients, before)
    for (const [name, one] of before) {
      if (this.#listed.get(name) === one) continue
      one.over.abort(
        new DialtoneError('unauthenticated', `what is allowed to the client certificate ${name} has changed`),
      )
    }
  }

  /** Nothing for who is not listed. `ended` aborts with the certificate, or when the list has something else. */
  find(
    name: string,
    certificate: AbortSignal,
  ): { readonly scopes: readonly Scope[]; readonly ended: AbortSignal } | undefined {
    const listed = this.#listed.get(name)
    if (listed === undefined) return undefined
    const { scopes, over, ends } = listed
    const ended = ends.get(certificate) ?? AbortSignal.any([certificate, over.signal])
    ends.set(certificate, ended)
    return { scopes, ended }
  }
}

/** What is listed as before is the same, so that nobody is shown out over a change that is not theirs. */
function listedOf(clients: Clients, before: ReadonlyMap<string, Listed>): ReadonlyMap<string, Listed> {
  return new Map(
    [...clients].map(([name, scopes]) => {
      const known = before.get(name)
      const isSame = known !== undefined && known.scopes.join() === scopes.join()
      return [name, isSame ? known : { scopes, over: new AbortController(), ends: new WeakMap() }]
    }),
  )
}
