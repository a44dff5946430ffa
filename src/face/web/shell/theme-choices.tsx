/** Light, dark, or as the system has it. */
import { useContext } from 'preact/hooks'
import { Choices } from '../part/choices.tsx'
import { FrameContext } from '../state/app.ts'

const OPTIONS = [
  { value: 'system', text: 'As the system', icon: 'system' },
  { value: 'light', text: 'Light', icon: 'sun' },
  { value: 'dark', text: 'Dark', icon: 'moon' },
] as const

export function ThemeChoices() {
  const theme = useContext(FrameContext)?.theme
  if (theme === undefined) return null
  return (
    <Choices
      label="Colours"
      value={theme.choice.value}
      options={OPTIONS}
      onValue={(choice) => theme.choose(choice)}
    />
  )
}
