/** What a dial interface counts down to: the next attempt, the end of its back-off, the beginning of its hours. */
import type { DialInterface } from '../../../../core/index.ts'
import { useApp } from '../../state/app.ts'
import { courseOf } from '../../text/course.ts'
import { formatMoment, formatSpan } from '../../text/format.ts'

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
