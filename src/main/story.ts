/** What happens, told line by line in the log: the same words as `dialtone watch`. */
import type { Logger } from '../base/index.ts'
import { Teller, type Service, type Tone, type WatchItem } from '../api/index.ts'
import type { Style } from '../face/cli/index.ts'

const STYLE: Record<Tone, Style | undefined> = {
  good: 'green',
  bad: 'red',
  plain: undefined,
  quiet: 'dim',
}

/** Tells until the signal aborts or the service ends. `seen` is called with everything, after it was told. */
export async function tellStory(
  service: Service,
  log: Logger,
  options: { readonly signal: AbortSignal; readonly seen?: (item: WatchItem) => void },
): Promise<void> {
  const teller = new Teller()
  for await (const item of service.watch({}, { signal: options.signal })) {
    teller.learn(item)
    if (item.type !== 'snapshot' && item.type !== 'gap') {
      const { subject, text, tone } = teller.tell(item)
      const fields = { subject, event: item.type, seq: item.seq, style: STYLE[tone] }
      if (tone === 'quiet') log.debug(fields, text)
      else log.info(fields, text)
    }
    options.seen?.(item)
  }
}
