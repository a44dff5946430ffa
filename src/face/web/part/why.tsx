/** Why something is as it is: the sentence, what stands behind it, what would change it, and when it is tried again. */
import type { Explanation } from '../text/explain.ts'
import { Card } from './card.tsx'
import { Facts } from './facts.tsx'
import { Outside } from './outside-text.tsx'
import { Until } from './time.tsx'

export function Why({ explanation }: { readonly explanation: Explanation }) {
  const { sentence, reasons, remedies, nextAttempt } = explanation
  return (
    <Card title="Why">
      <div class="why">
        <p class="why-sentence">
          <Outside>{sentence}</Outside>
        </p>
        {reasons.length === 0 ? null : (
          <ol class="why-chain">
            {reasons.map(({ text, facts }, index) => (
              <li key={index}>
                <p>
                  <Outside>{text}</Outside>
                </p>
                {facts.length === 0 ? null : (
                  <details>
                    <summary>What was said</summary>
                    <Facts rows={facts.map(([name, value]) => [name, <Outside>{value}</Outside>])} />
                  </details>
                )}
              </li>
            ))}
          </ol>
        )}
        {remedies.length === 0 ? null : (
          <div>
            <h3>What would change it</h3>
            <ul class="why-remedies">
              {remedies.map((one) => (
                <li key={one}>
                  <Outside>{one}</Outside>
                </li>
              ))}
            </ul>
          </div>
        )}
        {nextAttempt === undefined ? null : (
          <p class="note wait">
            Next attempt <Until at={nextAttempt} past="any moment" />
          </p>
        )}
      </div>
    </Card>
  )
}
