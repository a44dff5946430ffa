/**
 * Makes a request and stays with it to its end: shows what happens to the modem meanwhile, gives the request up when it is
 * interrupted or takes too long, and even then waits for the end, so that what is said afterwards is so.
 */
import { DialtoneError, type Duration } from '../../../base/index.ts'
import { Teller, watchResuming, type Snapshot, type WatchItem } from '../../../api/index.ts'
import type { Connection, Request } from '../../../core/index.ts'
import type { Context } from '../context.ts'
import { plain } from '../text/plain.ts'

export interface Followed {
  readonly connection: Connection
  readonly request: Request
  /** Why it was given up, where it was. */
  readonly abandoned?: 'interrupted' | 'timeout'
}

export interface FollowOptions {
  /** Decides on what there is; what it throws ends it all before anything is asked of anybody. */
  readonly choose: (snapshot: Snapshot) => Connection
  readonly ask: (connection: Connection) => Promise<{ readonly requestId: number }>
  readonly timeout?: Duration | undefined
  /** Called with the request's id; `false` does not wait for its end. */
  readonly asked: (requestId: number, connection: Connection) => boolean
}

/** Nothing where the end is not waited for. */
export async function follow(context: Context, options: FollowOptions): Promise<Followed | undefined> {
  const { service, host } = context
  const interruption = context.interruption
  const end = new AbortController()
  using resources = new DisposableStack()
  resources.defer(() => end.abort())
  const items = watchResuming(service, { signal: end.signal, clock: host.clock })[Symbol.asyncIterator]()
  const first = await items.next()
  if (first.done === true || first.value.type !== 'snapshot') {
    throw new DialtoneError('protocol', 'the service did not begin with a snapshot')
  }
  const connection = options.choose(first.value)
  const { requestId } = await options.ask(connection)
  if (!options.asked(requestId, connection)) return undefined

  let abandoned: Followed['abandoned']
  const abandon = (why: NonNullable<Followed['abandoned']>): void => {
    if (abandoned !== undefined) return
    abandoned = why
    context.output.note(why === 'timeout' ? 'Taking too long; giving up …' : 'Giving up …')
    // Where it has ended by now, or the service is away, the events tell.
    service.cancelRequest({ request: requestId }).catch(() => undefined)
  }
  const onInterrupt = (): void => abandon('interrupted')
  if (interruption.aborted) onInterrupt()
  interruption.addEventListener('abort', onInterrupt, { once: true })
  resources.defer(() => interruption.removeEventListener('abort', onInterrupt))
  if (options.timeout !== undefined) {
    resources.use(host.clock.setTimer(options.timeout, () => abandon('timeout')))
  }

  const progress = teller(context, first.value, connection)
  for (;;) {
    const next = await items.next()
    if (next.done === true) {
      throw new DialtoneError('service_unavailable', 'the service ended before the request did')
    }
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
  const request = await service.request({ request: id })
  return request.state === 'pending' ? undefined : request
}

/** Shows what happens to the modem of `connection`, as far as it is a step on the way. */
function teller({ output }: Context, snapshot: WatchItem, connection: Connection): (item: WatchItem) => void {
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
        if (item.connection !== connection.id || item.data.state === 'activated') return
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
