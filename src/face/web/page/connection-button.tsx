/** Connects or disconnects, whichever makes sense now. */
import type { Connection, DialInterface } from '../../../core/index.ts'
import { ActionButton, type ButtonProps } from '../part/button.tsx'
import { connectAction, dialAction, disconnectAction, hangUpAction } from './connect-action.ts'

type Look = Pick<ButtonProps, 'size' | 'look'>

export function ConnectionButton(
  props: Look & { readonly connection: Connection; readonly profile?: string | undefined },
) {
  const { connection, profile, size = 'small', look = 'plain' } = props
  const { name, state } = connection
  if (state === 'activated' || state === 'deactivating') {
    return (
      <ActionButton
        size={size}
        operation="disconnect"
        action={disconnectAction(connection)}
        label={`Disconnect ${name}`}
        obstacle={state === 'deactivating' ? 'It is being disconnected already.' : undefined}
      >
        Disconnect
      </ActionButton>
    )
  }
  return (
    <ActionButton
      size={size}
      look={look}
      operation="connect"
      action={connectAction(connection, profile)}
      label={`Connect ${name}`}
      obstacle={state === 'activating' ? 'It is being connected already.' : undefined}
    >
      Connect
    </ActionButton>
  )
}

export function DialButton(
  props: Look & { readonly dialInterface: DialInterface; readonly demandDial: string },
) {
  const { dialInterface, demandDial, size = 'small', look = 'plain' } = props
  const { name, state, settings } = dialInterface
  if (state === 'connected' || state === 'connecting') {
    return (
      <ActionButton
        size={size}
        operation="disconnectInterface"
        action={hangUpAction(dialInterface)}
        label={`${state === 'connected' ? 'Disconnect' : 'Stop connecting'} ${name}`}
      >
        {state === 'connected' ? 'Disconnect' : 'Stop'}
      </ActionButton>
    )
  }
  return (
    <ActionButton
      size={size}
      look={look}
      operation="connectInterface"
      action={dialAction(dialInterface)}
      label={`Connect ${name}`}
      obstacle={
        settings.enabled
          ? demandDial === 'paused'
            ? 'Demand dialling is paused.'
            : undefined
          : 'The interface is disabled.'
      }
    >
      Connect
    </ActionButton>
  )
}
