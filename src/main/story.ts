/** What happens, told line by line in the log: the same words as `dialtone watch`, personal data hidden as there. */
import type { Logger } from '../base/index.ts'
import { formatCursor, type Cursor } from '../core/index.ts'
import { isEvent, redactEvent, Teller, type Service, type Tone, type WatchItem } from '../api/index.ts'
import type { Style } from '../face/cli/index.ts'

const STYLE: Record<Tone, Style | undefined> = {
  good: 'green',
  bad: 'red',
  plain: undefined,
  quiet: 'dim',
}

export interface StoryOptions {
  /** What happened after this comes first. */
  readonly since: Cursor
  readonly signal: AbortSignal
  /** Called with everything, after it was told. */
  readonly seen?: (item: WatchItem) => void
}

/** Tells until the signal aborts or the service ends. */
export async function tellStory(service: Service, log: Logger, options: StoryOptions): Promise<void> {
  const { since, signal, seen } = options
  const teller = new Teller()
  for await (const item of service.watch({ since: formatCursor(since) }, { signal })) {
    teller.learn(item)
    if (isEvent(item)) {
      const { subject, text, tone, details, again } = teller.tell(redactEvent(item))
      const fields = { subject, event: item.type, seq: item.seq, style: STYLE[tone], details }
      // That the service starts and stops is said by who starts and stops it.
      const quiet = tone === 'quiet' || subject === 'service' || again === true
      if (quiet) log.debug(fields, text)
      else log.info(fields, text)
    }
    seen?.(item)
  }
}
