/** The HTTP face over a fake service, and the way into it with no socket. */
import { silent, VirtualClock } from '../../src/base/index.ts'
import type { Caller } from '../../src/core/index.ts'
import type { Fetch, Service } from '../../src/api/index.ts'
import { buildApp, type App } from '../../src/face/http/index.ts'
import { FakeService } from './fake-service.ts'

export const LOCAL: Caller = { name: 'local', scopes: ['admin'] }

export async function buildFakeApp(service: Service = new FakeService(), caller = LOCAL): Promise<App> {
  return buildApp({ service: () => service, caller: () => caller, clock: new VirtualClock(), log: silent })
}

/** `fetch` into the app with no socket; for answers that end. */
export function injected(app: App): Fetch {
  return async (url, { method, headers, body }) => {
    const { pathname, search } = new URL(url)
    const response = await app.inject({
      method: method as 'GET',
      url: pathname + search,
      headers,
      ...(body === undefined ? {} : { payload: body }),
    })
    const read = { done: false, value: response.rawPayload as Uint8Array }
    return {
      status: response.statusCode,
      headers: { get: (name) => String(response.headers[name] ?? '') },
      text: async () => response.body,
      body: {
        getReader: () => ({
          read: async () => {
            const { ...now } = read
            read.done = true
            return now.done ? { done: true } : now
          },
          cancel: () => Promise.resolve(),
        }),
      },
    }
  }
}
