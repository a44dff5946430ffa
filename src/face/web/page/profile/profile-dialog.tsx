/**
 * A profile, written as a form or as XML: the same thing in two ways, checked by the service while one types. What a form
 * has no field for is edited as XML.
 */
import { useState } from 'preact/hooks'
import { Button } from '../../part/button.tsx'
import { Choices } from '../../part/choices.tsx'
import { Dialog } from '../../part/dialog.tsx'
import { FailureNote } from '../../part/failure-note.tsx'
import { TextField } from '../../part/field.tsx'
import { Icon } from '../../part/icon.tsx'
import { outside } from '../../part/outside-text.tsx'
import { useApp } from '../../state/app.ts'
import { DRAFT, saveAction } from './profile-action.ts'
import { formFaults } from './form-faults.ts'
import { ProfileFields } from './profile-fields.tsx'
import { xmlOf, type ProfileForm } from './profile-form.ts'
import { useCheck, type Check } from './use-check.ts'

export interface ProfileDialogProps {
  /** The profile whose place it takes; a new one where there is none. */
  readonly name?: string
  /** Nothing where the profile holds more than a form shows. */
  readonly form: ProfileForm | undefined
  readonly xml: string
  readonly onClose: () => void
}

const WAYS = [
  { value: 'form', text: 'Form' },
  { value: 'xml', text: 'XML' },
] as const

export function ProfileDialog(props: ProfileDialogProps) {
  const { name, onClose } = props
  const { actions, session } = useApp()
  const [way, setWay] = useState<'form' | 'xml'>(props.form === undefined ? 'xml' : 'form')
  const [form, setForm] = useState(props.form)
  const [typed, setTyped] = useState(props.xml)
  const xml = way === 'form' && form !== undefined ? xmlOf(form) : typed
  const check = useCheck(xml, name !== undefined)
  const faults = way === 'form' && check.state === 'wrong' ? formFaults(check.problems) : undefined
  const verdict = check.state === 'wrong' ? (faults?.text ?? check.text) : undefined
  const cause = actions.last(DRAFT, 'save')?.cause
  const untouched = form !== undefined && way === 'form' && form.name === '' && form.subscriber === ''
  const submit = async (): Promise<void> => {
    const { state } = await actions.run(saveAction(xml, name))
    if (state === 'done') onClose()
  }
  return (
    <Dialog
      title={name === undefined ? 'Add a profile' : `Change ${outside(name)}`}
      leave="Cancel"
      wide
      onClose={onClose}
    >
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault()
          if (check.state === 'valid') void submit()
        }}
      >
        {form === undefined ? (
          <p class="note rest">
            <span>This profile holds more than a form shows, so it is edited as XML.</span>
          </p>
        ) : (
          <div>
            <Choices
              label="How to write it"
              value={way}
              options={WAYS}
              onValue={(next) => {
                // What was filled in is there in the XML; XML that was typed is not put back into fields.
                if (next === 'xml') setTyped(xmlOf(form))
                setWay(next)
              }}
            />
          </div>
        )}
        {way === 'form' && form !== undefined ? (
          <ProfileFields
            form={form}
            named={name !== undefined}
            faults={untouched ? {} : (faults?.fields ?? {})}
            onForm={setForm}
          />
        ) : (
          <TextField
            label="WWAN profile XML"
            rows={18}
            spellcheck={false}
            maxLength={65_536}
            value={typed}
            onValue={setTyped}
          />
        )}
        {untouched ? null : <Verdict state={check.state} trouble={verdict} />}
        <FailureNote cause={cause} />
        <div class="buttons">
          <Button
            type="submit"
            look="primary"
            busy={actions.isBusy(DRAFT)}
            obstacle={session.obstacle(name === undefined ? 'addProfile' : 'updateProfile') ?? verdict}
          >
            {name === undefined ? 'Add' : 'Save'}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

const LOOKS = { checking: 'rest', valid: 'good', wrong: 'bad' } as const

function Verdict(props: { readonly state: Check['state']; readonly trouble: string | undefined }) {
  const { state, trouble } = props
  return (
    <p class={`note ${LOOKS[state]}`} role="status">
      {state === 'checking' ? (
        <span>Checking…</span>
      ) : state === 'valid' ? (
        <>
          <Icon name="check" size={17} />
          <span>It is valid.</span>
        </>
      ) : (
        <>
          <Icon name="alert" size={17} />
          <span>{outside(trouble ?? '')}</span>
        </>
      )}
    </p>
  )
}
