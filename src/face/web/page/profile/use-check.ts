/** What the service says of XML that is being typed: asked when the typing rests, and nothing that is out of date is shown. */
import { useEffect, useState } from 'preact/hooks'
import { Milliseconds, sleep, toDialtoneError } from '../../../../base/index.ts'
import { useApp } from '../../state/app.ts'
import { sentence } from '../../text/explain.ts'

export type Check =
  | { readonly state: 'checking' }
  | { readonly state: 'valid'; readonly name: string }
  | { readonly state: 'wrong'; readonly text: string; readonly line?: number }

/** Between two keys of who types slowly. */
const REST = Milliseconds(350)

/** @param replace whether one of that name may be there already. */
export function useCheck(xml: string, replace: boolean): Check {
  const { service, clock } = useApp()
  const [check, setCheck] = useState<Check>({ state: 'checking' })
  useEffect(() => {
    const stop = new AbortController()
    setCheck({ state: 'checking' })
    const ask = async (): Promise<void> => {
      await sleep(clock, REST, { signal: stop.signal })
      try {
        const { name } = await service.checkProfile({ xml, replace })
        if (!stop.signal.aborted) setCheck({ state: 'valid', name })
      } catch (thrown) {
        if (stop.signal.aborted) return
        const { message, detail } = toDialtoneError(thrown)
        const { line } = detail
        setCheck({
          state: 'wrong',
          text: sentence(message),
          ...(typeof line === 'number' ? { line } : {}),
        })
      }
    }
    // It ends by being stopped.
    ask().catch(() => undefined)
    return () => stop.abort()
  }, [xml, replace, service])
  return check
}
