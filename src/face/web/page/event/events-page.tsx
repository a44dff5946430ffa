/**
 * Events as they happen, newest first: narrowed by what is typed and by how much they matter, held still by a pause, each
 * with all that it carries. Only as many as are looked at are drawn.
 */
import { useState } from 'preact/hooks'
import { Button } from '../../part/button.tsx'
import { Choices } from '../../part/choices.tsx'
import { Empty } from '../../part/empty.tsx'
import { Icon } from '../../part/icon.tsx'
import { SearchField } from '../../part/search-field.tsx'
import { PageHead } from '../../shell/page-head.tsx'
import { useApp } from '../../state/app.ts'
import type { Entry } from '../../state/event-log.ts'
import { count } from '../../text/format.ts'
import { CaptureButton } from './capture-button.tsx'
import { EventDialog } from './event-dialog.tsx'
import { EventRow } from './event-row.tsx'

const LEVELS = [
  { value: 'all', text: 'All' },
  { value: 'telling', text: 'Notable' },
  { value: 'bad', text: 'Problems' },
] as const
type Level = (typeof LEVELS)[number]['value']

/** Drawn at first, and more each time they are asked for. */
const PORTION = 100

export function EventsPage() {
  const { store } = useApp()
  const [wanted, setWanted] = useState('')
  const [level, setLevel] = useState<Level>('all')
  const [held, setHeld] = useState<readonly Entry[]>()
  const [most, setMost] = useState(PORTION)
  const [open, setOpen] = useState<Entry>()
  const all = store.log.entries.value
  const entries = held ?? all
  const found = entries.filter((entry) => fits(entry, wanted, level)).reverse()
  const missed = held === undefined ? 0 : newSince(held, all)
  return (
    <>
      <PageHead
        heading="Events"
        title={held === undefined ? 'Events' : 'Events, paused'}
        lead="Everything that the service has told since, and somewhat before, this page was opened."
      >
        <CaptureButton />
        {held === undefined ? (
          <Button icon="pause" onPress={() => setHeld(all)}>
            Pause
          </Button>
        ) : (
          <Button icon="play" look="primary" onPress={() => setHeld(undefined)}>
            {missed === 0 ? 'Go on' : `Go on, ${count(missed, 'new event')}`}
          </Button>
        )}
      </PageHead>
      <div class="toolbar">
        <SearchField
          label="Find events"
          placeholder="Modem, type, text"
          value={wanted}
          onValue={(value) => {
            setWanted(value)
            setMost(PORTION)
          }}
        />
        <Choices label="How much they matter" value={level} options={LEVELS} onValue={setLevel} />
        <span class="muted small" role="status">
          {count(found.length, 'event')}
        </span>
      </div>
      {found.length === 0 ? (
        <Empty icon="events">
          <p>{entries.length === 0 ? 'Nothing has happened yet.' : 'No event fits.'}</p>
        </Empty>
      ) : (
        <ol class="card event-rows" aria-label="Events, newest first">
          {found.slice(0, most).map((entry) =>
            entry.kind === 'gap' ? (
              <li key={entry.key} class="event-gap">
                <Icon name="alert" size={16} />
                {entry.text}
              </li>
            ) : (
              <EventRow key={entry.key} entry={entry} onOpen={setOpen} />
            ),
          )}
        </ol>
      )}
      {found.length > most ? (
        <div>
          <Button onPress={() => setMost(most + PORTION)}>Show older ones</Button>
        </div>
      ) : null}
      {open?.kind === 'event' ? <EventDialog entry={open} onClose={() => setOpen(undefined)} /> : null}
    </>
  )
}

function fits(entry: Entry, wanted: string, level: Level): boolean {
  const words = wanted.trim().toLowerCase()
  if (entry.kind === 'gap') return words === '' || level !== 'bad'
  const { telling, event } = entry
  if (level === 'bad' && telling.tone !== 'bad') return false
  if (level === 'telling' && (telling.tone === 'quiet' || telling.again === true)) return false
  if (words === '') return true
  const text = `${telling.subject} ${event.type} ${telling.text} ${event.by ?? ''}`.toLowerCase()
  return words.split(/\s+/).every((word) => text.includes(word))
}

function newSince(held: readonly Entry[], all: readonly Entry[]): number {
  const last = held.at(-1)?.key
  const at = all.findLastIndex(({ key }) => key === last)
  return all.length - 1 - at
}
