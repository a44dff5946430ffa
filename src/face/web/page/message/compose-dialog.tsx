/** Writing a message. It stays open until the network has taken it, and keeps what is written where that fails. */
import { useState } from 'preact/hooks'
import type { Modem } from '../../../../core/index.ts'
import { Button } from '../../part/button.tsx'
import { Dialog } from '../../part/dialog.tsx'
import { FailureNote } from '../../part/failure-note.tsx'
import { Field, TextField } from '../../part/field.tsx'
import { outside } from '../../part/outside-text.tsx'
import { Switch } from '../../part/switch.tsx'
import { useApp } from '../../state/app.ts'
import { count } from '../../text/format.ts'
import { draftSubject, sendAction } from './message-action.ts'

export interface ComposeDialogProps {
  readonly modem: Modem
  readonly to: string
  readonly onClose: () => void
}

export function ComposeDialog({ modem, to: first, onClose }: ComposeDialogProps) {
  const { actions } = useApp()
  const [to, setTo] = useState(first)
  const [text, setText] = useState('')
  const [report, setReport] = useState(false)
  const [sent, setSent] = useState(false)
  const faultOfNumber = /^\+?[\d*#]{1,20}$/.test(to.replaceAll(/[\s()/-]/g, ''))
    ? undefined
    : 'It has to be a telephone number, such as +491701234567.'
  const faultOfText = text === '' ? 'There is nothing to send.' : undefined
  const cause = actions.last(draftSubject(modem), 'send')?.cause
  const submit = async (): Promise<void> => {
    setSent(true)
    if (faultOfNumber !== undefined || faultOfText !== undefined) return
    const number = to.replaceAll(/[\s()/-]/g, '')
    const { state } = await actions.run(sendAction(modem, { to: number, text, report }))
    if (state === 'done') onClose()
  }
  return (
    <Dialog title={`Write from ${outside(modem.name)}`} leave="Cancel" onClose={onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <FailureNote cause={cause} />
        <Field
          label="To"
          type="tel"
          autoComplete="off"
          autoFocus={first === ''}
          value={to}
          onValue={setTo}
          fault={sent ? faultOfNumber : undefined}
        />
        <TextField
          label="Text"
          rows={5}
          value={text}
          onValue={setText}
          hint={`${count(text.length, 'character')}; a long text goes in several parts, each of which costs.`}
          fault={sent ? faultOfText : undefined}
        />
        <Switch label="Ask for a report of delivery" on={report} onSwitch={setReport} />
        <div class="buttons">
          <Button type="submit" look="primary" busy={actions.isBusy(draftSubject(modem))}>
            Send
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
