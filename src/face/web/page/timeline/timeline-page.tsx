/** What was up when: a line for each connection and dial interface, from the journal of the service. */
import { useEffect, useState } from 'preact/hooks'
import { roundMoments, sleep, Seconds, toDialtoneError } from '../../../../base/index.ts'
import type { Timeline } from '../../../../api/index.ts'
import { Choices } from '../../part/choices.tsx'
import { Empty } from '../../part/empty.tsx'
import { outside } from '../../part/outside-text.tsx'
import { PageHead } from '../../shell/page-head.tsx'
import { useApp } from '../../state/app.ts'
import { sentence } from '../../text/explain.ts'
import { formatDay, formatMinute } from '../../text/format.ts'
import { TimelineRow, type Interval } from './timeline-row.tsx'
import '../../style/timeline.css'

const HOUR = 3_600_000
const REACH = {
  hour: { span: HOUR, marks: 6, words: 'hour' },
  day: { span: 24 * HOUR, marks: 6, words: 'day' },
  week: { span: 7 * 24 * HOUR, marks: 7, words: 'week' },
  month: { span: 30 * 24 * HOUR, marks: 6, words: '30 days' },
} as const
type Reach = keyof typeof REACH

const OPTIONS = [
  { value: 'hour', text: 'Hour' },
  { value: 'day', text: 'Day' },
  { value: 'week', text: 'Week' },
  { value: 'month', text: 'Month' },
] as const

/** What changes is asked for at once; this is for time, which goes on. */
const AGAIN = Seconds(30)

/** With the marks of the reach it was asked for: another may have been chosen since. */
type Loaded = (Timeline & { readonly marks: number }) | { readonly trouble: string } | undefined

export function TimelinePage() {
  const [reach, setReach] = useState<Reach>('day')
  const loaded = useTimeline(reach)
  return (
    <>
      <PageHead
        heading="Timeline"
        title="Timeline"
        lead={`Which connections and dial interfaces were up in the last ${REACH[reach].words}, as far back as the journal goes.`}
      >
        <Choices label="How far back" value={reach} options={OPTIONS} onValue={setReach} />
      </PageHead>
      {loaded === undefined ? (
        <div class="skeleton chart" />
      ) : 'trouble' in loaded ? (
        <p class="note bad">{outside(loaded.trouble)}</p>
      ) : loaded.connections.length + loaded.dialInterfaces.length === 0 ? (
        <Empty icon="timeline">
          <p>There was nothing that could have been up.</p>
        </Empty>
      ) : (
        <div class="card timeline">
          <Scale from={loaded.from} to={loaded.to} marks={loaded.marks} />
          <Group title="Connections" of={loaded.connections} page="modems" range={loaded} />
          <Group title="Dial interfaces" of={loaded.dialInterfaces} page="dial" range={loaded} />
        </div>
      )}
    </>
  )
}

function Group(props: {
  readonly title: string
  readonly of: readonly {
    readonly id: string
    readonly name: string
    readonly since: number
    readonly intervals: readonly Interval[]
  }[]
  readonly page: 'modems' | 'dial'
  readonly range: { readonly from: number; readonly to: number }
}) {
  const { title, of, page, range } = props
  if (of.length === 0) return null
  const sorted = of.toSorted((one, other) => one.name.localeCompare(other.name, undefined, { numeric: true }))
  return (
    <section aria-label={title}>
      <h2 class="timeline-title">{title}</h2>
      <ul>
        {sorted.map(({ id, ...one }) => (
          <TimelineRow key={id} {...one} range={range} page={page} />
        ))}
      </ul>
    </section>
  )
}

/** Round moments of the stretch. */
function Scale(props: { readonly from: number; readonly to: number; readonly marks: number }) {
  const { from, to, marks } = props
  // A stretch begins when it was asked for, and is a little longer now.
  const { moments, days } = roundMoments(from, to, (0.99 * (to - from)) / marks)
  const shareOf = (time: number): string => `${((100 * time) / (to - from)).toFixed(2)}%`
  const [first = from, second = to] = moments
  return (
    <div class="timeline-scale" aria-hidden="true" style={{ '--step': shareOf(second - first) }}>
      {moments.map((time) => (
        <span key={time} style={{ '--at': shareOf(time - from) }}>
          <i>{days ? formatDay(time) : formatMinute(time)}</i>
        </span>
      ))}
    </div>
  )
}

function useTimeline(reach: Reach): Loaded {
  const { service, clock, ticker, store } = useApp()
  const [loaded, setLoaded] = useState<Loaded>()
  const latest = store.log.entries.value.findLast(
    (entry) => entry.kind === 'event' && /^(connection|dial)\./.test(entry.event.type),
  )?.key
  useEffect(() => {
    const { span, marks } = REACH[reach]
    const stop = new AbortController()
    const ask = async (): Promise<void> => {
      for (;;) {
        try {
          const timeline = await service.timeline({ from: ticker.now.peek() - span })
          if (!stop.signal.aborted) setLoaded({ ...timeline, marks })
        } catch (thrown) {
          if (!stop.signal.aborted) setLoaded({ trouble: sentence(toDialtoneError(thrown).message) })
        }
        await sleep(clock, AGAIN, { signal: stop.signal })
      }
    }
    // It ends by being stopped.
    ask().catch(() => undefined)
    return () => stop.abort()
  }, [service, reach, latest])
  return loaded
}
