/**
 * A link that opens the dashboard: it carries a token that is good for as long as the process lives and is stored nowhere.
 * The token is in the fragment, which a browser keeps to itself: it is in no request, no log of a server, no referrer.
 */
import { timingSafeEqual } from 'node:crypto'
import type { Admitted } from '../core/index.ts'
import { hashOfSecret, newTokenSecret } from '../store/index.ts'

export interface Link {
  /** `http://127.0.0.1:3425/#token=…`. A secret: for the terminal, never for a log. */
  at(url: string): string
  /** The caller, where it is this link's token. */
  admit(secret: string): Admitted | undefined
}

export function createLink(caller: Admitted): Link {
  const secret = newTokenSecret()
  const hash = hashOfSecret(secret)
  return {
    at: (url) => `${url}/#token=${secret}`,
    admit: (shown) => {
      const other = hashOfSecret(shown)
      if (hash === undefined || other === undefined) return undefined
      return timingSafeEqual(hash, other) ? caller : undefined
    },
  }
}
