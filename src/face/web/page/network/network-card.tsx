/**
 * Which network a modem is in: the networks that a scan has found, to choose one by hand, or have the modem choose. A scan
 * takes minutes, and says how long it has been going on.
 */
import { useState } from 'preact/hooks'
import { describeProvider } from '../../../../api/index.ts'
import type { ListedProvider, Modem, ProviderState } from '../../../../core/index.ts'
import { ActionButton, Button } from '../../part/button.tsx'
import { Card } from '../../part/card.tsx'
import { Confirm } from '../../part/dialog.tsx'
import { Outside, outside } from '../../part/outside-text.tsx'
import { Moment, Since } from '../../part/time.tsx'
import { isUnderWay, type ActionInput } from '../../state/actions.ts'
import { useApp } from '../../state/app.ts'
import '../../style/network.css'

const STATES = {
  home: 'Home',
  forbidden: 'Forbidden',
  preferred: 'Preferred',
  visible: 'In reach',
  registered: 'In use',
  'preferred-multicarrier': 'Preferred carrier',
} as const satisfies Record<ProviderState, string>

export function NetworkCard({ modem }: { readonly modem: Modem }) {
  const { actions, session } = useApp()
  const [chosen, setChosen] = useState<ListedProvider>()
  const found = modem.visibleProviders
  const scan = actions.last(modem.id, 'scan')
  const scanning = scan !== undefined && isUnderWay(scan)
  const manual = modem.registration?.mode === 'manual'
  return (
    <Card
      title="Networks in reach"
      aside={
        <div class="buttons">
          {scanning ? (
            <Button look="quiet" onPress={() => actions.cancel(scan.id)}>
              Give up
            </Button>
          ) : null}
          <ActionButton
            operation="scan"
            action={scanAction(modem)}
            icon="scan"
            obstacle={
              modem.radio?.software === 'off' || modem.radio?.hardware === 'off'
                ? 'The radio is off.'
                : undefined
            }
          >
            Scan
          </ActionButton>
        </div>
      }
    >
      <div class="stack" aria-live="polite">
        {scanning ? (
          <div class="scanning">
            <p>
              Looking for networks, for <Since at={scan.startedAt} />. It can take minutes, in which traffic
              may pause.
            </p>
            <div class="scanning-bar" aria-hidden="true">
              <span />
            </div>
          </div>
        ) : found === undefined ? (
          <p class="muted">Nobody has looked yet.</p>
        ) : (
          <p class="muted">
            {found.providers.length === 0 ? 'None was found. ' : ''}Looked for <Moment at={found.scannedAt} />
            .
          </p>
        )}
        {found === undefined || found.providers.length === 0 ? null : (
          <div class="table-wrap">
            <table class="table">
              <thead>
                <tr>
                  <th scope="col">Network</th>
                  <th scope="col">State</th>
                  <th scope="col" class="number">
                    Signal
                  </th>
                  <th scope="col">
                    <span class="hidden-text">Choose it</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {found.providers.map((one) => (
                  <tr key={one.id}>
                    <th scope="row" class="plain">
                      <Outside>{describeProvider(one)}</Outside>
                    </th>
                    <td>{one.states.map((state) => STATES[state]).join(', ')}</td>
                    <td class="number">{one.rssi === undefined ? '–' : `${one.rssi} dBm`}</td>
                    <td class="number">
                      {manual && modem.registration.provider?.id === one.id ? (
                        <span class="tag">Chosen</span>
                      ) : (
                        <Button
                          size="small"
                          label={`Register with ${outside(describeProvider(one))}`}
                          obstacle={session.obstacle('register')}
                          busy={actions.isBusy(modem.id, `register-${one.id}`)}
                          onPress={() => setChosen(one)}
                        >
                          Register
                        </Button>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
        {manual ? (
          <div class="buttons">
            <ActionButton operation="register" action={automaticAction(modem)}>
              Let the modem choose
            </ActionButton>
          </div>
        ) : null}
      </div>
      {chosen === undefined ? null : (
        <Confirm
          title={`Register with ${outside(describeProvider(chosen))}?`}
          confirm="Register"
          look="primary"
          onClose={() => setChosen(undefined)}
          onConfirm={() => void actions.run(registerAction(modem, chosen))}
        >
          <p>
            The modem stays with this network until it is told otherwise, also where another one is better. If
            it refuses the SIM, the modem has no network.
          </p>
        </Confirm>
      )}
    </Card>
  )
}

function scanAction({ id, name }: Modem): ActionInput {
  return {
    subject: id,
    kind: 'scan',
    words: {
      doing: `${name} is looking for networks`,
      done: `${name} has looked for networks`,
      failed: `${name} could not look for networks`,
    },
    call: (service) => service.scan({ modem: id }),
  }
}

function registerAction({ id, name }: Modem, provider: ListedProvider): ActionInput {
  const network = describeProvider(provider)
  return {
    subject: id,
    kind: `register-${provider.id}`,
    words: {
      doing: `Registering ${name} with ${network}`,
      done: `${name} is registered with ${network}`,
      failed: `${name} could not be registered with ${network}`,
    },
    call: (service) => service.register({ modem: id, mode: 'manual', provider: provider.id }),
  }
}

function automaticAction({ id, name }: Modem): ActionInput {
  return {
    subject: id,
    kind: 'register-automatic',
    words: {
      doing: `Having ${name} choose its network`,
      done: `${name} chooses its network itself`,
      failed: `${name} could not be told to choose its network`,
    },
    call: (service) => service.register({ modem: id, mode: 'automatic' }),
  }
}
