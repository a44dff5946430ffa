/**
 * Connections in a page of one's own. The page comes from the service's own address, as a proxy gives it that passes `/v1` on; a
 * bundler such as Vite puts it together. Nothing here is a browser's alone, so it runs in a worker as well.
 */
import { createClient, createConnectionManager, isEvent, type ConnectionManager } from '../src/api/index.ts'

/** With a token from `dialtone token create`. Dispose of what it gives when the page is done with it. */
export function openManager(token: string): ConnectionManager {
  const headers = { authorization: `Bearer ${token}` }
  return createConnectionManager(createClient(fetch, { base: '', headers }))
}

/** Shows how each connection is and becomes. Comes back by itself when the service was away, and misses nothing. */
export async function follow(
  manager: ConnectionManager,
  show: (name: string, state: string) => void,
  signal: AbortSignal,
): Promise<void> {
  for await (const item of manager.events({ type: 'connection.changed', signal })) {
    if (!isEvent(item)) for (const { name, state } of await manager.connections()) show(name, state)
    else if (item.type === 'connection.changed') show(item.data.name, item.data.state)
  }
}

/** Resolves once it is connected; rejects with why it is not. */
export async function connect(manager: ConnectionManager, name: string, profile: string): Promise<void> {
  const connection = await manager.connection(name)
  const request = await connection.connect({ profile })
  await request.done
}
