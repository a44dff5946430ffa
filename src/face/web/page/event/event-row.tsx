/** An event on one line; pressed, it shows all that it carries. */
import { Outside } from '../../part/outside-text.tsx'
import { Dot } from '../../part/state-mark.tsx'
import type { Entry } from '../../state/event-log.ts'
import { formatDateTime, formatTime } from '../../text/format.ts'
import { tellingTone } from '../../text/state-tone.ts'

type EventEntry = Extract<Entry, { kind: 'event' }>

export function EventRow({
  entry,
  onOpen,
}: {
  readonly entry: EventEntry
  readonly onOpen: (entry: Entry) => void
}) {
  const { event, telling } = entry
  const quiet = telling.tone === 'quiet' || telling.again === true
  return (
    <li class={quiet ? 'quiet' : ''}>
      <button type="button" class="event-row" onClick={() => onOpen(entry)}>
        <time class="mono" dateTime={new Date(event.time).toISOString()} title={formatDateTime(event.time)}>
          {formatTime(event.time)}
        </time>
        <Dot tone={tellingTone(telling.tone)} />
        <span class="event-subject">
          <Outside>{telling.subject}</Outside>
        </span>
        <span class="event-text">
          <Outside>{telling.text}</Outside>
        </span>
        <span class="event-type muted mono">{event.type}</span>
      </button>
    </li>
  )
}
