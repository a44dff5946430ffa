/** One message: from or to whom, when, what it says, what became of it; and what can be done with it. */
import { useState } from 'preact/hooks'
import type { Modem, OpenMessage } from '../../../../core/index.ts'
import { Button } from '../../part/button.tsx'
import { Confirm } from '../../part/dialog.tsx'
import { Outside } from '../../part/outside-text.tsx'
import { Dot } from '../../part/state-mark.tsx'
import { Moment } from '../../part/time.tsx'
import { useApp } from '../../state/app.ts'
import { count } from '../../text/format.ts'
import { deleteAction } from './message-action.ts'

export interface MessageRowProps {
  readonly message: OpenMessage
  readonly modem: Modem
  readonly onAnswer: (to: string) => void
}

export function MessageRow({ message, modem, onAnswer }: MessageRowProps) {
  const { actions, session } = useApp()
  const [deleting, setDeleting] = useState(false)
  const { id, direction, number, status, time, indexes } = message
  const incoming = direction === 'incoming'
  const who = number ?? 'unknown number'
  const remove = deleteAction(modem, message)
  return (
    <li class={`message${status === 'new' ? ' new' : ''}`}>
      <div class="message-head">
        <p>
          {status === 'new' ? <Dot tone="wait" /> : null}
          <span class="muted">{incoming ? 'From' : 'To'}</span>{' '}
          <strong>
            <Outside>{who}</Outside>
          </strong>
          {status === 'new' ? <span class="tag">New</span> : null}
          {status === 'draft' ? <span class="tag">Not sent</span> : null}
          {message.class === 0 ? <span class="tag">Shown at once</span> : null}
        </p>
        {time === undefined ? null : (
          <span class="muted small">
            <Moment at={time} />
          </span>
        )}
      </div>
      <p class="message-text">
        <Content message={message} />
      </p>
      <Fate message={message} />
      <div class="buttons">
        {incoming && number !== undefined && /^\+?\d{3,}$/.test(number) ? (
          <Button
            size="small"
            obstacle={session.obstacle('sendMessage')}
            label={`Answer ${number}`}
            onPress={() => onAnswer(number)}
          >
            Answer
          </Button>
        ) : null}
        <Button
          size="small"
          look="quiet"
          icon="trash"
          label={`Delete the message ${incoming ? 'from' : 'to'} ${who}`}
          busy={actions.isBusy(remove.subject, remove.kind)}
          obstacle={
            session.obstacle('deleteMessage') ?? (indexes.length === 0 ? 'It is not stored.' : undefined)
          }
          onPress={() => setDeleting(true)}
        />
      </div>
      {deleting ? (
        <Confirm
          title="Delete this message?"
          confirm="Delete"
          onClose={() => setDeleting(false)}
          onConfirm={() => void actions.run(remove)}
        >
          <p key={id}>It is deleted from the modem, and cannot be had back.</p>
        </Confirm>
      ) : null}
    </li>
  )
}

/** Its text keeps its lines: they are its writer's. */
function Content({ message: { text, data, kind, report } }: { readonly message: OpenMessage }) {
  if (text !== undefined) return <bdi>{printable(text)}</bdi>
  if (data !== undefined) return <code>{data}</code>
  if (kind === 'status-report') return <span class="muted">{report?.text ?? 'A report of delivery'}</span>
  return (
    <span class="muted">{kind === 'unreadable' ? 'It cannot be decoded.' : 'Its text is not kept.'}</span>
  )
}

function Fate({ message: { delivery, missing, total } }: { readonly message: OpenMessage }) {
  const words = [
    ...(delivery === undefined ? [] : [delivery.text]),
    ...(missing.length === 0 ? [] : [`${missing.length} of its ${count(total, 'part')} have not come`]),
  ]
  return words.length === 0 ? null : (
    <p class="muted small">
      <Outside>{words.join('; ')}</Outside>
    </p>
  )
}

/** Controls show nothing or turn what is beside them; a line's end is one's own. */
function printable(text: string): string {
  return text.replace(
    /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u061C\u2028\u2029\u200E\u200F\u202A-\u202E\u2066-\u2069]/g,
    '?',
  )
}
