/** All that one event carries: in words first, then as programs get it. */
import { formatCursor } from '../../../../core/index.ts'
import { Dialog } from '../../part/dialog.tsx'
import { Facts } from '../../part/facts.tsx'
import { Outside, outside } from '../../part/outside-text.tsx'
import type { Entry } from '../../state/event-log.ts'
import { formatDateTime } from '../../text/format.ts'

type EventEntry = Extract<Entry, { kind: 'event' }>

export function EventDialog({
  entry,
  onClose,
}: {
  readonly entry: EventEntry
  readonly onClose: () => void
}) {
  const { event, telling } = entry
  return (
    <Dialog title={outside(`${telling.subject} ${telling.text}`)} wide onClose={onClose}>
      <Facts
        rows={[
          ['Type', <code>{event.type}</code>],
          ['Time', formatDateTime(event.time)],
          ['Cursor', <code>{formatCursor(event)}</code>],
          ...(event.by === undefined ? [] : [['By', <Outside>{event.by}</Outside>] as const]),
          ...(event.request === undefined ? [] : [['Request', String(event.request)] as const]),
          ...(telling.details ?? []).map(([name, value]) => [name, <Outside>{value}</Outside>] as const),
        ]}
      />
      <pre class="json" tabIndex={0} role="region" aria-label="The event as programs get it">
        {outsideLines(JSON.stringify(event, null, 2))}
      </pre>
    </Dialog>
  )
}

/** JSON escapes controls, but none of the marks that turn the direction of text. */
function outsideLines(json: string): string {
  return json.split('\n').map(outside).join('\n')
}
