/** How many modems are in which state, as a bar with its legend: two hundred at a glance. */
import { useApp } from '../../state/app.ts'
import { modemNeedsHelp, modemTone } from '../../text/state-tone.ts'
import { Dot } from '../../part/state-mark.tsx'

const ORDER = [
  ['bad', 'need attention'],
  ['wait', 'on their way'],
  ['good', 'connected'],
  ['rest', 'ready'],
] as const

export function FleetBar() {
  const { store } = useApp()
  const tones = store.modems.all().map((modem) => (modemNeedsHelp(modem) ? 'bad' : modemTone(modem.state)))
  const parts = ORDER.map(([tone, words]) => ({
    tone,
    words,
    amount: tones.filter((one) => one === tone).length,
  }))
  const there = parts.filter(({ amount }) => amount > 0)
  return (
    <div class="fleet">
      <div class="fleet-bar" aria-hidden="true">
        {there.map(({ tone, amount }) => (
          <span key={tone} class={tone} style={{ flexGrow: amount }} />
        ))}
      </div>
      <ul class="fleet-legend">
        {there.map(({ tone, words, amount }) => (
          <li key={tone}>
            <Dot tone={tone} />
            <strong>{amount}</strong> {words}
          </li>
        ))}
      </ul>
    </div>
  )
}
