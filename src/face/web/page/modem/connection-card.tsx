/** One connection of a modem: its state and why, IP settings, what it transfers, and the buttons for it. */
import { useState } from 'preact/hooks'
import type { Connection, IpFamilySettings, Modem } from '../../../../core/index.ts'
import { ActionNote } from '../../part/action-note.tsx'
import { Card } from '../../part/card.tsx'
import { Facts, type Fact } from '../../part/facts.tsx'
import { Outside } from '../../part/outside-text.tsx'
import { Badge } from '../../part/state-mark.tsx'
import { Since } from '../../part/time.tsx'
import { useApp } from '../../state/app.ts'
import { lastCause, sentence } from '../../text/explain.ts'
import { connectionTone } from '../../text/state-tone.ts'
import { CONNECTION, wordOf } from '../../text/words.ts'
import { ConnectionButton } from '../connection-button.tsx'
import { TrafficChart } from './traffic-chart.tsx'

export function ConnectionCard(props: { readonly connection: Connection; readonly modem: Modem }) {
  const { connection } = props
  const { id, name, state, since, cause, sessionId } = connection
  const [profile, setProfile] = useState<string>()
  return (
    <Card
      title={
        <span class="headline small-headline">
          <span>Connection {sessionId === 0 ? null : <Outside>{name}</Outside>}</span>
          <Badge tone={cause === undefined ? connectionTone(state) : 'bad'}>
            {wordOf(CONNECTION, state)}
          </Badge>
        </span>
      }
      aside={
        <div class="buttons">
          {state === 'deactivated' ? <ProfileChoice value={profile} onValue={setProfile} /> : null}
          <ConnectionButton connection={connection} profile={profile} size="usual" look="primary" />
        </div>
      }
    >
      <div class="stack">
        <ActionNote subject={id} />
        <p class={cause === undefined ? 'muted' : 'note bad'}>
          {cause === undefined ? (
            <span>
              <Outside>{sentence(connection.reason.text)}</Outside>{' '}
              <span class="nowrap">
                For <Since at={since} />.
              </span>
            </span>
          ) : (
            <span>
              {wordOf(CONNECTION, state)} for <Since at={since} />. <Outside>{lastCause(cause)}</Outside>
            </span>
          )}
        </p>
        {connection.ip === undefined && connection.link?.name === undefined ? null : (
          <Facts rows={ipRows(connection)} />
        )}
        <TrafficChart connection={connection} />
      </div>
    </Card>
  )
}

/** With which profile, where there are several. */
function ProfileChoice(props: {
  readonly value: string | undefined
  readonly onValue: (value: string | undefined) => void
}) {
  const { store } = useApp()
  const profiles = store.profiles.all()
  if (profiles.length < 2) return null
  return (
    <select
      class="input narrow"
      aria-label="Profile to connect with"
      value={props.value ?? ''}
      onChange={(event) => {
        const { value } = event.currentTarget
        props.onValue(value === '' ? undefined : value)
      }}
    >
      <option value="">Default profile</option>
      {profiles.map(({ name }) => (
        <option key={name} value={name}>
          {name}
        </option>
      ))}
    </select>
  )
}

function ipRows({ ip, link, profile, accessString }: Connection): readonly Fact[] {
  const dns = [...(ip?.v4?.dns ?? []), ...(ip?.v6?.dns ?? [])]
  const mtu = [...new Set([ip?.v4?.mtu, ip?.v6?.mtu].filter((one) => one !== undefined))]
  return [
    ...(profile === undefined ? [] : [['Profile', <Outside>{profile}</Outside>] as const]),
    ...(accessString === undefined || accessString === ''
      ? []
      : [['Access point', <Outside>{accessString}</Outside>] as const]),
    ...familyRows('IPv4', ip?.v4),
    ...familyRows('IPv6', ip?.v6),
    ...(dns.length === 0 ? [] : [['DNS', dns.join(', ')] as const]),
    ...(mtu.length === 0 ? [] : [['MTU', mtu.join(', ')] as const]),
    ...(link?.name === undefined ? [] : [['Network device', link.name] as const]),
  ]
}

function familyRows(name: string, family: IpFamilySettings | undefined): readonly Fact[] {
  if (family === undefined) return []
  const own = family.addresses.map(({ address, prefixLength }) => `${address}/${prefixLength}`).join(', ')
  return [
    [name, own],
    ...(family.gateway === undefined ? [] : [[`${name} gateway`, family.gateway] as const]),
  ]
}
