/** What a command for a virtual modem takes, as a form. What is left empty has its default. */
import { useState } from 'preact/hooks'
import type { VirtualCommand, VirtualModem, VirtualParameter } from '../../../../api/index.ts'
import { Button } from '../../part/button.tsx'
import { Dialog } from '../../part/dialog.tsx'
import { FailureNote } from '../../part/failure-note.tsx'
import { Field, SelectField } from '../../part/field.tsx'
import { Switch } from '../../part/switch.tsx'
import { useApp } from '../../state/app.ts'
import { sentence } from '../../text/explain.ts'
import { commandWord } from './command-word.ts'
import { commandAction, commandSubject, type Given } from './virtual-action.ts'

export interface CommandDialogProps {
  readonly modem: VirtualModem
  readonly command: VirtualCommand
  readonly onClose: () => void
}

export function CommandDialog({ modem, command, onClose }: CommandDialogProps) {
  const { actions } = useApp()
  const [given, setGiven] = useState<Given>({})
  const [sent, setSent] = useState(false)
  const missing = (one: VirtualParameter): boolean => one.required && (given[one.name] ?? '') === ''
  const last = actions.last(commandSubject(modem), command.name)
  const submit = async (): Promise<void> => {
    setSent(true)
    if (command.parameters.some(missing)) return
    const filled = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''))
    const { state } = await actions.run(commandAction(modem, command, filled))
    if (state === 'done') onClose()
  }
  return (
    <Dialog title={sentence(command.summary).replace(/\.$/, '')} leave="Cancel" onClose={onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        {sent ? <FailureNote cause={last?.cause} /> : null}
        {command.parameters.map((one) => (
          <ParameterField
            key={one.name}
            parameter={one}
            value={given[one.name]}
            fault={sent && missing(one) ? 'It has to be given.' : undefined}
            onValue={(value) => setGiven({ ...given, [one.name]: value })}
          />
        ))}
        <div class="buttons">
          <Button type="submit" look="primary" busy={actions.isBusy(commandSubject(modem), command.name)}>
            {commandWord(command.name)}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

interface ParameterFieldProps {
  readonly parameter: VirtualParameter
  readonly value: string | boolean | undefined
  readonly fault: string | undefined
  readonly onValue: (value: string | boolean) => void
}

function ParameterField({ parameter, value, fault, onValue }: ParameterFieldProps) {
  const { name, type, help, choices } = parameter
  const preset = parameter.default
  const label = labelOf(name)
  if (type === 'flag') return <Switch label={`${label}: ${help}`} on={value === true} onSwitch={onValue} />
  const text = typeof value === 'string' ? value : ''
  const hint = `${sentence(help)}${preset === undefined ? '' : ` ${String(preset)} unless told.`}`
  if (choices !== undefined) {
    const empty = preset === undefined ? 'Choose' : `${String(preset)} (unless told)`
    return (
      <SelectField
        label={label}
        hint={hint}
        fault={fault}
        value={text}
        options={[['', empty] as const, ...choices.map((one) => [one, one] as const)]}
        onValue={onValue}
      />
    )
  }
  return (
    <Field
      label={label}
      hint={hint}
      fault={fault}
      value={text}
      placeholder={type}
      autoComplete="off"
      spellcheck={false}
      onValue={onValue}
    />
  )
}

function labelOf(name: string): string {
  const words = name.replaceAll('-', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
