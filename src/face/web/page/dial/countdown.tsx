/** What a dial interface counts down to: the next attempt, the end of its back-off, hanging up for want of traffic. */
import type { Instant } from '../../../../base/index.ts'
import type { DialInterface } from '../../../../core/index.ts'
import { useApp } from '../../state/app.ts'
import { formatMoment, formatSpan } from '../../text/format.ts'

interface Course {
  readonly words: string
  readonly from: Instant
  readonly to: Instant
}

export function Countdown({ one }: { readonly one: DialInterface }) {
  const { ticker } = useApp()
  const course = courseOf(one)
  if (course === undefined) return null
  const now = ticker.now.value
  const whole = Math.max(1, course.to - course.from)
  const left = Math.max(0, course.to - now)
  return (
    <section class="card countdown" aria-label={course.words}>
      <div>
        <p class="muted">{course.words}</p>
        <p class="countdown-figure" role="timer">
          {left === 0 ? 'any moment' : formatSpan(left)}
        </p>
      </div>
      <p class="muted small">at {formatMoment(course.to, now)}</p>
      <div class="countdown-bar" aria-hidden="true">
        <span style={{ width: `${Math.min(100, 100 * (1 - left / whole)).toFixed(1)}%` }} />
      </div>
    </section>
  )
}

function courseOf({ state, nextAttempt, since, unreachability, attempt }: DialInterface): Course | undefined {
  if (nextAttempt === undefined) return undefined
  if (state === 'connecting') {
    return { words: `Redials (attempt ${(attempt ?? 1) + 1}) in`, from: since, to: nextAttempt }
  }
  const words = unreachability.includes('dial-out-hours')
    ? 'Its dial-out hours begin in'
    : unreachability.includes('connection-failure')
      ? 'Back-off ends in'
      : 'Next attempt in'
  return { words, from: since, to: nextAttempt }
}
