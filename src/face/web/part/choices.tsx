/** A few choices of which one holds, side by side. */
import { Icon, type IconName } from './icon.tsx'

export interface ChoicesProps<Value extends string> {
  readonly label: string
  readonly value: Value
  readonly options: readonly { readonly value: Value; readonly text: string; readonly icon?: IconName }[]
  readonly onValue: (value: Value) => void
}

export function Choices<Value extends string>({ label, value, options, onValue }: ChoicesProps<Value>) {
  const icons = options.every(({ icon }) => icon !== undefined)
  return (
    <div class={`choices${icons ? ' icons' : ''}`} role="group" aria-label={label}>
      {options.map((one) => (
        <button
          key={one.value}
          type="button"
          aria-pressed={one.value === value}
          aria-label={one.icon === undefined ? undefined : one.text}
          title={one.icon === undefined ? undefined : one.text}
          onClick={() => onValue(one.value)}
        >
          {one.icon === undefined ? one.text : <Icon name={one.icon} size={15} />}
        </button>
      ))}
    </div>
  )
}
