/** When one was up: a line, its sum in words, and each stretch in a table for who cannot see the line or wants more. */
import { Outside, outside } from '../../part/outside-text.tsx'
import { hrefOf } from '../../state/route.ts'
import { count, formatDateTime, formatNumber, formatSpan } from '../../text/format.ts'

export interface Interval {
  readonly start: number
  readonly end?: number
  readonly roaming?: boolean
}

export interface TimelineRowProps {
  readonly name: string
  /** Before it, nobody knows whether it was up. */
  readonly since: number
  readonly intervals: readonly Interval[]
  readonly range: { readonly from: number; readonly to: number }
  readonly page: 'modems' | 'dial'
}

/** The width of the line in its own units. */
const WIDTH = 1000
/** What lasted shorter than this is drawn as long, so that it is seen. */
const LEAST = 1.5

export function TimelineRow({ name, since, intervals, range: { from, to }, page }: TimelineRowProps) {
  const up = intervals.reduce((sum, { start, end = to }) => sum + Math.max(0, end - start), 0)
  const known = since > from ? ` the ${formatSpan(to - since)} that are known` : ''
  const words =
    up === 0
      ? `Never up${known && ` in${known}`}`
      : `Up ${formatSpan(up)}, ${shareOf(up / (to - since))}${known && ` of${known}`}, ${count(intervals.length, 'time')}`
  const unknown = Math.min(WIDTH, ((since - from) / (to - from)) * WIDTH)
  // A second session of a modem is shown with its modem.
  const [modem = name] = name.split('/')
  return (
    <li class="timeline-row">
      <p class="timeline-name">
        <a href={hrefOf(page, modem)}>
          <Outside>{name}</Outside>
        </a>
        <span class="row-note">{words}</span>
      </p>
      <svg
        class="timeline-line"
        viewBox={`0 0 ${WIDTH} 10`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${outside(name)}: ${words}`}
      >
        {unknown === 0 ? null : (
          <line
            class="unknown"
            x1="0"
            y1="5"
            x2={unknown}
            y2="5"
            vector-effect="non-scaling-stroke"
            stroke-dasharray="1 5"
          >
            <title>{`Not known before ${formatDateTime(since)}`}</title>
          </line>
        )}
        <rect class="down" x={unknown} y="0" width={WIDTH - unknown} height="10" />
        {intervals.map(({ start, end = to, roaming }) => {
          const width = Math.max(LEAST, ((end - start) / (to - from)) * WIDTH)
          const x = Math.min(((start - from) / (to - from)) * WIDTH, WIDTH - width)
          return (
            <rect
              key={start}
              class={roaming === true ? 'up abroad' : 'up'}
              x={x}
              y="0"
              width={width}
              height="10"
            >
              <title>{`${formatDateTime(start)}, for ${formatSpan(end - start)}`}</title>
            </rect>
          )
        })}
      </svg>
      {intervals.length === 0 ? null : (
        <details>
          <summary>
            Each time<span class="hidden-text"> that {outside(name)} was up</span>
          </summary>
          <div class="table-wrap">
            <table class="table">
              <thead>
                <tr>
                  <th scope="col">From</th>
                  <th scope="col">To</th>
                  <th scope="col" class="number">
                    For
                  </th>
                </tr>
              </thead>
              <tbody>
                {intervals.toReversed().map(({ start, end, roaming }) => (
                  <tr key={start}>
                    <td>{formatDateTime(start)}</td>
                    <td>{end === undefined ? 'still up' : formatDateTime(end)}</td>
                    <td class="number">
                      {formatSpan((end ?? to) - start)}
                      {roaming === true ? ' roaming' : ''}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </details>
      )}
    </li>
  )
}

function shareOf(share: number): string {
  const percent = share * 100
  return percent < 0.1 ? 'under 0.1 %' : `${formatNumber(percent)} %`
}
