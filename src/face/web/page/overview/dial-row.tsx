/** A dial interface on one line: state, why, what it waits for, what can be done. */
import { describeDialer, type DialInterface } from '../../../../core/index.ts'
import { Outside } from '../../part/outside-text.tsx'
import { Dot } from '../../part/state-mark.tsx'
import { Moment, Since, Until } from '../../part/time.tsx'
import { useApp } from '../../state/app.ts'
import { hrefOf } from '../../state/route.ts'
import { courseOf, mannerOf } from '../../text/course.ts'
import { sentence } from '../../text/explain.ts'
import { formatLength } from '../../text/format.ts'
import { dialInterfaceTone, tellingReasons } from '../../text/state-tone.ts'
import { DIAL, UNREACHABILITY, wordOf } from '../../text/words.ts'
import { DialButton } from '../connection-button.tsx'

const MANNERS = { persistent: 'Persistent', demand: 'On demand', hand: 'By hand' } as const

export function DialRow({ id }: { readonly id: string }) {
  const { store } = useApp()
  const one = store.dialInterfaces.read(id)
  if (one === undefined) return null
  const { name, settings, state, reason } = one
  return (
    <li class="row dial-row">
      <div class="row-name">
        <Dot tone={dialInterfaceTone(one)} />
        <div>
          <a href={hrefOf('dial', name)}>
            <Outside>{name}</Outside>
          </a>
          <span class="row-note">
            {MANNERS[mannerOf(settings)]} · <Outside>{dialledWith(settings.dialer)}</Outside>
          </span>
        </div>
      </div>
      <div class={`row-cell ${dialInterfaceTone(one)}`}>
        <span class="row-value">{words(one)}</span>
        <span class="row-note" title={reason.text}>
          <Outside>{sentence(reason.text)}</Outside>
        </span>
      </div>
      <div class="row-cell">
        <span class="row-value">
          <Next one={one} />
        </span>
        <span class="row-note">
          {state} for <Since at={one.since} />
        </span>
      </div>
      <div class="row-act">
        <DialButton dialInterface={one} demandDial={store.demandDial.value.state} />
      </div>
    </li>
  )
}

/** A profile says more than the modem that happens to be taken. */
function dialledWith(dialer: DialInterface['settings']['dialer']): string {
  return dialer.kind === 'modem' ? dialer.profile : describeDialer(dialer)
}

function words(one: DialInterface): string {
  const { state, connected } = one
  if (state === 'unreachable') {
    const reasons = tellingReasons(one).map((why) => wordOf(UNREACHABILITY, why))
    return reasons.join(', ') || wordOf(DIAL, state)
  }
  return connected === undefined ? wordOf(DIAL, state) : `Connected by ${connected.port}`
}

/** What happens by itself, and when. */
function Next({ one }: { readonly one: DialInterface }) {
  const { attempt, state, settings, dataPath } = one
  const course = courseOf(one)
  if (course !== undefined) {
    return course.what === 'hours' ? (
      <span>
        Hours begin <Moment at={course.to} />
      </span>
    ) : (
      <span>
        Next attempt <Until at={course.to} />
      </span>
    )
  }
  if (state === 'connecting') return <>Attempt {attempt ?? 1}</>
  if (state === 'disconnected') {
    const isDialled = dataPath.state === 'holding' && mannerOf(settings) !== 'hand'
    return <>{isDialled ? 'Waits for traffic' : 'Connected by hand only'}</>
  }
  if (state === 'connected') {
    const { idleTimeout, persistent } = settings
    if (persistent || idleTimeout === 'never') return <>Stays connected</>
    return <>Idle limit {formatLength(idleTimeout)}</>
  }
  return <span class="muted">–</span>
}
