/** Moments and spans that move with the clock: only they are drawn again every second. */
import type { Instant } from '../../../base/index.ts'
import { useApp } from '../state/app.ts'
import { formatDateTime, formatMoment, formatSpan } from '../text/format.ts'

/** How long something has lasted. */
export function Since({ at }: { readonly at: Instant }) {
  const { ticker } = useApp()
  return (
    <time dateTime={new Date(at).toISOString()} title={formatDateTime(at)}>
      {formatSpan(ticker.now.value - at)}
    </time>
  )
}

/** How long it is until something; `now` once that is past. */
export function Until({ at, past = 'now' }: { readonly at: Instant; readonly past?: string }) {
  const { ticker } = useApp()
  const left = at - ticker.now.value
  return (
    <time dateTime={new Date(at).toISOString()} title={formatDateTime(at)}>
      {left <= 0 ? past : `in ${formatSpan(left)}`}
    </time>
  )
}

/** When something was: the time, and the day where that is another. */
export function Moment({ at }: { readonly at: Instant }) {
  const { ticker } = useApp()
  return (
    <time dateTime={new Date(at).toISOString()} title={formatDateTime(at)}>
      {formatMoment(at, ticker.now.peek())}
    </time>
  )
}
