/**
 * Makes a request and stays with it to its end: shows what happens to the modem meanwhile, gives the request up when it is
 * interrupted or takes too long, and even then waits for the end, so that what is said afterwards is so.
 */
import { DialtoneError, type Duration } from '../../../base/index.ts'
import { Teller, watchResuming, type Snapshot, type WatchItem } from '../../../api/index.ts'
import type { ConnectionState, Request } from '../../../core/index.ts'
import type { Context } from '../context.ts'
import type { Target } from './choose.ts'
import { plain } from '../text/plain.ts'

export interface Followed {
  readonly connection: Target
  readonly request: Request
  /** Why it was given up, where it was. */
  readonly abandoned?: 'interrupted' | 'timeout'
}

export interface FollowOptions {
  /** Decides on what there is; what it throws ends it all before anything is asked of anybody. */
  readonly choose: (snapshot: Snapshot) => Target
  /** Gives the connection as well where only the service could choose it. */
  readonly ask: (
    target: Target,
  ) => Promise<{ readonly requestId: number; readonly connection?: Target | undefined }>
  readonly timeout?: Duration | undefined
  /** Called with the request's id; `false` does not wait for its end. */
  readonly asked: (requestId: number, connection: Target) => boolean
}

/** Nothing where the end is not waited for. */
export async function follow(context: Context, options: FollowOptions): Promise<Followed | undefined> {
  const { service, host } = context
  const interruption = context.interruption
  const end = new AbortController()
  using resources = new DisposableStack()
  resources.defer(() => end.abort())
  let away = undefined as DialtoneError | undefined // set by callbacks, out of the compiler's sight
  let abandoned: Followed['abandoned']
  const items = watchResuming(service, {
    signal: end.signal,
    clock: host.clock,
    onInterruption: (error) => {
      if (away === undefined) context.output.note('The service has gone; waiting for it to come back.')
      away = error
      if (abandoned !== undefined) end.abort()
    },
  })[Symbol.asyncIterator]()
  const first = await items.next()
  if (first.done === true || first.value.type !== 'snapshot') {
    throw new DialtoneError('protocol', 'the service did not begin with a snapshot')
  }
  const target = options.choose(first.value)
  const { requestId, connection = target } = await options.ask(target)
  if (!options.asked(requestId, connection)) return undefined

  const abandon = (why: NonNullable<Followed['abandoned']>): void => {
    if (abandoned !== undefined) return
    abandoned = why
    context.output.note(why === 'timeout' ? 'Taking too long; giving up …' : 'Giving up …')
    // Where it has ended by now, the events tell; a service that is away is not waited for any longer.
    service.cancelRequest({ request: requestId }).catch(() => undefined)
    if (away !== undefined) end.abort()
  }
  const onInterrupt = (): void => abandon('interrupted')
  if (interruption.aborted) onInterrupt()
  interruption.addEventListener('abort', onInterrupt, { once: true })
  resources.defer(() => interruption.removeEventListener('abort', onInterrupt))
  if (options.timeout !== undefined) {
    resources.use(host.clock.setTimer(options.timeout, () => abandon('timeout')))
  }

  const progress = teller(context, first.value, connection)
  resources.use(context.output.waiting(`Waiting for request ${requestId}; Ctrl-C gives it up`))
  for (;;) {
    const next = await items.next()
    if (next.done === true) throw lost(requestId, away)
    away = undefined
    const request = await endOf(context, next.value, requestId)
    if (request !== undefined) {
      return { connection, request, ...(abandoned === undefined ? {} : { abandoned }) }
    }
    progress(next.value)
  }
}

/** The request, if `item` is its end, or if it may have ended unseen. */
async function endOf({ service }: Context, item: WatchItem, id: number): Promise<Request | undefined> {
  if (item.type === 'request.ended') return item.data.id === id ? item.data : undefined
  if (item.type !== 'snapshot' && item.type !== 'gap') return undefined
  const request = await service.request({ request: id }).catch((thrown: unknown) => {
    throw DialtoneError.of(thrown)?.code === 'not_found' ? lost(id, thrown) : thrown
  })
  return request.state === 'pending' ? undefined : request
}

function lost(id: number, cause: unknown): DialtoneError {
  return new DialtoneError(
    'service_unavailable',
    `the service went away: what becomes of request ${id} is not known here; look with "dialtone status"`,
    { cause },
  )
}

const RESTS: ReadonlySet<ConnectionState> = new Set(['activated', 'deactivated'])

/** Shows what happens to the modem of `connection`, as far as it is a step on the way. */
function teller({ output }: Context, snapshot: WatchItem, connection: Target): (item: WatchItem) => void {
  const names = new Teller()
  names.learn(snapshot)
  let last = ''
  return (item) => {
    switch (item.type) {
      case 'registration.changed':
      case 'packet-service.changed':
      case 'sim.changed':
      case 'radio.changed':
        if (item.modem !== connection.modem) return
        break
      case 'connection.changed':
        // Where it leads to is the request's end, which says more.
        if (item.connection !== connection.id || RESTS.has(item.data.state)) return
        break
      default:
        names.learn(item)
        return
    }
    const { text } = names.tell(item)
    if (text !== last) output.note(output.noteStyle('dim', `  ${plain(text)}`))
    last = text
  }
}
