/** What happened last, in a few words each. */
import { Section } from '../../part/card.tsx'
import { Outside } from '../../part/outside-text.tsx'
import { Dot } from '../../part/state-mark.tsx'
import { Moment } from '../../part/time.tsx'
import { useApp } from '../../state/app.ts'
import { hrefOf } from '../../state/route.ts'
import { tellingTone } from '../../text/state-tone.ts'

const SHOWN = 9

export function LastEvents() {
  const { store } = useApp()
  const last = store.log.entries.value
    .filter(
      (entry) => entry.kind === 'event' && entry.telling.tone !== 'quiet' && entry.telling.again !== true,
    )
    .slice(-SHOWN)
    .reverse()
  return (
    <aside class="last-events">
      <Section title="Last events" aside={<a href={hrefOf('events')}>All events</a>}>
        {last.length === 0 ? (
          <p class="muted">Nothing has happened yet.</p>
        ) : (
          <ol class="event-list">
            {last.map((entry) =>
              entry.kind === 'gap' ? null : (
                <li key={entry.key}>
                  <Dot tone={tellingTone(entry.telling.tone)} />
                  <div>
                    <p>
                      <strong>
                        <Outside>{entry.telling.subject}</Outside>
                      </strong>{' '}
                      <Outside>{entry.telling.text}</Outside>
                    </p>
                    <p class="muted small">
                      <Moment at={entry.event.time} />
                    </p>
                  </div>
                </li>
              ),
            )}
          </ol>
        )}
      </Section>
    </aside>
  )
}
