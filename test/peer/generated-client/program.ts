/**
 * What a stranger writes who has nothing but the description of the API: `contract.ts` is generated from it where this is
 * compiled and run (openapi-client.test.ts); in the repository there is none.
 */
import createClient from 'openapi-fetch'
import type { components, paths } from './contract.ts'

type Schemas = components['schemas']

export interface Told {
  readonly modems: readonly string[]
  readonly imei: readonly [hidden: string | undefined, shown: string | undefined]
  readonly ended: Pick<Schemas['Request'], 'kind' | 'state'>
  readonly state: Schemas['Connection']['state']
  readonly added: string
  readonly updated: string | undefined
  readonly listed: readonly string[]
  readonly removed: number
  readonly refusals: readonly (readonly [status: number, code: Schemas['ErrorCode'] | undefined])[]
  readonly dial: readonly [idleTimeout: number | 'never', filter: unknown]
}

export async function program(baseUrl: string, xml: (apn: string) => string): Promise<Told> {
  const client = createClient<paths>({ baseUrl })
  const refusals: (readonly [number, Schemas['ErrorCode'] | undefined])[] = []

  const modems = await client.GET('/v1/modems')
  const [first] = modems.data ?? []
  if (first === undefined) throw new Error('there is no modem')
  const path = { modem: first.name }
  const shown = await client.GET('/v1/modems/{modem}', { params: { path, query: { reveal: true } } })

  const connection = { connection: first.name }
  const accepted = await client.POST('/v1/connections/{connection}/connect', {
    params: { path: connection },
    body: { profile: 'internet' },
  })
  const request = accepted.data?.requestId ?? 0
  const ended = await client.GET('/v1/requests/{request}', {
    params: { path: { request }, query: { wait: 60_000 } },
  })
  const connected = await client.GET('/v1/connections/{connection}', { params: { path: connection } })

  const profile = { profile: 'theirs' }
  const added = await client.POST('/v1/profiles', { body: { xml: xml('one') } })
  const updated = await client.PUT('/v1/profiles/{profile}', {
    params: { path: profile },
    body: { xml: xml('two') },
  })
  const listed = await client.GET('/v1/profiles', { params: { query: { modem: first.name } } })
  const removed = await client.DELETE('/v1/profiles/{profile}', { params: { path: profile } })

  const gone = await client.GET('/v1/profiles/{profile}', { params: { path: profile } })
  refusals.push([gone.response.status, gone.error?.code])
  const bad = await client.POST('/v1/profiles', { body: { xml: '<none/>' } })
  refusals.push([bad.response.status, bad.error?.code])
  const twice = await client.POST('/v1/connections/{connection}/connect', {
    params: { path: connection },
    body: { profile: 'internet' },
  })
  refusals.push([twice.response.status, twice.error?.code])
  // @ts-expect-error there is no such mode
  const wrong = await client.POST('/v1/modems/{modem}/register', { params: { path }, body: { mode: 'best' } })
  refusals.push([wrong.response.status, wrong.error?.code])

  await client.POST('/v1/dial', {
    body: {
      settings: {
        name: 'branch',
        dialer: { kind: 'modem', modems: [], profile: 'internet' },
        idleTimeout: 5000,
      },
    },
  })
  const dial = await client.POST('/v1/dial/{dialInterface}/settings', {
    params: { path: { dialInterface: 'branch' } },
    body: { change: { idleTimeout: 'never', filter: null } },
  })

  return {
    modems: (modems.data ?? []).map(({ name }) => name),
    imei: [first.equipment?.id, shown.data?.equipment?.id],
    ended: { kind: ended.data?.kind ?? 'scan', state: ended.data?.state ?? 'pending' },
    state: connected.data?.state ?? 'deactivated',
    added: added.data?.name ?? '',
    updated: updated.data?.context.accessString,
    listed: (listed.data ?? []).map(({ name }) => name),
    removed: removed.response.status,
    refusals,
    dial: [dial.data?.idleTimeout ?? 0, dial.data?.filter],
  }
}

/** Every event is one of a union that `type` tells apart. */
export function seen(item: Schemas['WatchItem']): string {
  switch (item.type) {
    case 'snapshot':
      return item.modems.map(({ name }) => name).join()
    case 'gap':
      return item.reason
    case 'cursor':
      return `${item.cursor.seq}`
    case 'connection.changed':
      return item.data.state
    case 'request.ended':
      return item.data.cause?.code ?? 'done'
    default:
      return `${item.seq}`
  }
}
