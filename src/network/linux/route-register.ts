/** Who has which route: routes of two paths to one destination need different metrics, else only one could be there. */
import { CauseError, parseIpPrefix, type DataPathSettings } from '../../core/index.ts'
import { routeKey } from './layout.ts'

export class RouteRegister {
  readonly #owners = new Map<string, string>()
  readonly #keys = new Map<string, ReadonlySet<string>>()

  /** @throws CauseError `invalid_argument` when the settings go with no other path's. */
  check(settings: DataPathSettings): void {
    const bad = settings.routes.find(({ destination }) => parseIpPrefix(destination) === undefined)
    if (bad !== undefined) {
      const message = `the route ${bad.destination} of ${settings.name} is no network`
      throw new CauseError({ code: 'invalid_argument', message })
    }
    for (const key of keysOf(settings)) {
      const owner = this.#owners.get(key)
      if (owner === undefined || owner === settings.name) continue
      const [destination = '', metric = ''] = key.split(' ')
      const message = `${settings.name} and ${owner} both have a route to ${destination} with metric ${metric}: give one of them another priority`
      throw new CauseError({ code: 'invalid_argument', message })
    }
  }

  /** In place of what the path had before. */
  take(settings: DataPathSettings): void {
    this.release(settings.name)
    const keys = keysOf(settings)
    this.#keys.set(settings.name, keys)
    for (const key of keys) this.#owners.set(key, settings.name)
  }

  release(name: string): void {
    for (const key of this.#keys.get(name) ?? []) this.#owners.delete(key)
    this.#keys.delete(name)
  }
}

function keysOf(settings: DataPathSettings): Set<string> {
  return new Set(
    settings.routes.map(({ destination, metric }) =>
      routeKey({ destination, metric: metric + settings.priority }),
    ),
  )
}
