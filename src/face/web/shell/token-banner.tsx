/** Asks whether the token of a link that was opened is to take the place of the one that this page has. */
import { Button } from '../part/button.tsx'
import { outside } from '../part/outside-text.tsx'
import { useApp } from '../state/app.ts'

export function TokenBanner() {
  const { session } = useApp()
  if (!session.isOffered) return null
  const name = session.caller.value?.name
  return (
    <div class="banner" role="alert">
      <span class="grow">
        The link that was opened carries another token. Only take it if you know where the link came from.
        {name === undefined ? null : <> This page stays {outside(name)} otherwise.</>}
      </span>
      <Button size="small" onPress={() => void session.answer(true)}>
        Take it
      </Button>
      <Button size="small" onPress={() => void session.answer(false)}>
        Stay
      </Button>
    </div>
  )
}
