/** Which methods a path takes, by the routes that an app has: a refused one is answered with those that would do. */
import type { FastifyInstance } from 'fastify'

/** The methods of the routes at a path, `HEAD` last; none where there is nothing. */
export type MethodsOf = (path: string) => readonly string[]

/** Hears of the routes that are added from now on. */
export function methodsOf(app: FastifyInstance): MethodsOf {
  const routes = new Map<string, { readonly pattern: RegExp; readonly methods: Set<string> }>()
  app.addHook('onRoute', ({ url, method }) => {
    const route = routes.get(url) ?? { pattern: patternOf(url), methods: new Set<string>() }
    routes.set(url, route)
    for (const one of typeof method === 'string' ? [method] : method) route.methods.add(one)
  })
  return (path) => {
    const here = [...routes.values()].filter(({ pattern }) => pattern.test(path))
    const methods = new Set(here.flatMap((route) => [...route.methods]))
    return methods.delete('HEAD') ? [...methods, 'HEAD'] : [...methods]
  }
}

/** A trailing slash is the same path, as it is to the router. */
function patternOf(url: string): RegExp {
  const plain = url.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\/$/, '')
  return new RegExp(`^${plain.replace(/:\w+/g, '[^/]+')}/?$`)
}
