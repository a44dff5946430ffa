/**
 * Whether a request from the network is meant for this service. A page of another site can have a browser ask anything of any
 * address that the browser reaches; it can even give its own name that address (DNS rebinding), and then read the answers.
 *
 * So `Host` has to be a name that is known to be this service's, or an address: a page that was loaded from an address is
 * that address's own, and no name was bent to get it there. And an `Origin`, which browsers send with whatever could change
 * something and with every WebSocket, has to be the host itself: pages of other sites ask nothing here.
 */
import { isIP } from 'node:net'
import type { IncomingMessage } from 'node:http'

/** What this computer is called by itself, always. */
const OWN_NAMES = ['localhost']

export interface HostRules {
  /** Names by which this service is reached, beside `localhost` and its addresses. Case does not matter. */
  readonly names: readonly string[]
}

/** Why the request is not answered; nothing where it may be. */
export function refuseHost(
  { headers }: Pick<IncomingMessage, 'headers'>,
  { names }: HostRules,
): string | undefined {
  const { host = '' } = headers
  const asked = /^[\w.:[\]-]+$/.test(host) ? originOf(`http://${host}`) : undefined
  if (asked === undefined || !isOwn(asked.hostname, names)) {
    return `this service is not known as ${shown(host)}: ask it by its address, or tell it its name with --host-name`
  }
  const { origin } = headers
  if (origin === undefined) return undefined
  const from = originOf(origin)
  // A default port is in neither: the scheme of the page is that of the request, whatever a proxy made of it.
  const own = from && originOf(`${from.protocol}//${host}`)
  if (from !== undefined && from.host === own?.host) return undefined
  return `a page of ${shown(origin)} may not use this service, which is ${shown(host)}`
}

function isOwn(hostname: string, names: readonly string[]): boolean {
  const bare = hostname.replace(/^\[(.*)\]$/, '$1')
  // One dot at the end is the same name, written in full.
  const name = bare.toLowerCase().replace(/\.$/, '')
  return isIP(bare) !== 0 || [...OWN_NAMES, ...names].some((own) => own.toLowerCase() === name)
}

/** A URL that is an origin and nothing else. */
function originOf(text: string): URL | undefined {
  const url = URL.parse(text)
  if (url === null || url.pathname !== '/' || url.search !== '' || url.hash !== '') return undefined
  return url.username === '' && url.password === '' && /^https?:$/.test(url.protocol) ? url : undefined
}

function shown(text: string): string {
  return JSON.stringify(text.slice(0, 128))
}
