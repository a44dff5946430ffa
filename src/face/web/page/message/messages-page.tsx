/**
 * The messages of a modem, newest first, and writing one. Looking at them counts nothing as read: that is asked for. Texts
 * come from strangers, and are shown as text.
 */
import { useEffect, useState } from 'preact/hooks'
import { toDialtoneError } from '../../../../base/index.ts'
import type { Modem, OpenMessage } from '../../../../core/index.ts'
import { ActionNote } from '../../part/action-note.tsx'
import { ActionButton, Button } from '../../part/button.tsx'
import { Empty } from '../../part/empty.tsx'
import { SelectField } from '../../part/field.tsx'
import { outside } from '../../part/outside-text.tsx'
import { SearchField } from '../../part/search-field.tsx'
import { PageHead } from '../../shell/page-head.tsx'
import { useApp, type App } from '../../state/app.ts'
import { sentence } from '../../text/explain.ts'
import { count } from '../../text/format.ts'
import type { PageProps } from '../pages.ts'
import { ComposeDialog } from './compose-dialog.tsx'
import { readAction } from './message-action.ts'
import { MessageRow } from './message-row.tsx'
import '../../style/message.css'

export function MessagesPage({ params }: PageProps) {
  const { store, route } = useApp()
  const modems = store.modems.all()
  const wanted = params['modem']
  const modem =
    wanted === undefined ? modems[0] : modems.find(({ id, name }) => name === wanted || id === wanted)
  const choice =
    modems.length < 2 ? null : (
      <div class="message-choice">
        <SelectField
          label="Modem"
          value={modem?.name ?? ''}
          options={modems.map(({ name }) => [name, name] as const)}
          onValue={(name) => route.go('messages', name)}
        />
      </div>
    )
  if (modem === undefined) {
    return (
      <>
        <PageHead heading="Messages" title="Messages" />
        {choice}
        <Empty icon="messages">
          <p>
            {wanted === undefined
              ? 'There is no modem, so there are no messages.'
              : `There is no modem ${outside(wanted)} now.`}
          </p>
        </Empty>
      </>
    )
  }
  return <Mailbox key={modem.id} modem={modem} choice={choice} />
}

type Loaded = { readonly messages: readonly OpenMessage[] } | { readonly trouble: string } | undefined

function Mailbox(props: { readonly modem: Modem; readonly choice: preact.JSX.Element | null }) {
  const { modem, choice } = props
  const app = useApp()
  const { session } = app
  const [wanted, setWanted] = useState('')
  const [writing, setWriting] = useState<{ readonly to: string }>()
  const loaded = useMessages(app, modem)
  const { messageStore } = modem
  const messages = loaded !== undefined && 'messages' in loaded ? loaded.messages : []
  const found = messages.filter((one) => fits(one, wanted)).toSorted(newestFirst)
  const unread = messages.filter(({ status }) => status === 'new').length
  const notReady =
    messageStore?.state === 'initialized' ? undefined : 'The messages of this modem are not ready yet.'
  return (
    <>
      <PageHead
        heading="Messages"
        title={unread === 0 ? 'Messages' : count(unread, 'new message')}
        lead={`Short messages of ${outside(modem.name)}${storeWords(modem)}`}
      >
        <ActionButton
          operation="readMessages"
          action={readAction(modem)}
          obstacle={notReady ?? (unread === 0 ? 'There is no unread message.' : undefined)}
        >
          Mark as read
        </ActionButton>
        <Button
          look="primary"
          icon="plus"
          obstacle={session.obstacle('sendMessage') ?? notReady}
          onPress={() => setWriting({ to: '' })}
        >
          Write
        </Button>
      </PageHead>
      {choice}
      <ActionNote subject={`messages:${modem.id}`} />
      {messageStore?.full === true ? (
        <p class="note bad">The store is full: nothing more is received until something is deleted.</p>
      ) : null}
      {messages.length < 6 ? null : (
        <div class="toolbar">
          <SearchField label="Find messages" placeholder="Number, text" value={wanted} onValue={setWanted} />
          <span class="muted small" role="status">
            {count(found.length, 'message')}
          </span>
        </div>
      )}
      {loaded === undefined ? (
        <div class="skeleton message-skeleton" />
      ) : 'trouble' in loaded ? (
        <p class="note bad">{outside(loaded.trouble)}</p>
      ) : found.length === 0 ? (
        <Empty icon="messages">
          <p>{messages.length === 0 ? 'There are no messages.' : 'No message fits.'}</p>
        </Empty>
      ) : (
        <ol class="card messages" aria-label="Messages, newest first">
          {found.map((one) => (
            <MessageRow key={one.id} message={one} modem={modem} onAnswer={(to) => setWriting({ to })} />
          ))}
        </ol>
      )}
      {writing === undefined ? null : (
        <ComposeDialog modem={modem} to={writing.to} onClose={() => setWriting(undefined)} />
      )}
    </>
  )
}

/** Fetched with the page, and again with each event that is about them. */
function useMessages({ service, session, store }: App, modem: Modem): Loaded {
  const [loaded, setLoaded] = useState<Loaded>()
  const obstacle = session.obstacle('messages')
  const latest = store.log.entries.value.findLast(
    (entry) =>
      entry.kind === 'event' && entry.event.modem === modem.id && entry.event.type.startsWith('message'),
  )?.key
  useEffect(() => {
    if (obstacle !== undefined) {
      setLoaded({ trouble: obstacle })
      return
    }
    const stop = new AbortController()
    service.messages({ modem: modem.id }).then(
      (messages) => {
        if (!stop.signal.aborted) setLoaded({ messages })
      },
      (thrown: unknown) => {
        if (!stop.signal.aborted) setLoaded({ trouble: sentence(toDialtoneError(thrown).message) })
      },
    )
    return () => stop.abort()
  }, [service, modem.id, obstacle, latest, modem.messageStore?.state])
  return loaded
}

function storeWords({ messageStore }: Modem): string {
  if (messageStore?.state !== 'initialized') return ''
  const { capacity, serviceCentre } = messageStore
  return (
    `, which has room for ${count(capacity, 'part')}` +
    (serviceCentre === undefined || serviceCentre === '' ? '' : ' and sends through its service centre')
  )
}

function fits({ number, text, data }: OpenMessage, wanted: string): boolean {
  const whole = `${number ?? ''} ${text ?? ''} ${data ?? ''}`.toLowerCase()
  return wanted
    .trim()
    .toLowerCase()
    .split(/\s+/)
    .every((word) => whole.includes(word))
}

/** Those without a time are of now: they were sent by this modem, or not yet. */
function newestFirst(one: OpenMessage, other: OpenMessage): number {
  return (other.time ?? Infinity) - (one.time ?? Infinity) || other.id.localeCompare(one.id)
}
