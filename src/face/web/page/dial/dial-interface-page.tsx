/** One dial interface: its state and why, what it counts down to, what it is connected by, and how it is set up. */
import { describeDialerInFull, formatDialRoute, formatPacketRule } from '../../../../api/index.ts'
import { describeDialOutHours, type DialInterface, type PublicDialSettings } from '../../../../core/index.ts'
import { ActionNote } from '../../part/action-note.tsx'
import { Card } from '../../part/card.tsx'
import { Empty } from '../../part/empty.tsx'
import { Facts, type Fact } from '../../part/facts.tsx'
import { Outside } from '../../part/outside-text.tsx'
import { Badge } from '../../part/state-mark.tsx'
import { Switch } from '../../part/switch.tsx'
import { Since } from '../../part/time.tsx'
import { Why } from '../../part/why.tsx'
import { PageHead } from '../../shell/page-head.tsx'
import { useApp } from '../../state/app.ts'
import { courseOf, mannerOf } from '../../text/course.ts'
import { dialInterfaceTone } from '../../text/state-tone.ts'
import { count, formatLength } from '../../text/format.ts'
import { DIAL, wordOf } from '../../text/words.ts'
import { enableAction } from '../connect-action.ts'
import { DialButton } from '../connection-button.tsx'
import type { PageProps } from '../pages.ts'
import { LinkCard } from './link-card.tsx'
import { Countdown } from './countdown.tsx'

export function DialInterfacePage({ params }: PageProps) {
  const { store } = useApp()
  const wanted = params['dialInterface'] ?? ''
  const one = store.dialInterfaces
    .all()
    .find(({ id, name }) => name.toLowerCase() === wanted.toLowerCase() || id === wanted)
  if (one === undefined) {
    return (
      <>
        <PageHead
          heading={<Outside>{wanted}</Outside>}
          title={`${wanted} is not there`}
          up={{ text: 'Dial interfaces', path: ['dial'] }}
        />
        <Empty icon="dial">
          <p>There is no dial interface of this name.</p>
        </Empty>
      </>
    )
  }
  return <Whole one={one} />
}

function Whole({ one }: { readonly one: DialInterface }) {
  const { store, actions, session } = useApp()
  const { id, name, state, settings } = one
  const words = wordOf(DIAL, state)
  return (
    <>
      <PageHead
        up={{ text: 'Dial interfaces', path: ['dial'] }}
        title={`${name} ${words.toLowerCase()}`}
        heading={
          <span class="headline">
            <Outside>{name}</Outside>
            <Badge tone={dialInterfaceTone(one)}>{words}</Badge>
          </span>
        }
        lead={
          <>
            {LEADS[mannerOf(settings)]} · {words.toLowerCase()} for <Since at={one.since} />
          </>
        }
      >
        <Switch
          label="Enabled"
          on={settings.enabled}
          busy={actions.isBusy(id, 'enable')}
          obstacle={session.obstacle('setDialInterface')}
          onSwitch={(on) => void actions.run(enableAction(one, on))}
        />
        <DialButton
          dialInterface={one}
          demandDial={store.demandDial.value.state}
          size="usual"
          look="primary"
        />
      </PageHead>
      <ActionNote subject={id} />
      <div class="two">
        <div class="column">
          <Countdown one={one} />
          <Why id={id} reason={one.reason} counted={courseOf(one) !== undefined} />
          {one.connected === undefined && one.dataPath.state === 'absent' ? null : <LinkCard one={one} />}
        </div>
        <div class="column">
          <SettingsCard settings={settings} file={one.file} stored={one.stored} />
          <RoutesCard settings={settings} />
        </div>
      </div>
    </>
  )
}

/** A line may not break in the middle of a window. */
function inOnePiece(hours: string): string {
  return hours.replaceAll('-', '\u2011')
}

const LEADS = {
  persistent: 'Always connected',
  demand: 'Connected when traffic needs it',
  hand: 'Connected by hand',
} as const

function SettingsCard(props: {
  readonly settings: PublicDialSettings
  readonly file: string | undefined
  readonly stored: boolean
}) {
  const { settings, file, stored } = props
  const { dialer, idleTimeout, redial, unreachable, dialOutHours, hold, credentials } = settings
  const rows: readonly Fact[] = [
    ...describeDialerInFull(dialer, { any: 'Any' }).map(
      ([name, value]) => [name, <Outside>{value}</Outside>] as const,
    ),
    [
      'Hangs up',
      idleTimeout === 'never' || settings.persistent
        ? 'Never by itself'
        : `After ${formatLength(idleTimeout)} without traffic`,
    ],
    ['Redials', `${count(redial.attempts, 'time')}, after ${formatLength(redial.interval)} each`],
    [
      'Then waits',
      `${formatLength(unreachable.first)}, then ${formatLength(unreachable.step)} more each time, up to ${formatLength(unreachable.longest)}`,
    ],
    [
      'Hours',
      dialOutHours?.days.length ? <Outside>{inOnePiece(describeDialOutHours(dialOutHours))}</Outside> : 'Any',
    ],
    ['Keeps', `${hold.packets} packets meanwhile, for ${formatLength(hold.age)}`],
    ['NAT', settings.nat ? 'On' : 'Off'],
    ['DNS', settings.dns ? "The network's name servers" : 'Left alone'],
    ...(credentials === undefined ? [] : [['User', <Outside>{credentials.userName}</Outside>] as const]),
    ...(file === undefined ? [] : [['From', <Outside>{file}</Outside>] as const]),
    ...(stored ? [] : [['Stored', 'Not as it runs: a restart brings other settings'] as const]),
  ]
  return (
    <Card title="Settings">
      <Facts rows={rows} />
    </Card>
  )
}

function RoutesCard({ settings: { routes, filter } }: { readonly settings: PublicDialSettings }) {
  return (
    <Card title="Routes and filter">
      <div class="stack">
        {routes.length === 0 ? (
          <p class="muted">It has no routes: it is connected by hand.</p>
        ) : (
          <ul class="lines mono">
            {routes.map((route) => (
              <li key={route.destination}>{formatDialRoute(route)}</li>
            ))}
          </ul>
        )}
        {filter === undefined ? (
          <p class="muted">All traffic on them dials.</p>
        ) : (
          <>
            <p class="muted">
              {filter.action === 'only' ? 'Only this traffic dials:' : 'All traffic dials, except for:'}
            </p>
            <ul class="lines mono">
              {filter.rules.map((rule) => {
                const text = formatPacketRule(rule)
                return <li key={text}>{text}</li>
              })}
            </ul>
          </>
        )}
      </div>
    </Card>
  )
}
