/**
 * What was asked of the service and what became of it, at the edge of the page wherever one is in it. What ended well goes
 * by itself; what failed stays until it is dismissed. Read out as it changes.
 */
import { isUnderWay, type Action } from '../state/actions.ts'
import { useApp } from '../state/app.ts'
import { explainCause } from '../text/explain.ts'
import { Button } from './button.tsx'
import { Icon } from './icon.tsx'
import { outside } from './outside-text.tsx'
import { Since } from './time.tsx'

export function Toasts() {
  const { actions } = useApp()
  return (
    <section class="toasts" aria-label="Actions" aria-live="polite">
      {actions.all.value.map((one) => (
        <Toast key={one.id} action={one} />
      ))}
    </section>
  )
}

function Toast({ action }: { readonly action: Action }) {
  const { actions } = useApp()
  const { id, words, state, cause, startedAt, requestId } = action
  const tone = state === 'done' ? 'good' : state === 'failed' ? 'bad' : 'rest'
  const title = state === 'done' ? words.done : state === 'failed' ? words.failed : `${words.doing} …`
  return (
    <div class={`toast ${tone}`}>
      <span class="toast-mark">
        {isUnderWay(action) ? (
          <span class="spinner" aria-hidden="true" />
        ) : (
          <Icon name={state === 'done' ? 'check' : 'alert'} size={18} />
        )}
      </span>
      <span class="toast-title">{outside(title)}</span>
      {isUnderWay(action) ? (
        requestId === undefined ? null : (
          <Button look="quiet" size="small" onPress={() => actions.cancel(id)}>
            Give up
          </Button>
        )
      ) : (
        <Button look="quiet" size="small" icon="close" label="Dismiss" onPress={() => actions.dismiss(id)} />
      )}
      {cause === undefined ? null : <span class="toast-text">{outside(explainCause(cause).text)}</span>}
      {isUnderWay(action) && requestId !== undefined ? (
        <span class="toast-text" aria-hidden="true">
          Request {requestId}, for <Since at={startedAt} />
        </span>
      ) : null}
    </div>
  )
}
