/**
 * Buttons. One that cannot be used now stays where it is and can be reached by keyboard, and says why; what it would have
 * done is not done.
 */
import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'
import type { OperationName } from '../../../api/index.ts'
import type { ActionInput } from '../state/actions.ts'
import { useApp } from '../state/app.ts'
import { Icon, type IconName } from './icon.tsx'

export interface ButtonProps {
  readonly children?: ComponentChildren
  /** What it says to who does not see it, where its text alone would not do. */
  readonly label?: string
  readonly icon?: IconName
  readonly look?: 'plain' | 'primary' | 'danger' | 'quiet'
  readonly size?: 'usual' | 'small'
  readonly type?: 'button' | 'submit'
  /** Why it cannot be used now; it can where there is none. */
  readonly obstacle?: string | undefined
  readonly busy?: boolean
  readonly onPress?: () => void
  readonly autoFocus?: boolean
}

export function Button(props: ButtonProps) {
  const {
    children,
    label,
    icon,
    look = 'plain',
    size = 'usual',
    type = 'button',
    obstacle,
    busy = false,
  } = props
  const reason = useId()
  const off = obstacle !== undefined || busy
  return (
    <>
      <button
        type={type}
        class={`button ${look} ${size}${children === undefined ? ' icon-only' : ''}`}
        aria-label={label}
        title={obstacle ?? (children === undefined ? label : undefined)}
        aria-disabled={off ? 'true' : undefined}
        aria-busy={busy ? 'true' : undefined}
        aria-describedby={obstacle === undefined ? undefined : reason}
        autoFocus={props.autoFocus}
        onClick={(event) => {
          if (off) event.preventDefault()
          else props.onPress?.()
        }}
      >
        {busy ? (
          <span class="spinner" aria-hidden="true" />
        ) : icon === undefined ? null : (
          <Icon name={icon} size={16} />
        )}
        {children}
      </button>
      {obstacle === undefined ? null : (
        <span id={reason} class="hidden-text">
          {obstacle}
        </span>
      )}
    </>
  )
}

export type ActionButtonProps = Omit<ButtonProps, 'onPress' | 'busy' | 'type'> & {
  /** The operation that it asks for: whether this page may, its row says. */
  readonly operation: OperationName
  readonly action: ActionInput
}

/** A button that asks the service for something, and shows that it is under way. */
export function ActionButton({ operation, action, obstacle, ...rest }: ActionButtonProps) {
  const { actions, session } = useApp()
  return (
    <Button
      {...rest}
      obstacle={session.obstacle(operation) ?? obstacle}
      busy={actions.isBusy(action.subject, action.kind)}
      onPress={() => void actions.run(action)}
    />
  )
}
