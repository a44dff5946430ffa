/** A way to a router by its address: a socket of this machine, or HTTP on a loopback address of it. */
import { DialtoneError } from '../base/index.ts'
import type { Fetch } from '../api/index.ts'
import { unixFetch } from './unix-fetch.ts'

/**
 * `address`: the path of a Unix socket (`/run/dialtone/dialtone.sock`, `unix:…`), or `http://127.0.0.1:8080`.
 * @throws DialtoneError `invalid_argument`
 */
export function routerFetch(address: string): Fetch {
  const path = /^(?:unix:)?(\/.+)$/.exec(address)?.[1]
  if (path !== undefined) return unixFetch(path).fetch
  const origin = loopbackOrigin(address)
  return (url, init) => {
    const { pathname, search } = new URL(url, origin)
    return globalThis.fetch(new URL(pathname + search, origin), init)
  }
}

/** Nothing is asked for a password on the way there, so it must not leave this machine. */
function loopbackOrigin(address: string): string {
  const url = URL.canParse(address) ? new URL(address) : undefined
  const loopback = url !== undefined && /^(127(\.\d+){3}|\[::1\]|localhost)$/.test(url.hostname)
  if (url?.protocol === 'http:' && loopback) return url.origin
  throw new DialtoneError(
    'invalid_argument',
    `${JSON.stringify(address)} is no address of a router: give the path of its socket, or http:// on a loopback address`,
  )
}
