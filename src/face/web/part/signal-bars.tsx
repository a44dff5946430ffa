/** How strong a signal is: five bars, and the value that they stand for. */
import { signalBars, type Signal } from '../../../core/index.ts'

const HEIGHTS = [4, 6.5, 9, 11.5, 14]

export function SignalBars({ signal }: { readonly signal: Signal | undefined }) {
  const bars = signal === undefined ? undefined : signalBars(signal)
  const words = bars === undefined ? 'Signal not known' : `Signal ${bars} of 5`
  return (
    <span class="bars" role="img" aria-label={words} title={words}>
      {HEIGHTS.map((height, index) => (
        <i
          key={height}
          class={bars !== undefined && index < bars ? 'on' : ''}
          style={{ height: `${height}px` }}
        />
      ))}
    </span>
  )
}
