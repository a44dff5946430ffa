import { expect, test } from 'vitest'
import {
  composeExplanation,
  type ExplanationDraft,
  type ExplanationPart,
  type ExplanationStanding,
  type ReasonedStep,
} from './explanation.ts'

const step = (part: ExplanationPart, standing: ExplanationStanding, text: string): ReasonedStep => ({
  part,
  name: 'branch',
  state: 'x',
  standing,
  text,
  facts: [],
  remedies: standing === 'blocked' ? [{ text: `mend: ${text}` }] : [],
})

const path = step('data-path', 'blocked', 'no rights')
const connection = step('connection', 'blocked', 'no connection')
const sim = step('sim', 'blocked', 'no SIM')
const modem = step('modem', 'busy', 'still starting')

const ROWS: readonly (readonly [
  what: string,
  state: 'unreachable' | 'disconnected',
  own: ReasonedStep,
  inner: readonly ReasonedStep[],
  summary: string,
  remedies: readonly string[],
])[] = [
  [
    'leads down to the roots',
    'unreachable',
    step('dial-interface', 'blocked', 'nothing can connect'),
    [connection, sim, modem],
    'branch is unreachable: nothing can connect, because no connection, because no SIM and still starting',
    ['mend: no SIM', 'mend: nothing can connect'],
  ],
  [
    'puts what keeps it unreachable before a data path that is not there either',
    'unreachable',
    step('dial-interface', 'blocked', 'nothing can connect'),
    [path, connection, sim],
    'branch is unreachable: nothing can connect, because no connection, because no SIM; besides, no rights',
    ['mend: no SIM', 'mend: nothing can connect', 'mend: no rights'],
  ],
  [
    'says a data path besides what has no further reason',
    'unreachable',
    step('dial-interface', 'blocked', 'all attempts failed'),
    [path, step('connection', 'held', 'down')],
    'branch is unreachable: all attempts failed; besides, no rights',
    ['mend: all attempts failed', 'mend: no rights'],
  ],
  [
    'puts a data path first where it could be connected by hand',
    'disconnected',
    step('dial-interface', 'blocked', 'traffic cannot dial it'),
    [path, connection, sim],
    'branch is disconnected: traffic cannot dial it, because no rights; besides, no connection, because no SIM',
    ['mend: no rights', 'mend: traffic cannot dial it', 'mend: no SIM'],
  ],
  [
    'has no obstacle where it is as it was wanted',
    'disconnected',
    step('dial-interface', 'held', 'disabled'),
    [path, connection, sim],
    'branch is disconnected: disabled',
    [],
  ],
]

test.each(ROWS)('%s', (_, state, own, inner, summary, remedies) => {
  const draft: ExplanationDraft = {
    what: 'dial-interface',
    id: 'id',
    name: 'branch',
    state,
    steps: [own, ...inner],
  }
  const explanation = composeExplanation(draft)
  expect(explanation.summary).toBe(summary)
  expect(explanation.remedies.map(({ text }) => text)).toEqual(remedies)
  expect(explanation.steps.map(({ text }) => text)).toEqual([own, ...inner].map(({ text }) => text))
})
