/** Metrics over whole stories: what a scraper reads is what has happened. */
import { expect, test } from 'vitest'
import { Hours, Minutes, Seconds } from '../../src/base/index.ts'
import { createMetrics } from '../../src/face/metrics/index.ts'
import { METRICS } from '../../src/face/metrics/exposition.ts'
import { parseSamples, valueOf, type Scraped } from './scraped.ts'
import { DialStory } from '../support/dial-story.ts'
import { Story } from '../support/story.ts'
import { renderDocument } from './document.ts'

/** Gives what a scraper reads, at any time of the story. */
function watching(story: Story): () => Promise<Scraped> {
  const metrics = createMetrics()
  metrics.heard(story.events)
  story.store.journal.subscribe((events) => metrics.heard(events))
  return async () => {
    const source = { snapshot: () => story.service.snapshot(), vitals: () => story.vitals() }
    const { text } = await metrics.scrape(source)
    return parseSamples(text)
  }
}

const MODEM0 = { modem: 'modem0' }
const DEFAULT = { ...MODEM0, connection: 'modem0' }

test('a modem at rest: registered, its SIM ready, nothing connected', async () => {
  await using story = await Story.begin()
  const scraped = await watching(story)()
  expect(valueOf(scraped, 'dialtone_modem_present', MODEM0)).toBe(1)
  expect(valueOf(scraped, 'dialtone_modem_state', { ...MODEM0, state: 'registered' })).toBe(1)
  expect(valueOf(scraped, 'dialtone_modem_state', { ...MODEM0, state: 'searching' })).toBe(0)
  expect(valueOf(scraped, 'dialtone_modem_registration', { ...MODEM0, state: 'home' })).toBe(1)
  expect(valueOf(scraped, 'dialtone_sim_state', { ...MODEM0, state: 'initialized' })).toBe(1)
  expect(valueOf(scraped, 'dialtone_sim_pin_required', MODEM0)).toBe(0)
  expect(valueOf(scraped, 'dialtone_modem_radio_on', { ...MODEM0, switch: 'software' })).toBe(1)
  expect(valueOf(scraped, 'dialtone_connection_state', { ...DEFAULT, state: 'deactivated' })).toBe(1)
  expect(valueOf(scraped, 'dialtone_connection_activation_attempts_total', DEFAULT)).toBe(0)
  const { signal } = await story.modem()
  expect(valueOf(scraped, 'dialtone_modem_signal_rsrp_dbm', MODEM0)).toBe(signal?.rsrp)
  expect(valueOf(scraped, 'dialtone_modem_signal_snr_db', MODEM0)).toBe(signal?.snr)
})

test('attempts, failures by cause, contexts and how long they lasted', async () => {
  await using story = await Story.begin()
  const scrape = watching(story)
  await story.connect('unsubscribed')
  await story.connect()
  await story.pass(Minutes(2))
  await story.disconnect()
  const scraped = await scrape()
  expect(valueOf(scraped, 'dialtone_connection_activation_attempts_total', DEFAULT)).toBe(2)
  expect(valueOf(scraped, 'dialtone_connection_activations_total', DEFAULT)).toBe(1)
  expect(
    valueOf(scraped, 'dialtone_connection_activation_failures_total', {
      ...DEFAULT,
      code: 'connect_failed',
      network_cause: '33',
    }),
  ).toBe(1)
  expect(valueOf(scraped, 'dialtone_connection_deactivations_total', DEFAULT)).toBe(1)
  expect(valueOf(scraped, 'dialtone_context_duration_seconds_count', MODEM0)).toBe(1)
  expect(valueOf(scraped, 'dialtone_context_duration_seconds_bucket', { ...MODEM0, le: '60' })).toBe(0)
  expect(valueOf(scraped, 'dialtone_context_duration_seconds_bucket', { ...MODEM0, le: '300' })).toBe(1)
  expect(valueOf(scraped, 'dialtone_requests_total', { kind: 'connect', result: 'succeeded' })).toBe(1)
  expect(valueOf(scraped, 'dialtone_requests_total', { kind: 'connect', result: 'connect_failed' })).toBe(1)
  expect(valueOf(scraped, 'dialtone_request_duration_seconds_count', { kind: 'disconnect' })).toBe(1)
})

test('bytes are counted by connection, and what is used is in the amounts', async () => {
  await using story = await Story.begin()
  const scrape = watching(story)
  story.virtual.inside.statistics.simulate({ in: 1000, out: 100 })
  await story.connect()
  await story.pass(Minutes(10))
  const connection = await story.connection()
  const { total } = await story.service.connectionUsage({ connection: connection.id })
  expect(total.received).toBeGreaterThan(0)
  const scraped = await scrape()
  expect(valueOf(scraped, 'dialtone_connection_received_bytes_total', DEFAULT)).toBe(total.received)
  expect(valueOf(scraped, 'dialtone_connection_sent_bytes_total', DEFAULT)).toBe(total.sent)
})

test('a modem that is unplugged is told to be gone, and its counters stay', async () => {
  await using story = await Story.begin()
  const scrape = watching(story)
  await story.connect()
  story.virtual.unplug()
  await story.pass(Seconds(1))
  const scraped = await scrape()
  expect(valueOf(scraped, 'dialtone_modem_present', MODEM0)).toBe(0)
  expect(valueOf(scraped, 'dialtone_modem_removals_total', MODEM0)).toBe(1)
  expect(valueOf(scraped, 'dialtone_connection_activations_total', DEFAULT)).toBe(1)
  expect(valueOf(scraped, 'dialtone_context_duration_seconds_count', MODEM0)).toBe(1)
  expect(scraped.some(({ name }) => name === 'dialtone_modem_state')).toBe(false)
})

test('dials, redials, what keeps an interface unreachable, and hanging up when idle', async () => {
  await using story = await DialStory.begin({
    settings: { idleTimeout: Minutes(5), redial: { attempts: 2, interval: Seconds(10) } },
  })
  const scrape = watching(story)
  const branch = { interface: 'branch' }
  let scraped = await scrape()
  expect(valueOf(scraped, 'dialtone_dials_total', branch)).toBe(0)
  expect(valueOf(scraped, 'dialtone_dial_interface_state', { ...branch, state: 'disconnected' })).toBe(1)
  expect(valueOf(scraped, 'dialtone_dial_interface_data_path', { ...branch, state: 'holding' })).toBe(1)

  const path = story.network.pathOf('branch')
  path.counters.released = 3
  path.counters.waiting = 2
  path.traffic()
  await story.pass(Seconds(5))
  scraped = await scrape()
  expect(valueOf(scraped, 'dialtone_dial_connections_total', branch)).toBe(1)
  expect(valueOf(scraped, 'dialtone_packets_total', { ...branch, fate: 'released' })).toBe(3)
  expect(valueOf(scraped, 'dialtone_held_packets', branch)).toBe(2)
  await story.pass(Minutes(7))
  scraped = await scrape()
  expect(valueOf(scraped, 'dialtone_hang_ups_total', { ...branch, code: 'idle' })).toBe(1)

  await story.set({ dialer: { kind: 'modem', modems: [], profile: 'unsubscribed' } })
  path.traffic()
  await story.pass(Minutes(1))
  scraped = await scrape()
  expect(valueOf(scraped, 'dialtone_dials_total', branch)).toBe(2)
  expect(valueOf(scraped, 'dialtone_redials_total', branch)).toBe(2)
  expect(valueOf(scraped, 'dialtone_dial_failures_total', { ...branch, code: 'connect_failed' })).toBe(1)
  expect(
    valueOf(scraped, 'dialtone_dial_interface_unreachable', { ...branch, reason: 'connection-failure' }),
  ).toBe(1)
  const { nextAttempt = 0 } = await story.dial()
  expect(valueOf(scraped, 'dialtone_dial_interface_next_attempt_timestamp_seconds', branch)).toBe(
    nextAttempt / 1000,
  )

  await story.service.removeDialInterface({ dialInterface: 'branch' })
  await story.pass(Seconds(1))
  expect((await scrape()).filter(({ labels }) => labels.interface !== undefined)).toEqual([])
})

test('subscribers, how far they are behind, and their gaps', async () => {
  await using story = await Story.begin()
  const scrape = watching(story)
  const stop = new AbortController()
  const lazy = story.service.watch({}, { signal: stop.signal })[Symbol.asyncIterator]()
  await lazy.next()
  let scraped = await scrape()
  expect(valueOf(scraped, 'dialtone_subscribers', { state: 'catching-up' })).toBe(1)
  await story.connect()
  scraped = await scrape()
  expect(valueOf(scraped, 'dialtone_subscriber_lag_events', {})).toBeGreaterThan(2)
  const lost = story.service.watch({ since: 'never-1' }, { signal: stop.signal })[Symbol.asyncIterator]()
  expect(await lost.next()).toMatchObject({ value: { type: 'gap', reason: 'unknown' } })
  scraped = await scrape()
  expect(valueOf(scraped, 'dialtone_event_gaps_total', { reason: 'unknown' })).toBe(1)
  stop.abort()
  scraped = await scrape()
  expect(valueOf(scraped, 'dialtone_subscriber_lag_events', {})).toBe(0)
  expect(valueOf(scraped, 'dialtone_subscribers', { state: 'live' })).toBe(0)
  expect(valueOf(scraped, 'dialtone_journal_head', {})).toBe(story.events.at(-1)?.seq)
})

test('nothing personal and no unbounded value is in any label', async () => {
  await using story = await DialStory.begin()
  const scrape = watching(story)
  await story.connect()
  await story.service.sendMessage({ modem: 'modem0', to: '+491701234567', text: 'hello' })
  await story.pass(Hours(1))
  const text = JSON.stringify(await scrape())
  const { sim, equipment } = await story.modem()
  for (const secret of [sim?.subscriberId, sim?.iccid, equipment?.id, '+491701234567', 'hello']) {
    expect(secret).toBeDefined()
    expect(text).not.toContain(secret)
  }
  expect(text).not.toContain(story.events[0]?.service)
})

test('names follow the conventions, labels are those of the rows', async () => {
  await using story = await DialStory.begin()
  const scrape = watching(story)
  await story.connect()
  const rows = new Map(METRICS.map((row) => [row.name, row]))
  for (const { name, type } of METRICS) {
    expect(name).toMatch(/^dialtone_[a-z_]+$/)
    expect(name.endsWith('_total'), name).toBe(type === 'counter')
  }
  expect(rows.size).toBe(METRICS.length)
  for (const { name, labels } of await scrape()) {
    const row = rows.get(name) ?? rows.get(name.replace(/_(bucket|sum|count)$/, ''))
    if (row === undefined) {
      expect(name).toMatch(/^(process|nodejs)_/)
      continue
    }
    const { le: _, ...own } = labels
    expect(Object.keys(own), name).toEqual(Object.keys(row.labels))
  }
})

test('docs/metrics.md is what is served', async () => {
  await expect(await renderDocument()).toMatchFileSnapshot('../../docs/metrics.md')
})
