/** Something that is on or off. */
import { useId } from 'preact/hooks'

export interface SwitchProps {
  readonly label: string
  readonly on: boolean
  readonly onSwitch: (on: boolean) => void
  /** Why it cannot be switched now. */
  readonly obstacle?: string | undefined
  readonly busy?: boolean
}

export function Switch({ label, on, onSwitch, obstacle, busy = false }: SwitchProps) {
  const reason = useId()
  const off = obstacle !== undefined || busy
  return (
    <>
      <button
        type="button"
        class="switch"
        role="switch"
        aria-checked={on ? 'true' : 'false'}
        aria-disabled={off ? 'true' : undefined}
        aria-busy={busy ? 'true' : undefined}
        aria-describedby={obstacle === undefined ? undefined : reason}
        title={obstacle}
        onClick={() => {
          if (!off) onSwitch(!on)
        }}
      >
        <span class="track" />
        {label}
        {busy ? <span class="spinner" aria-hidden="true" /> : null}
      </button>
      {obstacle === undefined ? null : (
        <span id={reason} class="hidden-text">
          {obstacle}
        </span>
      )}
    </>
  )
}
