/** What needs somebody, worst first: each a thing, why, and where to go. */
import { dialNeedsHelp, type DialInterface, type Modem } from '../../../../core/index.ts'
import { hrefOf } from '../../state/route.ts'
import { sentence } from '../../text/explain.ts'
import { modemNeedsHelp } from '../../text/state-tone.ts'
import { UNREACHABILITY, wordOf } from '../../text/words.ts'

export interface Attention {
  readonly key: string
  readonly name: string
  readonly href: string
  readonly text: string
}

export function attentionOf(
  modems: readonly Modem[],
  dialInterfaces: readonly DialInterface[],
): readonly Attention[] {
  return [
    ...modems.filter(modemNeedsHelp).map((modem) => ({
      key: modem.id,
      name: modem.name,
      href: hrefOf('modems', modem.name),
      text: sentence(modem.reason.text),
    })),
    ...dialInterfaces.filter(dialNeedsHelp).map((one) => ({
      key: one.id,
      name: one.name,
      href: hrefOf('dial', one.name),
      text:
        one.lastError === undefined
          ? one.unreachability.map((reason) => `${wordOf(UNREACHABILITY, reason)}.`).join(' ')
          : sentence(one.lastError.message),
    })),
  ]
}
