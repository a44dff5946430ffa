/** The picture of the window: the mark, in the colour of what is worst. */
import { dialNeedsHelp } from '../../../core/index.ts'
import { dialInterfaceTone, modemNeedsHelp, modemTone, type StateTone } from '../text/state-tone.ts'
import type { Store } from '../state/store.ts'

/** Where no style sheet is, in colours that stand on light and dark. */
const COLOURS: Readonly<Record<StateTone | 'lost', string>> = {
  good: '#2f9e6b',
  wait: '#d08a1d',
  bad: '#d8443c',
  rest: '#4a7ab0',
  lost: '#8a93a0',
}

/** Reads signals: called in an effect, it is called again when something changes. */
export function favicon(live: boolean, store: Store): void {
  const colour = COLOURS[live ? worst(store) : 'lost']
  const picture = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="9" fill="${colour}"/><path d="M5 16c2 0 2-7 3.7-7s1.7 14 3.7 14 1.7-14 3.6-14 1.7 14 3.6 14 1.7-14 3.7-14S25 16 27 16" fill="none" stroke="#fff" stroke-width="2.6" stroke-linecap="round"/></svg>`
  const url = `data:image/svg+xml,${encodeURIComponent(picture)}`
  const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]')
  if (link !== null && link.href !== url) link.href = url
}

function worst(store: Store): StateTone {
  const modems = store.modems.all()
  const dial = store.dialInterfaces.all()
  if (modems.some(modemNeedsHelp) || dial.some(dialNeedsHelp)) return 'bad'
  const tones = [...modems.map(({ state }) => modemTone(state)), ...dial.map(dialInterfaceTone)]
  if (tones.includes('wait')) return 'wait'
  return tones.includes('good') ? 'good' : 'rest'
}
