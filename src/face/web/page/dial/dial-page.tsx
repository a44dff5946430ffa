/** All dial interfaces, and demand dialling as a whole. */
import { Empty } from '../../part/empty.tsx'
import { ActionButton } from '../../part/button.tsx'
import { PageHead } from '../../shell/page-head.tsx'
import { useApp } from '../../state/app.ts'
import { count } from '../../text/format.ts'
import { DialRow } from '../overview/dial-row.tsx'

export function DialPage() {
  const { store } = useApp()
  const keys = store.dialInterfaces.keys.value
  const all = store.dialInterfaces.all()
  const up = all.filter(({ state }) => state === 'connected').length
  const { state } = store.demandDial.value
  return (
    <>
      <PageHead
        heading="Dial interfaces"
        title={`${up} of ${count(keys.length, 'dial interface')} connected`}
        lead={LEADS[state]}
      >
        {state === 'absent' ? undefined : <PauseButton paused={state === 'paused'} />}
      </PageHead>
      {keys.length === 0 ? (
        <Empty icon="dial">
          <p>
            There is no dial interface. One brings a connection up when traffic needs it, and hangs up when it
            does not.
          </p>
          <p class="small">
            <code>dialtone dial add branch --profile internet --route 10.20.0.0/16</code>
          </p>
        </Empty>
      ) : (
        <ul class="card rows">
          {keys.map((key) => (
            <DialRow key={key} id={key} />
          ))}
        </ul>
      )}
    </>
  )
}

const LEADS = {
  running: 'Traffic brings them up, idleness brings them down.',
  paused: 'Demand dialling is paused: no interface is dialled, but by others. Connections stay up.',
  absent: 'This service does no demand dialling.',
} as const

function PauseButton({ paused }: { readonly paused: boolean }) {
  return (
    <ActionButton
      icon={paused ? 'play' : 'pause'}
      operation={paused ? 'continueDemandDial' : 'pauseDemandDial'}
      action={{
        subject: 'demand-dial',
        kind: 'pause',
        words: paused
          ? {
              doing: 'Going on with demand dialling',
              done: 'Demand dialling goes on',
              failed: 'Demand dialling could not go on',
            }
          : {
              doing: 'Pausing demand dialling',
              done: 'Demand dialling is paused',
              failed: 'Demand dialling could not be paused',
            },
        call: (service) => (paused ? service.continueDemandDial() : service.pauseDemandDial()),
      }}
    >
      {paused ? 'Continue' : 'Pause'}
    </ActionButton>
  )
}
