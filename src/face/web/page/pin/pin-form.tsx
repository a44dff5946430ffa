/**
 * The form for a PIN: what is wrong with a code is said before it costs an attempt, and how many attempts are left while
 * one types. A code that failed is forgotten at once.
 */
import { useState } from 'preact/hooks'
import type { Modem, PinDescription, PinKind } from '../../../../core/index.ts'
import { Button } from '../../part/button.tsx'
import { FailureNote } from '../../part/failure-note.tsx'
import { Field } from '../../part/field.tsx'
import { useApp } from '../../state/app.ts'
import { count } from '../../text/format.ts'
import { pinAction, pinSubject, type PinTask } from './pin-action.ts'

export interface PinFormProps {
  readonly modem: Modem
  readonly task: PinTask
  readonly pin: PinKind
  /** Called once it has been done. */
  readonly onDone?: () => void
}

/** 3GPP TS 31.101 §9.5.1: a PUK has eight digits. */
const PUK_LENGTH = 8

export function PinForm({ modem, task, pin, onDone }: PinFormProps) {
  const { actions, session } = useApp()
  const [code, setCode] = useState('')
  const [newCode, setNewCode] = useState('')
  const [sent, setSent] = useState(false)
  const rules = modem.sim?.pins?.find(({ type }) => type === pin)
  const attempts = modem.sim?.pin?.attemptsLeft
  const faultOfCode = task.operation === 'unblockPin' ? pukFault(code) : pinFault(code, rules)
  const faultOfNew = task.newCode === undefined ? undefined : pinFault(newCode, rules)
  const cause = actions.last(pinSubject(modem.id), 'pin')?.cause
  const submit = async (): Promise<void> => {
    setSent(true)
    if (faultOfCode !== undefined || faultOfNew !== undefined) return
    setCode('')
    setNewCode('')
    setSent(false)
    const { state } = await actions.run(pinAction(modem, task, pin, { code, newCode }))
    if (state === 'done') onDone?.()
  }
  const field = { type: 'password', inputMode: 'numeric', autoComplete: 'off', maxLength: 16 } as const
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <FailureNote cause={cause} />
      <Field
        {...field}
        label={task.code}
        value={code}
        onValue={setCode}
        hint={attempts === undefined ? 'A wrong one costs an attempt.' : hintOf(attempts)}
        fault={sent ? faultOfCode : undefined}
      />
      {task.newCode === undefined ? null : (
        <Field
          {...field}
          label={task.newCode}
          value={newCode}
          onValue={setNewCode}
          fault={sent ? faultOfNew : undefined}
        />
      )}
      <div class="buttons">
        <Button
          type="submit"
          look="primary"
          icon="lock"
          busy={actions.isBusy(pinSubject(modem.id))}
          obstacle={session.obstacle(task.operation)}
        >
          {task.button}
        </Button>
      </div>
    </form>
  )
}

function hintOf(attempts: number): string {
  if (attempts === 1) return 'One attempt is left: a wrong one blocks it.'
  return `${count(attempts, 'attempt')} left; a wrong one costs one.`
}

function pinFault(code: string, rules: PinDescription | undefined): string | undefined {
  const { format = 'numeric', minLength = 4, maxLength = 8 } = rules ?? {}
  if (code === '') return 'It is empty.'
  if (format === 'numeric' && !/^\d+$/.test(code)) return 'It has digits only.'
  if (code.length < minLength || code.length > maxLength) {
    return minLength === maxLength
      ? `It has ${minLength} characters.`
      : `It has ${minLength} to ${maxLength} characters.`
  }
  return undefined
}

function pukFault(code: string): string | undefined {
  return new RegExp(`^\\d{${PUK_LENGTH}}$`).test(code) ? undefined : `It has ${PUK_LENGTH} digits.`
}
