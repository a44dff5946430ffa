/**
 * Measurements over time as a picture, and the same in a table for who does not see it. The drawing code is loaded when the
 * first chart is shown.
 */
import { useEffect, useRef, useState } from 'preact/hooks'
import type uPlot from 'uplot'
import { useApp } from '../state/app.ts'

export interface ChartLine {
  readonly label: string
  /** A custom property of the style sheet: `--accent`. */
  readonly colour: string
  /** How values are written. */
  readonly format: (value: number) => string
  /** `bars`: an amount of a stretch of time; `steps`: what holds until the next value. */
  readonly form: 'steps' | 'bars'
}

export interface ChartProps {
  /** What is to be seen, for who does not see it. */
  readonly label: string
  readonly lines: readonly ChartLine[]
  /** Milliseconds, ascending. */
  readonly times: readonly number[]
  /** For each line a value for each time. */
  readonly values: readonly (readonly (number | null)[])[]
  readonly from: number
  readonly to: number
  /** Of the scale at the side; what the values ask for unless told. */
  readonly range?: readonly [low: number, high: number]
  readonly formatTime: (time: number) => string
  /** Of the scale below, where there is less room. */
  readonly formatTick: (time: number) => string
}

const HEIGHT = 230

/** Rows of the table: more than anybody would listen to says less. */
const MOST_ROWS = 60

export function Chart(props: ChartProps) {
  const { label, lines, times, values } = props
  const place = useRef<HTMLDivElement>(null)
  const plot = useRef<uPlot | undefined>(undefined)
  const [code, setCode] = useState<typeof uPlot>()
  const { theme } = useApp()
  const colours = theme.choice.value
  useEffect(() => {
    void loadPlot().then((loaded) => setCode(() => loaded))
  }, [])

  useEffect(() => {
    const element = place.current
    if (code === undefined || element === null) return
    const drawn = new code(optionsOf(props, code, element), dataOf(props), element)
    plot.current = drawn
    const resized = new ResizeObserver(() => drawn.setSize({ width: element.clientWidth, height: HEIGHT }))
    resized.observe(element)
    const scheme = matchMedia('(prefers-color-scheme: dark)')
    const redraw = (): void => drawn.redraw(false)
    scheme.addEventListener('change', redraw)
    return () => {
      scheme.removeEventListener('change', redraw)
      resized.disconnect()
      drawn.destroy()
      plot.current = undefined
    }
  }, [code, colours, lines.map((line) => line.label).join()])

  useEffect(() => {
    plot.current?.batch(() => {
      plot.current?.setData(dataOf(props), false)
      plot.current?.setScale('x', { min: props.from / 1000, max: props.to / 1000 })
    })
  }, [times, values, props.from, props.to])

  return (
    <figure>
      <div ref={place} class="chart" role="img" aria-label={label} />
      <div class="chart-foot">
        <div class="chart-legend" aria-hidden="true">
          {lines.map((line) => (
            <span key={line.label}>
              <i style={{ background: `var(${line.colour})` }} />
              {line.label}
            </span>
          ))}
        </div>
        <details>
          <summary>As a table</summary>
          <ChartTable {...props} />
        </details>
      </div>
    </figure>
  )
}

function ChartTable({ label, lines, times, values, formatTime }: ChartProps) {
  const first = Math.max(0, times.length - MOST_ROWS)
  const rows = times.slice(first).map((time, index) => ({ time, index: first + index }))
  return (
    <div class="table-wrap" tabIndex={0} role="region" aria-label={label}>
      <table class="table">
        <thead>
          <tr>
            <th scope="col">Time</th>
            {lines.map((line) => (
              <th key={line.label} scope="col" class="number">
                {line.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.reverse().map(({ time, index }) => (
            <tr key={time}>
              <td class="nowrap">{formatTime(time)}</td>
              {lines.map((line, column) => {
                const value = values[column]?.[index]
                return (
                  <td key={line.label} class="number">
                    {value === null || value === undefined ? '–' : line.format(value)}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

let loading: Promise<typeof uPlot> | undefined
function loadPlot(): Promise<typeof uPlot> {
  return (loading ??= import('./plot.ts').then(({ Plot }) => Plot))
}

function dataOf({ times, values }: ChartProps): uPlot.AlignedData {
  // uPlot reads the arrays and keeps them; it changes none.
  return [times.map((time) => time / 1000), ...values.map((line) => [...line])] as uPlot.AlignedData
}

function optionsOf(props: ChartProps, code: typeof uPlot, element: HTMLElement): uPlot.Options {
  const { lines, from, to, range, formatTick } = props
  const [first] = lines
  const colour = (name: string) => (): string => resolved(element, name)
  const axis = {
    stroke: colour('--muted'),
    font: `12px ${getComputedStyle(element).fontFamily}`,
    grid: { stroke: colour('--line'), width: 1 },
    ticks: { show: false },
  }
  return {
    width: element.clientWidth,
    height: HEIGHT,
    legend: { show: false },
    cursor: { show: false },
    padding: [10, 22, 0, 0],
    scales: {
      x: { time: true, min: from / 1000, max: to / 1000 },
      y: range === undefined ? {} : { range: [...range] },
    },
    axes: [
      {
        ...axis,
        grid: { show: false },
        space: 84,
        values: (_, ticks) => ticks.map((tick) => formatTick(tick * 1000)),
      },
      { ...axis, size: 78, values: (_, ticks) => ticks.map((tick) => first?.format(tick) ?? String(tick)) },
    ],
    series: [
      {},
      ...lines.map((line): uPlot.Series => {
        const paths =
          line.form === 'bars' ? code.paths.bars?.({ size: [0.75, 40] }) : code.paths.stepped?.({ align: 1 })
        return {
          label: line.label,
          stroke: colour(line.colour),
          width: line.form === 'bars' ? 0 : 1.75,
          points: { show: false },
          ...(line.form === 'bars' ? { fill: colour(line.colour) } : {}),
          ...(paths === undefined ? {} : { paths }),
        }
      }),
    ],
  }
}

/** The colour that a custom property stands for here and now, as a canvas takes it. */
function resolved(element: HTMLElement, name: string): string {
  const probe = document.createElement('span')
  probe.style.color = `var(${name})`
  element.append(probe)
  const { color } = getComputedStyle(probe)
  probe.remove()
  return color
}
