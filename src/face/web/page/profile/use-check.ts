/** What the service says of XML that is being typed: asked when the typing rests, and nothing that is out of date is shown. */
import { useEffect, useState } from 'preact/hooks'
import { Milliseconds, sleep, toDialtoneError } from '../../../../base/index.ts'
import { useApp } from '../../state/app.ts'
import { sentence } from '../../text/explain.ts'

export type Check =
  | { readonly state: 'checking' }
  | { readonly state: 'valid'; readonly name: string }
  | { readonly state: 'wrong'; readonly text: string; readonly problems: readonly Problem[] }

/** One thing that is wrong with the XML: what an element holds, or where it stands. */
export interface Problem {
  /** Absent where the text is no XML at all. */
  readonly element?: string
  /** With the element in it. */
  readonly message: string
  /** What the element may hold, where that is it. */
  readonly rule?: string
}

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
        setCheck({ state: 'wrong', text: sentence(message), problems: problemsIn(detail) })
      }
    }
    // It ends by being stopped.
    ask().catch(() => undefined)
    return () => stop.abort()
  }, [xml, replace, service])
  return check
}

/** In the detail of an error; none where it says nothing of them. */
export function problemsIn({ problems }: Readonly<Record<string, unknown>>): readonly Problem[] {
  return Array.isArray(problems) ? problems.filter(isProblem) : []
}

function isProblem(value: unknown): value is Problem {
  if (typeof value !== 'object' || value === null) return false
  const { element, message, rule } = value as Record<string, unknown>
  return (
    typeof message === 'string' &&
    [element, rule].every((one) => ['string', 'undefined'].includes(typeof one))
  )
}
