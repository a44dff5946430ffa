/** Why what a form asked for was not done, where one looks while one mends it. */
import type { Cause } from '../../../core/index.ts'
import { explainCause } from '../text/explain.ts'
import { Icon } from './icon.tsx'
import { outside } from './outside-text.tsx'

export function FailureNote({ cause }: { readonly cause: Cause | undefined }) {
  if (cause === undefined) return null
  return (
    <p class="note bad" role="alert">
      <Icon name="alert" size={17} />
      <span>{outside(explainCause(cause).text)}</span>
    </p>
  )
}
