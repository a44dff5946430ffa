/** How this page stands with the service, in a mark and a word. */
import { Dot } from '../part/state-mark.tsx'
import { useApp } from '../state/app.ts'
import type { LinkState } from '../state/follow.ts'
import type { StateTone } from '../text/state-tone.ts'

const WORDS = {
  opening: ['wait', 'Connecting'],
  live: ['good', 'Live'],
  waiting: ['bad', 'Connection lost'],
  trying: ['wait', 'Trying again'],
  refused: ['bad', 'Refused'],
} as const satisfies Record<LinkState['kind'], readonly [StateTone, string]>

export function LinkMark() {
  const { follower } = useApp()
  const [tone, words] = WORDS[follower.state.value.kind]
  return (
    <span class="link-state" role="status" aria-label={`Connection to the service: ${words}`}>
      <Dot tone={tone} />
      {words}
    </span>
  )
}
