/** The software switch of a modem's radio. Off takes the connections along, so it is asked for twice. */
import { useState } from 'preact/hooks'
import type { Modem } from '../../../../core/index.ts'
import { Confirm } from '../../part/dialog.tsx'
import { Switch } from '../../part/switch.tsx'
import { useApp } from '../../state/app.ts'
import { radioAction } from '../connect-action.ts'

export function RadioSwitch({ modem }: { readonly modem: Modem }) {
  const { actions, session } = useApp()
  const [asking, setAsking] = useState(false)
  const { radio, name } = modem
  if (radio === undefined) return null
  return (
    <>
      <Switch
        label="Radio"
        on={radio.hardware === 'on' && radio.software === 'on'}
        busy={actions.isBusy(modem.id, 'radio')}
        obstacle={
          session.obstacle('setRadio') ??
          (radio.hardware === 'off' ? 'The hardware switch of the modem is off.' : undefined)
        }
        onSwitch={(on) => {
          if (on) void actions.run(radioAction(modem, 'on'))
          else setAsking(true)
        }}
      />
      {asking ? (
        <Confirm
          title={`Switch the radio of ${name} off?`}
          confirm="Switch off"
          onClose={() => setAsking(false)}
          onConfirm={() => void actions.run(radioAction(modem, 'off'))}
        >
          <p>
            Its connections end and it leaves the network. If you reach this service through it, you will lose
            this page.
          </p>
        </Confirm>
      ) : null}
    </>
  )
}
