/** The PIN of a modem: entered or unblocked where one is awaited, and otherwise asked for at power-on or not, or changed. */
import { useState } from 'preact/hooks'
import { describePin } from '../../../../api/index.ts'
import type { Modem, PinKind, PinType } from '../../../../core/index.ts'
import { Button } from '../../part/button.tsx'
import { Card } from '../../part/card.tsx'
import { Dialog } from '../../part/dialog.tsx'
import { useApp } from '../../state/app.ts'
import { CHANGE, DISABLE, ENABLE, ENTER, UNBLOCK, type PinTask } from './pin-action.ts'
import { PinForm } from './pin-form.tsx'

/** What unblocks which PIN. */
const UNBLOCKS: Readonly<Partial<Record<PinType, PinKind>>> = {
  puk1: 'pin1',
  puk2: 'pin2',
  'device-first-sim-puk': 'device-first-sim-pin',
  'network-puk': 'network-pin',
  'network-subset-puk': 'network-subset-pin',
  'service-provider-puk': 'service-provider-pin',
  'corporate-puk': 'corporate-pin',
}

const TITLES = {
  enablePin: 'Have the PIN asked for at power-on',
  disablePin: 'Have the PIN not asked for any more',
  changePin: 'Change the PIN',
} as const

export function PinCard({ modem }: { readonly modem: Modem }) {
  const { session } = useApp()
  const [task, setTask] = useState<PinTask>()
  const { sim } = modem
  if (sim === undefined) return null
  const awaited = sim.state === 'locked' ? sim.pin : undefined
  if (awaited !== undefined && awaited.type !== 'none') {
    const blocked = UNBLOCKS[awaited.type]
    // A PUK unblocks the PIN of its own; whatever is no PUK is a PIN.
    const pin = blocked ?? (awaited.type as PinKind)
    return (
      <Card title={blocked === undefined ? 'The SIM is locked' : 'The SIM is blocked'}>
        <div class="stack">
          <p class="muted">{describePin(awaited)}.</p>
          <PinForm
            key={awaited.type}
            modem={modem}
            task={blocked === undefined ? ENTER : UNBLOCK}
            pin={pin}
          />
        </div>
      </Card>
    )
  }
  const pin1 = sim.pins?.find(({ type }) => type === 'pin1')
  if (sim.state !== 'initialized' || pin1 === undefined) return null
  const title = task === undefined ? undefined : TITLES[task.operation as keyof typeof TITLES]
  return (
    <Card title="PIN">
      <div class="stack">
        <p class="muted">
          {pin1.enabled ? 'The SIM asks for its PIN at power-on.' : 'The SIM does not ask for a PIN.'}
        </p>
        <div class="buttons">
          {pin1.enabled ? (
            <>
              <Button obstacle={session.obstacle('changePin')} onPress={() => setTask(CHANGE)}>
                Change…
              </Button>
              <Button obstacle={session.obstacle('disablePin')} onPress={() => setTask(DISABLE)}>
                Switch off…
              </Button>
            </>
          ) : (
            <Button obstacle={session.obstacle('enablePin')} onPress={() => setTask(ENABLE)}>
              Switch on…
            </Button>
          )}
        </div>
      </div>
      {task === undefined || title === undefined ? null : (
        <Dialog title={title} leave="Cancel" onClose={() => setTask(undefined)}>
          <PinForm modem={modem} task={task} pin="pin1" onDone={() => setTask(undefined)} />
        </Dialog>
      )}
    </Card>
  )
}
