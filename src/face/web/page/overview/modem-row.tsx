/** A modem on one line: state, network, signal, how it is connected, what can be done. Drawn again when this one changes. */
import { describeReached, type Connection, type Modem, type Reached } from '../../../../core/index.ts'
import { describeIp, describeModem } from '../../../../api/index.ts'
import { Outside } from '../../part/outside-text.tsx'
import { SignalBars } from '../../part/signal-bars.tsx'
import { Spark } from '../../part/spark.tsx'
import { Dot } from '../../part/state-mark.tsx'
import { Since } from '../../part/time.tsx'
import { useApp } from '../../state/app.ts'
import { hrefOf } from '../../state/route.ts'
import { lastCause, sentence } from '../../text/explain.ts'
import { connectionTone, modemNeedsHelp, modemTone } from '../../text/state-tone.ts'
import { CONNECTION, MODEM, REACHED, REGISTRATION, wordOf } from '../../text/words.ts'
import { ConnectionButton } from '../connection-button.tsx'

export function ModemRow({ id }: { readonly id: string }) {
  const { store } = useApp()
  const modem = store.modems.read(id)
  if (modem === undefined) return null
  const [connection, ...more] = store.connectionsOf(id)
  return (
    <li class="row modem-row">
      <div class="row-name">
        <Dot tone={modemNeedsHelp(modem) ? 'bad' : modemTone(modem.state)} />
        <div>
          <span class="row-value">
            <a href={hrefOf('modems', modem.name)}>
              <Outside>{modem.name}</Outside>
            </a>
            {modem.reached === undefined ? null : <Way reached={modem.reached} />}
          </span>
          <span class="row-note">
            {wordOf(MODEM, modem.state)} · <Outside>{model(modem)}</Outside>
          </span>
        </div>
      </div>
      <Network modem={modem} />
      <div class="row-signal">
        <SignalBars signal={modem.signal} />
        <span class="nowrap">{dBm(modem)}</span>
        {modem.signal === undefined || dBm(modem) === UNKNOWN ? null : <Spark modem={id} />}
      </div>
      <Reach connection={connection} more={more.length} />
      <div class="row-act">
        {connection === undefined ? null : <ConnectionButton connection={connection} />}
      </div>
      {connection?.cause === undefined ? null : (
        <p class="row-note whole-row">
          <Outside>{lastCause(connection.cause)}</Outside>
        </p>
      )}
    </li>
  )
}

/** Which way it is reached; why is on its page. */
function Way({ reached }: { readonly reached: Reached }) {
  return (
    <span class="tag" title={sentence(describeReached(reached))}>
      <span class="hidden-text">reached: </span>
      {wordOf(REACHED, reached.way)}
    </span>
  )
}

const UNKNOWN = '–'

function dBm({ signal }: Modem): string {
  const value = signal?.rsrp ?? signal?.rssi
  return value === undefined ? UNKNOWN : `${value} dBm`
}

function model(modem: Modem): string {
  return modem.equipment?.model ?? describeModem(modem)
}

function Network({ modem }: { readonly modem: Modem }) {
  const { registration, packetService } = modem
  const provider = registration?.provider
  return (
    <div class="row-cell">
      <span class="row-value">
        {provider === undefined ? (
          '–'
        ) : (
          <Outside>{provider.name === '' ? provider.id : provider.name}</Outside>
        )}
        {packetService?.dataClass === undefined ? null : (
          <span class="tag">{packetService.dataClass.toUpperCase()}</span>
        )}
      </span>
      <span class="row-note">
        {registration === undefined ? '' : wordOf(REGISTRATION, registration.state)}
      </span>
    </div>
  )
}

function Reach({ connection, more }: { readonly connection: Connection | undefined; readonly more: number }) {
  if (connection === undefined) return <div class="row-cell row-note">No connection</div>
  const { state, ip, since, cause } = connection
  const address = ip === undefined ? '' : (ip.v4 ?? ip.v6)?.addresses[0]?.address
  return (
    <div class={`row-cell ${cause === undefined ? connectionTone(state) : 'bad'}`}>
      <span class="row-value" title={ip === undefined ? undefined : describeIp(ip)}>
        {state === 'activated' && address !== undefined && address !== ''
          ? address
          : wordOf(CONNECTION, state)}
        {more === 0 ? null : <span class="tag">+{more}</span>}
      </span>
      <span class="row-note">
        for <Since at={since} />
      </span>
    </div>
  )
}
