/** Says that what is shown may be old, why, and when it is tried again; nothing while all is well. */
import { Button } from '../part/button.tsx'
import { outside } from '../part/outside-text.tsx'
import { Until } from '../part/time.tsx'
import { useApp } from '../state/app.ts'

export function LinkBanner() {
  const { follower } = useApp()
  const state = follower.state.value
  if (state.kind === 'live' || state.kind === 'opening') return null
  return (
    <div class={`banner${state.kind === 'refused' ? ' bad' : ''}`} role="alert">
      {state.kind === 'trying' ? (
        <>
          <span class="spinner" aria-hidden="true" />
          <span class="grow">Connection lost, trying again now …</span>
        </>
      ) : (
        <>
          <span class="grow">
            {state.kind === 'refused' ? (
              <>The service refuses to tell its state: {outside(state.error.message)}</>
            ) : (
              <>
                Connection lost, trying again{' '}
                <span aria-hidden="true">
                  <Until at={state.until} past="now" />
                </span>
                . What is shown is as it was.
              </>
            )}
          </span>
          <Button size="small" onPress={() => follower.tryNow()}>
            Try now
          </Button>
        </>
      )}
    </div>
  )
}
