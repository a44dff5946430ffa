/** One modem: how it is and why, its signal, its SIM and network, its connections. */
import { describePin, describeProvider } from '../../../../api/index.ts'
import { describeReached, type Modem } from '../../../../core/index.ts'
import { Card } from '../../part/card.tsx'
import { ActionNote } from '../../part/action-note.tsx'
import { Empty } from '../../part/empty.tsx'
import { Facts, type Fact } from '../../part/facts.tsx'
import { Outside } from '../../part/outside-text.tsx'
import { SignalBars } from '../../part/signal-bars.tsx'
import { Badge } from '../../part/state-mark.tsx'
import { Why } from '../../part/why.tsx'
import { PageHead } from '../../shell/page-head.tsx'
import { useApp } from '../../state/app.ts'
import { formatSpeed } from '../../text/format.ts'
import { sentence } from '../../text/explain.ts'
import { modemNeedsHelp, modemTone } from '../../text/state-tone.ts'
import { DRIVEN, DRIVER, MODEM, PACKET_SERVICE, REGISTRATION, SIM, wordOf } from '../../text/words.ts'
import type { PageProps } from '../pages.ts'
import { NetworkCard } from '../network/network-card.tsx'
import { PinCard } from '../pin/pin-card.tsx'
import { ConnectionCard } from './connection-card.tsx'
import { RadioSwitch } from './radio-switch.tsx'
import { SignalChart } from './signal-chart.tsx'

export function ModemPage({ params }: PageProps) {
  const { store } = useApp()
  const wanted = params['modem'] ?? ''
  const modem = store.modems.all().find(({ id, name }) => name === wanted || id === wanted)
  if (modem === undefined) {
    return (
      <>
        <PageHead
          heading={<Outside>{wanted}</Outside>}
          title={`${wanted} is not there`}
          up={{ text: 'Overview', path: [] }}
        />
        <Empty icon="modem">
          <p>There is no modem of this name now. It comes back to this page when it is plugged in again.</p>
        </Empty>
      </>
    )
  }
  return <Whole modem={modem} />
}

function Whole({ modem }: { readonly modem: Modem }) {
  const { store } = useApp()
  const { equipment, name, state } = modem
  const connections = store.connectionsOf(modem.id)
  const made = [equipment?.manufacturer, equipment?.model].filter((word) => word !== undefined).join(' ')
  const words = wordOf(MODEM, state)
  return (
    <>
      <PageHead
        up={{ text: 'Overview', path: [] }}
        title={`${name} ${words.toLowerCase()}`}
        heading={
          <span class="headline">
            <Outside>{name}</Outside>
            <Badge tone={modemNeedsHelp(modem) ? 'bad' : modemTone(state)}>{words}</Badge>
          </span>
        }
        lead={
          <>
            {made === '' ? null : (
              <>
                <Outside>{made}</Outside> ·{' '}
              </>
            )}
            {driven(modem)}
          </>
        }
      >
        <RadioSwitch modem={modem} />
      </PageHead>
      <ActionNote subject={modem.id} />
      <div class="two">
        <div class="column">
          {isLocked(modem) ? <PinCard modem={modem} /> : null}
          <SignalChart modem={modem} />
          {connections.map((one) => (
            <ConnectionCard key={one.id} connection={one} modem={modem} />
          ))}
          <NetworkCard modem={modem} />
          <div class="last-of-all">
            <Device modem={modem} />
          </div>
        </div>
        <div class="column">
          <Why id={modem.id} reason={modem.reason} />
          <Network modem={modem} />
          <SimCard modem={modem} />
          {isLocked(modem) ? null : <PinCard modem={modem} />}
        </div>
      </div>
    </>
  )
}

/** Then nothing else works, so it comes first. */
function isLocked({ sim }: Modem): boolean {
  return sim?.state === 'locked'
}

function driven({ reached, driver }: Modem): string {
  const known: Readonly<Record<string, string>> = DRIVEN
  return (reached && known[reached.way]) ?? `driven by ${wordOf(DRIVER, driver)}`
}

function Network({ modem }: { readonly modem: Modem }) {
  const { registration, packetService, homeProvider, signal, emergencyMode } = modem
  const provider = registration?.provider
  const rows: readonly Fact[] = [
    ['Registration', registration === undefined ? 'Not known' : wordOf(REGISTRATION, registration.state)],
    ...(provider === undefined
      ? []
      : [['Network', <Outside>{describeProvider(provider)}</Outside>] as const]),
    ...(homeProvider === undefined
      ? []
      : [['Home', <Outside>{describeProvider(homeProvider)}</Outside>] as const]),
    ...(registration === undefined
      ? []
      : [['Chosen', registration.mode === 'manual' ? 'By hand' : 'By the modem'] as const]),
    ...(packetService === undefined
      ? []
      : [['Packet service', wordOf(PACKET_SERVICE, packetService.state)] as const]),
    ...(packetService?.dataClass === undefined
      ? []
      : [['Technology', packetService.dataClass.toUpperCase()] as const]),
    ...(packetService === undefined || packetService.downlinkSpeed === 0
      ? []
      : [
          [
            'Up to',
            <>
              <span class="nowrap">{formatSpeed(packetService.downlinkSpeed)} down,</span>{' '}
              <span class="nowrap">{formatSpeed(packetService.uplinkSpeed)} up</span>
            </>,
          ] as const,
        ]),
    [
      'Signal',
      <span class="row-value">
        <SignalBars signal={signal} />
        <span>{signalWords(signal)}</span>
      </span>,
    ],
    ...(emergencyMode === true ? [['Calls', 'Emergency only'] as const] : []),
  ]
  return (
    <Card title="Network">
      <Facts rows={rows} />
    </Card>
  )
}

function signalWords(signal: Modem['signal']): string {
  const words = [
    ...(signal?.rssi === undefined ? [] : [`RSSI ${signal.rssi} dBm`]),
    ...(signal?.rsrp === undefined ? [] : [`RSRP ${signal.rsrp} dBm`]),
    ...(signal?.snr === undefined ? [] : [`SNR ${signal.snr} dB`]),
  ]
  // Each stays on its line.
  return words.map((one) => one.replaceAll(' ', '\u00A0')).join(', ') || 'not known'
}

function SimCard({ modem: { sim } }: { readonly modem: Modem }) {
  if (sim === undefined) return null
  const { state, pin, subscriberId, iccid, telephoneNumbers } = sim
  return (
    <Card title="SIM">
      <Facts
        rows={[
          ['State', wordOf(SIM, state)],
          ...(pin === undefined || pin.type === 'none' ? [] : [['PIN', describePin(pin)] as const]),
          ...(subscriberId === undefined ? [] : [['Subscriber', <Outside>{subscriberId}</Outside>] as const]),
          ...(iccid === undefined ? [] : [['Card', <Outside>{iccid}</Outside>] as const]),
          ...(telephoneNumbers.length === 0
            ? []
            : [['Number', <Outside>{telephoneNumbers.join(', ')}</Outside>] as const]),
        ]}
      />
    </Card>
  )
}

function Device({ modem }: { readonly modem: Modem }) {
  const { device, driver, reached, equipment, capabilities } = modem
  return (
    <Card title="Device">
      <Facts
        rows={[
          ['Path', <Outside>{device}</Outside>],
          ['Driver', <Outside>{wordOf(DRIVER, driver)}</Outside>],
          ...(reached === undefined
            ? []
            : [['Reached', <Outside>{sentence(describeReached(reached))}</Outside>] as const]),
          ...(equipment?.firmware === undefined
            ? []
            : [['Firmware', <Outside>{equipment.firmware}</Outside>] as const]),
          ...(equipment === undefined ? [] : [['Equipment', <Outside>{equipment.id}</Outside>] as const]),
          ...(capabilities === undefined
            ? []
            : [
                [
                  'Technologies',
                  capabilities.dataClasses.map((one) => one.toUpperCase()).join(', '),
                ] as const,
                ['Sessions', String(capabilities.maxSessions)] as const,
              ]),
        ]}
      />
    </Card>
  )
}
