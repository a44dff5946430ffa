/** What can happen to a virtual modem, made to happen: what networks, SIMs and cables do to real ones. */
import { useEffect, useState } from 'preact/hooks'
import { toDialtoneError } from '../../../../base/index.ts'
import type { VirtualCommand, VirtualModem } from '../../../../api/index.ts'
import type { Modem } from '../../../../core/index.ts'
import { ActionNote } from '../../part/action-note.tsx'
import { Button } from '../../part/button.tsx'
import { Empty } from '../../part/empty.tsx'
import { SelectField } from '../../part/field.tsx'
import { Outside, outside } from '../../part/outside-text.tsx'
import { SearchField } from '../../part/search-field.tsx'
import { PageHead } from '../../shell/page-head.tsx'
import { useApp } from '../../state/app.ts'
import { hrefOf } from '../../state/route.ts'
import { sentence } from '../../text/explain.ts'
import { CommandDialog } from './command-dialog.tsx'
import { commandWord } from './command-word.ts'
import { commandAction, commandSubject } from './virtual-action.ts'
import '../../style/virtual.css'

type Loaded =
  | { readonly modems: readonly VirtualModem[]; readonly commands: readonly VirtualCommand[] }
  | { readonly trouble: string }
  | undefined

export function VirtualPage() {
  const { store } = useApp()
  const loaded = useVirtual()
  const [chosen, setChosen] = useState<string>()
  const head = (
    <PageHead
      heading="Virtual modems"
      title="Virtual modems"
      lead="Make things happen to a modem that Dialtone plays, and see what the service makes of them."
    />
  )
  if (loaded === undefined) {
    return (
      <>
        {head}
        <div class="skeleton chart" />
      </>
    )
  }
  if ('trouble' in loaded) {
    return (
      <>
        {head}
        <Empty icon="virtual">
          <p>{outside(loaded.trouble)}</p>
        </Empty>
      </>
    )
  }
  const { modems, commands } = loaded
  const modem = modems.find(({ name }) => name === chosen) ?? modems[0]
  const played = modem && store.modems.all().find((one) => isPlayed(one, modem))
  return (
    <>
      {head}
      {modem === undefined ? null : (
        <>
          {modems.length < 2 ? null : (
            <div class="virtual-choice">
              <SelectField
                label="Virtual modem"
                value={modem.name}
                options={modems.map((one) => [one.name, callOf(one, store.modems.all())] as const)}
                onValue={setChosen}
              />
            </div>
          )}
          <p class="virtual-state">
            <strong>
              <Outside>{modem.name}</Outside>
            </strong>
            {played === undefined ? (
              ' is no modem of the service now. '
            ) : (
              <>
                {' is '}
                <a href={hrefOf('modems', played.name)}>
                  <Outside>{played.name}</Outside>
                </a>
                {' of the service. '}
              </>
            )}
            <span class="muted">
              <Outside>{modem.summary}</Outside>
            </span>
          </p>
          <ActionNote subject={commandSubject(modem)} />
          <Commands modem={modem} commands={commands} />
        </>
      )}
    </>
  )
}

/** What the service calls it is another name, as it is of any modem: it is known by the device that it is reached at. */
function isPlayed({ device, reached }: Modem, { name }: VirtualModem): boolean {
  return reached?.way === 'virtual' && device === name
}

function callOf(modem: VirtualModem, all: readonly Modem[]): string {
  const played = all.find((one) => isPlayed(one, modem))
  return played === undefined ? modem.name : `${modem.name} (${played.name})`
}

function Commands(props: { readonly modem: VirtualModem; readonly commands: readonly VirtualCommand[] }) {
  const { modem, commands } = props
  const { actions, session } = useApp()
  const [wanted, setWanted] = useState('')
  const [open, setOpen] = useState<VirtualCommand>()
  const words = wanted.trim().toLowerCase()
  const found = commands.filter(({ name, summary }) =>
    `${name} ${commandWord(name)} ${summary}`.toLowerCase().includes(words),
  )
  return (
    <>
      <div class="toolbar">
        <SearchField label="Find what can happen" value={wanted} onValue={setWanted} />
      </div>
      <ul class="commands" aria-label="What can happen">
        {found.map((command) => {
          const { name, summary, parameters } = command
          return (
            <li key={name} class="card command">
              <Button
                size="small"
                obstacle={session.obstacle('virtualCommand')}
                busy={actions.isBusy(commandSubject(modem), name)}
                onPress={() => {
                  if (parameters.length > 0) setOpen(command)
                  else void actions.run(commandAction(modem, command, {}))
                }}
              >
                {parameters.length === 0 ? commandWord(name) : `${commandWord(name)}…`}
              </Button>
              <p class="muted small">{sentence(summary)}</p>
            </li>
          )
        })}
      </ul>
      {open === undefined ? null : (
        <CommandDialog modem={modem} command={open} onClose={() => setOpen(undefined)} />
      )}
    </>
  )
}

/** Asked for again when something has happened to a modem, as its line in words then says something else. */
function useVirtual(): Loaded {
  const { service, store } = useApp()
  const [loaded, setLoaded] = useState<Loaded>()
  const latest = store.log.entries.value.findLast(
    (entry) => entry.kind === 'event' && entry.event.modem !== undefined,
  )?.key
  useEffect(() => {
    const stop = new AbortController()
    Promise.all([service.virtualModems(), service.virtualCommands()]).then(
      ([modems, commands]) => {
        if (!stop.signal.aborted) setLoaded({ modems, commands })
      },
      (thrown: unknown) => {
        if (!stop.signal.aborted) setLoaded({ trouble: sentence(toDialtoneError(thrown).message) })
      },
    )
    return () => stop.abort()
  }, [service, latest])
  return loaded
}
