/** Everything at a glance: how it stands in a sentence, what needs somebody, modems, dial interfaces, what happened last. */
import { useState } from 'preact/hooks'
import { Empty } from '../../part/empty.tsx'
import { Icon } from '../../part/icon.tsx'
import { Outside, outside } from '../../part/outside-text.tsx'
import { SearchField } from '../../part/search-field.tsx'
import { Section } from '../../part/card.tsx'
import { Dot } from '../../part/state-mark.tsx'
import { Since } from '../../part/time.tsx'
import { PageHead } from '../../shell/page-head.tsx'
import { useApp } from '../../state/app.ts'
import { count } from '../../text/format.ts'
import { REACHED, wordOf } from '../../text/words.ts'
import { attentionOf, type Attention } from './attention.ts'
import { DialRow } from './dial-row.tsx'
import { FleetBar } from './fleet-bar.tsx'
import { LastEvents } from './last-events.tsx'
import { ModemRow } from './modem-row.tsx'
import { headline } from './headline.ts'

/** From so many modems on they are easier to find by typing. */
const MANY = 9

export function OverviewPage() {
  // What reads of all modems is drawn with each of them; it is kept apart, so that the rows are not.
  return (
    <>
      <Standing />
      <div class="columns">
        <div class="column">
          <Modems />
          <DialInterfaces />
        </div>
        <LastEvents />
      </div>
    </>
  )
}

function Standing() {
  const { store } = useApp()
  const modems = store.modems.all()
  const dialInterfaces = store.dialInterfaces.all()
  const attention = attentionOf(modems, dialInterfaces)
  const { tone, text } = headline(modems, dialInterfaces, attention.length)
  const service = store.service.value
  return (
    <>
      <PageHead
        title={text}
        heading={
          <span class="headline">
            <Dot tone={tone} />
            {text}
          </span>
        }
        lead={
          <>
            {count(modems.length, 'modem')}, {count(dialInterfaces.length, 'dial interface')}
            {service === undefined ? null : (
              <>
                {' '}
                · the service has been up for <Since at={service.startedAt} />
              </>
            )}
          </>
        }
      />
      {attention.length === 0 ? null : <AttentionList attention={attention} />}
    </>
  )
}

function AttentionList({ attention }: { readonly attention: readonly Attention[] }) {
  return (
    <Section title="Needs attention" amount={attention.length}>
      <ul class="card attention">
        {attention.map(({ key, name, href, text }) => (
          <li key={key}>
            <a href={href}>
              <Dot tone="bad" />
              <strong>
                <Outside>{name}</Outside>
              </strong>
              <span class="muted">
                <Outside>{text}</Outside>
              </span>
              <Icon name="next" size={16} />
            </a>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Modems() {
  const { store } = useApp()
  const [wanted, setWanted] = useState('')
  const keys = store.modems.keys.value
  if (keys.length === 0) {
    return (
      <Section title="Modems">
        <Empty icon="modem">
          <p>No modem is plugged in, or none that speaks MBIM or is ModemManager’s.</p>
          <p class="small">
            To try Dialtone without one: <code>dialtone serve --virtual</code>
          </p>
        </Empty>
      </Section>
    )
  }
  const shown = wanted.trim() === '' ? keys : keys.filter((key) => fits(store.modems.read(key), wanted))
  return (
    <Section
      title="Modems"
      amount={keys.length}
      aside={
        keys.length < MANY ? undefined : (
          <SearchField
            label="Find a modem"
            placeholder="Name, operator, state"
            value={wanted}
            onValue={setWanted}
          />
        )
      }
    >
      {keys.length < MANY ? null : <FleetBar />}
      {shown.length === 0 ? (
        <Empty icon="search">
          <p>No modem fits “{outside(wanted)}”.</p>
        </Empty>
      ) : (
        <ul class="card rows">
          {shown.map((key) => (
            <ModemRow key={key} id={key} />
          ))}
        </ul>
      )}
    </Section>
  )
}

function fits(
  modem: ReturnType<ReturnType<typeof useApp>['store']['modems']['read']>,
  wanted: string,
): boolean {
  if (modem === undefined) return false
  const { name, state, reached, registration, equipment, packetService } = modem
  const text = [
    name,
    state,
    registration?.provider?.name,
    registration?.state,
    equipment?.model,
    packetService?.dataClass,
    reached && wordOf(REACHED, reached.way),
  ]
  return text.join(' ').toLowerCase().includes(wanted.trim().toLowerCase())
}

function DialInterfaces() {
  const { store } = useApp()
  const keys = store.dialInterfaces.keys.value
  if (keys.length === 0) return null
  return (
    <Section title="Dial interfaces" amount={keys.length}>
      <ul class="card rows">
        {keys.map((key) => (
          <DialRow key={key} id={key} />
        ))}
      </ul>
    </Section>
  )
}
