/**
 * The flat view whenever something in it is new, told as what is new. A burst of events is one change: a view says up to
 * which event it holds, and events that it holds already ask for no other. Changes that come while the consumer is busy with
 * one come together as the next.
 */
import { networkNews, type Event, type NetworkNews, type NetworkStatus } from '../core/index.ts'
import { isEvent } from './resume.ts'
import type { Service, WatchItem } from './service.ts'

export interface NetworkChange {
  readonly status: NetworkStatus
  /** What is new in it; empty in the first one, which is how things are. */
  readonly news: readonly NetworkNews[]
}

/** Events that may change the view. */
export const NETWORK_EVENTS: readonly Event['type'][] = [
  'modem.arrived',
  'modem.removed',
  'registration.changed',
  'connection.arrived',
  'connection.changed',
  'connection.removed',
  'data-plan.changed',
]

/** `items` are what the service tells, from now on: `NETWORK_EVENTS` at least. */
export async function* networkChanges(
  service: Pick<Service, 'network'>,
  items: AsyncIterable<WatchItem>,
): AsyncGenerator<NetworkChange, void, undefined> {
  let last: NetworkStatus | undefined
  for await (const item of items) {
    if (last !== undefined && !mayChange(item, last)) continue
    const status = await service.network()
    const news = last === undefined ? [] : networkNews(last, status)
    const isFirst = last === undefined
    last = status
    if (isFirst || news.length > 0) yield { status, news }
  }
}

function mayChange(item: WatchItem, { cursor }: NetworkStatus): boolean {
  if (item.type === 'snapshot' || item.type === 'gap') return true
  return (
    isEvent(item) &&
    NETWORK_EVENTS.includes(item.type) &&
    (item.epoch !== cursor.epoch || item.seq > cursor.seq)
  )
}
