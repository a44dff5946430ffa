/** A field that narrows what is listed below it. `/` brings one there from anywhere on the page. */
import { Icon } from './icon.tsx'

export interface SearchFieldProps {
  readonly label: string
  readonly placeholder?: string
  readonly value: string
  readonly onValue: (value: string) => void
}

export function SearchField({ label, placeholder, value, onValue }: SearchFieldProps) {
  return (
    <div class="search" role="search">
      <Icon name="search" size={16} />
      <input
        type="search"
        class="input"
        aria-label={label}
        placeholder={placeholder ?? label}
        value={value}
        data-shortcut="search"
        autoComplete="off"
        spellcheck={false}
        onInput={(event) => onValue(event.currentTarget.value)}
      />
    </div>
  )
}
