/** How everything stands, in one sentence and one colour. */
import type { DialInterface, Modem } from '../../../../core/index.ts'
import { dialInterfaceTone, modemTone, type StateTone } from '../../text/state-tone.ts'
import { count } from '../../text/format.ts'

export function headline(
  modems: readonly Modem[],
  dialInterfaces: readonly DialInterface[],
  attention: number,
): { readonly tone: StateTone; readonly text: string } {
  if (attention > 0) {
    return { tone: 'bad', text: count(attention, 'thing needs attention', 'things need attention') }
  }
  if (modems.length === 0) return { tone: 'rest', text: 'No modem' }
  const connected = modems.filter(({ state }) => state === 'connected').length
  const tones = [...modems.map(({ state }) => modemTone(state)), ...dialInterfaces.map(dialInterfaceTone)]
  if (connected === modems.length) {
    return {
      tone: 'good',
      text: connected === 1 ? 'Connected' : `All ${count(connected, 'modem')} connected`,
    }
  }
  if (tones.includes('wait')) {
    return { tone: 'wait', text: connected === 0 ? 'Getting ready' : some(connected, modems) }
  }
  return connected === 0
    ? { tone: 'rest', text: 'Ready, nothing connected' }
    : { tone: 'good', text: some(connected, modems) }
}

function some(connected: number, modems: readonly Modem[]): string {
  return `${connected} of ${count(modems.length, 'modem')} connected`
}
