/** The course of a modem's signal: over the last hour, day or week, as far as this page has heard of it. */
import { useState } from 'preact/hooks'
import type { Modem } from '../../../../core/index.ts'
import { Card } from '../../part/card.tsx'
import { Chart } from '../../part/chart.tsx'
import { Choices } from '../../part/choices.tsx'
import { useApp } from '../../state/app.ts'
import { SPANS, type Span } from '../../state/series.ts'
import { SIGNAL_COLUMNS } from '../../state/store.ts'
import { formatDay, formatMinute, formatNumber, formatTime } from '../../text/format.ts'

const OPTIONS = [
  { value: 'hour', text: 'Hour' },
  { value: 'day', text: 'Day' },
  { value: 'week', text: 'Week' },
] as const

const LINES = {
  rssi: { label: 'RSSI', colour: '--line-1' },
  rsrp: { label: 'RSRP', colour: '--line-2' },
  snr: { label: 'SNR', colour: '--line-3' },
} as const

export function SignalChart({ modem }: { readonly modem: Modem }) {
  const { store, ticker } = useApp()
  const [span, setSpan] = useState<Span>('hour')
  const points = store.signalOf(modem.id)?.points(span) ?? []
  const { step, cells } = SPANS[span]
  // Moves on by the width of a cell, not every second.
  const to = Math.ceil((ticker.now.value + 1) / step) * step
  // What was heard of for a few minutes only is not squeezed into a corner of the hour.
  const whole = step * cells
  const from = Math.max(to - whole, Math.min(points[0]?.time ?? to, to - whole / 6))
  // Decibels of a ratio have no place on a scale of power: SNR is in the figures beside.
  const shown = SIGNAL_COLUMNS.flatMap((name, column) =>
    name !== 'snr' && points.some(({ values }) => values[column] !== undefined) ? [{ name, column }] : [],
  )
  const last = points.at(-1)
  const inside = points.filter(({ time }) => time >= from)
  const drawn = last === undefined ? [] : [...inside, { time: to, values: last.values }]
  return (
    <Card
      title="Signal"
      aside={<Choices label="How far back" value={span} options={OPTIONS} onValue={setSpan} />}
    >
      {shown.length === 0 ? (
        <p class="muted">The modem has not told of its signal yet.</p>
      ) : (
        <Chart
          label={`Signal of ${modem.name} over the last ${span}, in dBm`}
          lines={shown.map(({ name }) => ({ ...LINES[name], form: 'steps', format: dBm }))}
          times={drawn.map(({ time }) => time)}
          values={shown.map(({ column }) => drawn.map(({ values }) => values[column] ?? null))}
          from={from}
          to={to}
          range={[-125, -45]}
          formatTick={span === 'week' ? formatDay : formatMinute}
          formatTime={(time) =>
            span === 'hour' ? formatTime(time) : `${formatDay(time)}, ${formatTime(time)}`
          }
        />
      )}
    </Card>
  )
}

function dBm(value: number): string {
  return `${formatNumber(value)} dBm`
}
