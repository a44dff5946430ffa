/**
 * Why something is as it is: the service's own explanation, from the thing itself down to the root of the matter, with the
 * facts behind each step, what would change it and what happens next. Asked for again when something happens; until it is
 * here, and where it cannot be had, the sentence that comes with the state stands in its place.
 */
import { useEffect, useState } from 'preact/hooks'
import { Milliseconds, sleep } from '../../../base/index.ts'
import type { Explanation, ExplanationStanding, ExplanationStep, Reason } from '../../../core/index.ts'
import { useApp } from '../state/app.ts'
import { explainCause, sentence } from '../text/explain.ts'
import type { StateTone } from '../text/state-tone.ts'
import { PARTS, wordOf } from '../text/words.ts'
import { Card } from './card.tsx'
import { Facts } from './facts.tsx'
import { Outside } from './outside-text.tsx'
import { Dot } from './state-mark.tsx'
import { Until } from './time.tsx'

export interface WhyProps {
  /** The id of a modem, a connection or a dial interface. */
  readonly id: string
  /** What the state itself says. */
  readonly reason: Reason
  /** What happens next is counted down to beside it already. */
  readonly counted?: boolean
}

const TONES = {
  well: 'good',
  held: 'rest',
  busy: 'wait',
  unclear: 'rest',
  blocked: 'bad',
} as const satisfies Record<ExplanationStanding, StateTone>

/** A burst of events is one reason to ask again. */
const PAUSE = Milliseconds(250)

export function Why({ id, reason, counted = false }: WhyProps) {
  const explanation = useExplanation(id)
  if (explanation === undefined) {
    return (
      <Card title="Why">
        <p class="why-sentence">
          <Outside>{sentence(reason.text)}</Outside>
        </p>
      </Card>
    )
  }
  const { summary, steps, remedies, next } = explanation
  return (
    <Card title="Why">
      <div class="why">
        <p class="why-sentence">
          <Outside>{sentence(summary, explanation.name)}</Outside>
        </p>
        {next === undefined || counted ? null : (
          <p class="note wait">
            <span>
              <Outside>{sentence(next.text).replace(/\.$/, '')}</Outside>{' '}
              <strong class="nowrap">
                <Until at={next.at} past="any moment" />
              </strong>
            </span>
          </p>
        )}
        {remedies.length === 0 ? null : (
          <div>
            <h3>What would change it</h3>
            <ul class="why-remedies">
              {remedies.map(({ text, command }) => (
                <li key={text}>
                  <Outside>{sentence(text)}</Outside>
                  {command === undefined ? null : (
                    <code>
                      <Outside>{command}</Outside>
                    </code>
                  )}
                </li>
              ))}
            </ul>
          </div>
        )}
        <ol class="why-chain" aria-label="Step by step">
          {steps.map((step) => (
            <Step key={`${step.part} ${step.name}`} step={step} />
          ))}
        </ol>
      </div>
    </Card>
  )
}

function Step({ step }: { readonly step: ExplanationStep }) {
  const { part, name, text, standing, cause, facts } = step
  const rows = [
    ...facts.map((fact) => [fact.name, fact.value] as const),
    ...(cause === undefined ? [] : explainCause(cause).facts),
  ]
  return (
    <li>
      <Dot tone={TONES[standing]} />
      <div>
        <p>
          <span class="muted">
            {wordOf(PARTS, part)} <Outside>{name}</Outside>
          </span>
        </p>
        <p>
          <Outside>{sentence(text, name)}</Outside>
        </p>
        {cause === undefined || text.includes(cause.message) ? null : (
          <p class="muted">
            <Outside>{explainCause(cause).text}</Outside>
          </p>
        )}
        {rows.length === 0 ? null : (
          <details>
            <summary>What is behind it</summary>
            <Facts rows={rows.map(([fact, value]) => [fact, <Outside>{value}</Outside>])} />
          </details>
        )}
      </div>
    </li>
  )
}

function useExplanation(id: string): Explanation | undefined {
  const { service, store, clock } = useApp()
  const [explanation, setExplanation] = useState<Explanation>()
  // How strong a signal is explains nothing, and is told often.
  const last = store.log.entries.value.findLast(
    (entry) => entry.kind === 'gap' || entry.event.type !== 'signal.changed',
  )?.key
  useEffect(() => {
    const stop = new AbortController()
    const ask = async (): Promise<void> => {
      await sleep(clock, PAUSE, { signal: stop.signal })
      const [found] = await service.why({ name: id })
      if (!stop.signal.aborted) setExplanation(found)
    }
    // Where it is gone meanwhile, or the service is away, what was known stays.
    ask().catch(() => undefined)
    return () => stop.abort()
  }, [id, service, last])
  return explanation?.id === id ? explanation : undefined
}
