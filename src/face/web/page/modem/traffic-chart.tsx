/** What a connection transfers, by the minute, hour or day; asked for again while the chart is looked at. */
import { useEffect, useState } from 'preact/hooks'
import { Seconds, sleep } from '../../../../base/index.ts'
import type { Connection, Usage, UsageGranularity } from '../../../../core/index.ts'
import { Chart } from '../../part/chart.tsx'
import { Choices } from '../../part/choices.tsx'
import { useApp } from '../../state/app.ts'
import { formatBytes, formatDay, formatMinute, formatTime } from '../../text/format.ts'

const REACH = {
  minute: { words: 'hour', step: 60_000, count: 60 },
  hour: { words: 'day', step: 3_600_000, count: 24 },
  day: { words: 'month', step: 86_400_000, count: 30 },
} as const satisfies Partial<Record<UsageGranularity, object>>

type Granularity = keyof typeof REACH

const OPTIONS = [
  { value: 'minute', text: 'Hour' },
  { value: 'hour', text: 'Day' },
  { value: 'day', text: 'Month' },
] as const

/** The service itself counts by the minute. */
const AGAIN = Seconds(15)

const LINES = [
  { label: 'Received', colour: '--line-1', form: 'bars', format: formatBytes },
  { label: 'Sent', colour: '--line-2', form: 'bars', format: formatBytes },
] as const

export function TrafficChart({ connection: { id, name } }: { readonly connection: Connection }) {
  const { service, clock, ticker } = useApp()
  const [granularity, setGranularity] = useState<Granularity>('minute')
  const [usage, setUsage] = useState<Usage>()
  const { step, count, words } = REACH[granularity]
  useEffect(() => {
    const stop = new AbortController()
    const ask = async (): Promise<void> => {
      for (;;) {
        const to = ticker.now.peek()
        const from = (Math.floor(to / step) - count + 1) * step
        const answer =
          document.visibilityState === 'hidden'
            ? undefined
            : await service.connectionUsage({ connection: id, from, granularity }).catch(() => undefined)
        if (!stop.signal.aborted && answer !== undefined) setUsage(answer)
        await sleep(clock, AGAIN, { signal: stop.signal })
      }
    }
    // It ends by being stopped.
    ask().catch(() => undefined)
    return () => stop.abort()
  }, [id, granularity, service])

  if (usage?.granularity !== granularity) return <div class="chart skeleton" />
  const { received, sent } = usage.total
  const times = usage.spans.map(({ start }) => start)
  const to = (Math.floor(usage.to / step) + 1) * step
  return (
    <section class="stack" aria-label={`Traffic of ${name}`}>
      <div class="section-head">
        <p>
          <strong>{formatBytes(received)}</strong> <span class="muted">received,</span>{' '}
          <strong>{formatBytes(sent)}</strong> <span class="muted">sent in the last {words}</span>
        </p>
        <Choices label="How far back" value={granularity} options={OPTIONS} onValue={setGranularity} />
      </div>
      {received + sent === 0 ? null : (
        <Chart
          label={`Traffic of ${name} over the last ${words}`}
          lines={LINES}
          times={times}
          // Those of what is sent, mostly the shorter ones, stand before those of what is received.
          values={[usage.spans.map((one) => one.received), usage.spans.map((one) => one.sent)]}
          from={to - step * count}
          to={to}
          formatTick={granularity === 'day' ? formatDay : formatMinute}
          formatTime={granularity === 'day' ? formatDay : formatTime}
        />
      )}
    </section>
  )
}
