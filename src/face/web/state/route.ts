/**
 * Where in the dashboard one is, as the fragment of the address has it: `#/modems/modem0`. In the fragment, so that the
 * service serves one page and no more, at whatever path a proxy has put it.
 */
import { signal, type ReadonlySignal } from '@preact/signals'

/** The segments after `#/`, decoded; none is the first page. */
export type Path = readonly string[]

export function parsePath(fragment: string): Path {
  const text = /^#\/(.*)$/s.exec(fragment)?.[1] ?? ''
  return text
    .split('/')
    .filter((segment) => segment !== '')
    .map((segment) => {
      try {
        return decodeURIComponent(segment)
      } catch {
        return segment
      }
    })
}

export function hrefOf(...path: Path): string {
  return `#/${path.map(encodeURIComponent).join('/')}`
}

/** What of a window it needs. */
export interface RouteHost {
  readonly location: Pick<Location, 'hash'>
  addEventListener(type: 'hashchange', listener: () => void): void
}

export class Route {
  readonly #host: RouteHost
  readonly #path = signal<Path>([])

  constructor(host: RouteHost) {
    this.#host = host
    this.#path.value = parsePath(host.location.hash)
    host.addEventListener('hashchange', () => {
      this.#path.value = parsePath(host.location.hash)
    })
  }

  get path(): ReadonlySignal<Path> {
    return this.#path
  }

  go(...path: Path): void {
    this.#host.location.hash = hrefOf(...path)
  }
}
