/** Asks for a token, and says why where it had one before. */
import { useContext, useEffect, useState } from 'preact/hooks'
import { Button } from '../part/button.tsx'
import { Field } from '../part/field.tsx'
import { Icon } from '../part/icon.tsx'
import { Logo } from '../part/logo.tsx'
import { FrameContext } from '../state/app.ts'

export function LoginPage({ reason, busy }: { readonly reason: string | undefined; readonly busy: boolean }) {
  const session = useContext(FrameContext)?.session
  const [token, setToken] = useState('')
  useEffect(() => {
    document.title = 'Log in · Dialtone'
  }, [])
  return (
    <main class="login">
      <div class="login-card">
        <span class="brand">
          <Logo size={28} />
          Dialtone
        </span>
        <div>
          <h1>Log in</h1>
          <p class="muted">
            Open the link that the service prints when it starts, or paste a token. An administrator makes one
            with <code>dialtone token create</code>.
          </p>
        </div>
        {reason === undefined ? null : (
          <p class="note bad" role="alert">
            <Icon name="lock" size={17} />
            <span>{reason}</span>
          </p>
        )}
        <form
          onSubmit={(event) => {
            event.preventDefault()
            void session?.login(token)
          }}
        >
          <Field
            label="Token"
            type="password"
            value={token}
            onValue={setToken}
            autoComplete="current-password"
            spellcheck={false}
            autoFocus
          />
          <Button type="submit" look="primary" busy={busy}>
            Log in
          </Button>
        </form>
      </div>
    </main>
  )
}
