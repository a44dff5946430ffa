/** The last hour of a modem's signal in a few pixels. The figure beside it says the value; this only shows its course. */
import { useApp } from '../state/app.ts'

const WIDTH = 90
const HEIGHT = 22
const HOUR = 3_600_000

/** dBm, of the reference signal where it is known, else of all that is received: what is weaker or stronger is at the edge. */
const WEAKEST = -125
const STRONGEST = -55

export function Spark({ modem }: { readonly modem: string }) {
  const { store, ticker } = useApp()
  const points = store.signalOf(modem)?.points('hour') ?? []
  const end = Math.max(ticker.now.peek(), points.at(-1)?.time ?? 0)
  // What was heard of for a few minutes only is not squeezed into a corner.
  const length = Math.min(HOUR, Math.max(HOUR / 6, end - (points[0]?.time ?? end)))
  const places = points.flatMap(({ time, values: [rssi, rsrp] }) => {
    const value = rsrp ?? rssi
    return value === undefined ? [] : [[x((end - time) / length), y(value)] as const]
  })
  const last = places.at(-1)
  if (last === undefined) return <svg class="spark" aria-hidden="true" />
  const line = places
    .map(([left, top], index) => (index === 0 ? `M${left} ${top}` : `H${left}V${top}`))
    .join('')
  return (
    <svg class="spark" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
      <path
        d={`${line}H${WIDTH}`}
        fill="none"
        stroke="currentColor"
        stroke-width="1.5"
        vector-effect="non-scaling-stroke"
        opacity="0.75"
      />
    </svg>
  )
}

function x(ago: number): string {
  return Math.max(0, WIDTH * (1 - ago)).toFixed(1)
}

function y(value: number): string {
  const share = (Math.min(STRONGEST, Math.max(WEAKEST, value)) - WEAKEST) / (STRONGEST - WEAKEST)
  return (HEIGHT - 2 - share * (HEIGHT - 4)).toFixed(1)
}
