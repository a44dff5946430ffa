/** What is told of the service itself. */
import type { GapReason } from '../../core/index.ts'
import { known, listed, type Metric, type Sample, type Scene } from './metric.ts'

const GAPS = { compacted: 0, lost: 0, unknown: 0 } satisfies Record<GapReason, 0>
const OPERATION = {
  operation:
    'name of the operation in the [API](http.md); `events`, `metrics`, `openapi.json` …; `none` where there is no such path',
}
const KIND = { kind: 'what was asked for: `connect`, `enter-pin`, `scan` …' }

export const SERVICE_METRICS: readonly Metric[] = [
  {
    name: 'dialtone_build_info',
    type: 'gauge',
    help: 'What runs; always 1.',
    labels: { version: 'of Dialtone', node: 'version of Node.js' },
    read: ({ snapshot }) => known({ version: snapshot.service.version, node: process.versions.node }, 1),
  },
  {
    name: 'dialtone_storage_failed',
    type: 'gauge',
    help: 'Whether the state cannot be stored: it is kept in memory, and is lost with the process.',
    labels: {},
    read: ({ vitals }) => known({}, Number(vitals.storageTrouble !== undefined)),
  },
  {
    name: 'dialtone_network_obstacle',
    type: 'gauge',
    help: 'Whether nothing of this machine can be configured, or is meant to be: dial interfaces have no data path.',
    labels: {},
    read: ({ vitals }) => known({}, Number(vitals.networkObstacle !== undefined)),
  },
  {
    name: 'dialtone_events_total',
    type: 'counter',
    help: 'Events that were appended to the journal and told.',
    labels: { type: 'one of [events](events.md)' },
    read: ({ tally }) => tally.events,
  },
  {
    name: 'dialtone_journal_head',
    type: 'gauge',
    help: 'Number of the latest event; begins anew with an epoch.',
    labels: {},
    read: ({ snapshot }) => known({}, snapshot.cursor.seq),
  },
  {
    name: 'dialtone_journal_events',
    type: 'gauge',
    help: 'Events that are kept.',
    labels: {},
    read: ({ vitals }) => known({}, vitals.journal.events),
  },
  {
    name: 'dialtone_state_size_bytes',
    type: 'gauge',
    help: 'Size of the database with the journal and all else that is kept; absent while it cannot be read.',
    labels: {},
    read: ({ vitals }) => known({}, vitals.journal.bytes),
  },
  {
    name: 'dialtone_subscribers',
    type: 'gauge',
    help: 'Who watches events, by whether it keeps up; the one who writes the log is one of them.',
    labels: { state: '`live`, `catching-up`: reads the journal' },
    read: ({ vitals }: Scene): readonly Sample[] => {
      const behind = vitals.subscribers.filter(({ catchingUp }) => catchingUp).length
      return [
        { labels: { state: 'live' }, value: vitals.subscribers.length - behind },
        { labels: { state: 'catching-up' }, value: behind },
      ]
    },
  },
  {
    name: 'dialtone_subscriber_lag_events',
    type: 'gauge',
    help: 'Events that the subscriber that is furthest behind has not taken yet.',
    labels: {},
    read: ({ vitals }) => known({}, Math.max(0, ...vitals.subscribers.map(({ lag }) => lag))),
  },
  {
    name: 'dialtone_event_gaps_total',
    type: 'counter',
    help: 'How often a subscriber was told of a gap, in place of events that are gone.',
    labels: { reason: listed(GAPS) },
    read: ({ vitals }) =>
      Object.entries(vitals.gaps).map(([reason, value]) => ({ labels: { reason }, value })),
  },
  {
    name: 'dialtone_requests_pending',
    type: 'gauge',
    help: 'Asynchronous requests that have not ended.',
    labels: KIND,
    read: ({ snapshot }) =>
      Object.entries(Object.groupBy(snapshot.requests, ({ kind }) => kind)).map(([kind, requests]) => ({
        labels: { kind },
        value: requests.length,
      })),
  },
  {
    name: 'dialtone_requests_total',
    type: 'counter',
    help: 'Asynchronous requests that have ended, by what came of them.',
    labels: { ...KIND, result: '`succeeded`, or a code of [errors](errors.md)' },
    read: ({ tally }) => tally.requests,
  },
  {
    name: 'dialtone_request_duration_seconds',
    type: 'histogram',
    help: 'From the beginning of an asynchronous request to its end.',
    labels: KIND,
    read: ({ tally }) => tally.requestDurations,
  },
  {
    name: 'dialtone_http_requests_total',
    type: 'counter',
    help: 'HTTP requests that were answered; a stream of events when it has ended.',
    labels: { ...OPERATION, status: 'of the answer' },
    read: ({ http }) => http.requests,
  },
  {
    name: 'dialtone_http_request_duration_seconds',
    type: 'histogram',
    help: 'From the arrival of an HTTP request to the end of its answer.',
    labels: OPERATION,
    read: ({ http }) => http.durations,
  },
]
