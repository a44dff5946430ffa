/** A field of a form: its label, a hint, and what is wrong with what is in it, all tied to the input for who hears them. */
import type { JSX } from 'preact'
import { useId } from 'preact/hooks'

interface Common {
  readonly label: string
  readonly hint?: string
  /** What is wrong with it; nothing while it is right. */
  readonly fault?: string | undefined
  readonly value: string
  readonly onValue: (value: string) => void
}

export interface FieldProps extends Common {
  readonly type?: 'text' | 'password' | 'number' | 'tel'
  readonly placeholder?: string
  readonly autoComplete?: string
  readonly inputMode?: 'text' | 'numeric' | 'tel'
  readonly maxLength?: number
  readonly required?: boolean
  readonly autoFocus?: boolean
  readonly spellcheck?: boolean
}

export function Field({ label, hint, fault, value, onValue, type = 'text', ...rest }: FieldProps) {
  // The kinds of input that it can be take the same attributes; the compiler would have each apart.
  const input = { ...rest, type } as JSX.IntrinsicElements['input']
  const id = useId()
  return (
    <Frame id={id} label={label} hint={hint} fault={fault}>
      <input
        {...input}
        id={id}
        class="input"
        value={value}
        aria-invalid={fault === undefined ? undefined : 'true'}
        aria-describedby={described(id, hint, fault)}
        onInput={(event) => onValue(event.currentTarget.value)}
      />
    </Frame>
  )
}

export interface TextFieldProps extends Common {
  readonly placeholder?: string
  readonly rows?: number
  readonly maxLength?: number
  readonly required?: boolean
  readonly spellcheck?: boolean
}

export function TextField({ label, hint, fault, value, onValue, ...area }: TextFieldProps) {
  const id = useId()
  return (
    <Frame id={id} label={label} hint={hint} fault={fault}>
      <textarea
        {...area}
        id={id}
        class="input"
        value={value}
        aria-invalid={fault === undefined ? undefined : 'true'}
        aria-describedby={described(id, hint, fault)}
        onInput={(event) => onValue(event.currentTarget.value)}
      />
    </Frame>
  )
}

export type SelectFieldProps = Common & {
  readonly options: readonly (readonly [value: string, text: string])[]
}

export function SelectField({ label, hint, fault, value, onValue, options }: SelectFieldProps) {
  const id = useId()
  return (
    <Frame id={id} label={label} hint={hint} fault={fault}>
      <select
        id={id}
        class="input"
        value={value}
        aria-invalid={fault === undefined ? undefined : 'true'}
        aria-describedby={described(id, hint, fault)}
        onChange={(event) => onValue(event.currentTarget.value)}
      >
        {options.map(([one, text]) => (
          <option key={one} value={one}>
            {text}
          </option>
        ))}
      </select>
    </Frame>
  )
}

function described(id: string, hint: string | undefined, fault: string | undefined): string | undefined {
  const parts = [
    ...(hint === undefined ? [] : [`${id}-hint`]),
    ...(fault === undefined ? [] : [`${id}-fault`]),
  ]
  return parts.length === 0 ? undefined : parts.join(' ')
}

function Frame(props: {
  readonly id: string
  readonly label: string
  readonly hint: string | undefined
  readonly fault: string | undefined
  readonly children: JSX.Element
}) {
  const { id, label, hint, fault, children } = props
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children}
      {hint === undefined ? null : (
        <span id={`${id}-hint`} class="hint">
          {hint}
        </span>
      )}
      {fault === undefined ? null : (
        <span id={`${id}-fault`} class="fault" role="alert">
          {fault}
        </span>
      )}
    </div>
  )
}
