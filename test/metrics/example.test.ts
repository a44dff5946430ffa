/** The alert rules and the dashboard of examples/ speak of metrics, labels and commands that there are. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { Exposition, METRICS } from '../../src/face/metrics/exposition.ts'
import { wholeProgram } from '../../src/face/cli/index.ts'
import { COMMANDS } from '../../src/main/cli.ts'
import { FakeHost } from '../support/fake-host.ts'

const RULES = 'examples/prometheus/dialtone.rules.yml'
const DASHBOARD = 'examples/grafana/dialtone.json'

interface Selector {
  readonly metric: string
  readonly labels: readonly string[]
}

/** The metrics that expressions select, each with the labels that it is selected by. */
function selectors(text: string): readonly Selector[] {
  return Array.from(
    text.matchAll(/\b((?:dialtone|process|nodejs)_[a-z0-9_]+)(?:\{([^}]*)\})?/g),
    ([, metric = '', inner = '']) => ({
      metric,
      labels: Array.from(inner.matchAll(/([a-z_]+)\s*(?:=~|!~|!=|=)/g), ([, label = '']) => label),
    }),
  )
}

const expressionsOf = (path: string): string => {
  const text = readFileSync(path, 'utf8')
  if (path === RULES) return text
  // A dashboard's expressions are the strings of this key, at whatever depth.
  const found: string[] = []
  JSON.parse(text, (key, value: unknown) => {
    if (key === 'expr' && typeof value === 'string') found.push(value)
    return value
  })
  return found.join('\n')
}

describe.each([RULES, DASHBOARD])('%s', (path) => {
  const selected = selectors(expressionsOf(path))

  test('selects metrics that there are, by labels that they have', async () => {
    const labels = new Map(METRICS.map((row) => [row.name, Object.keys(row.labels)]))
    const ofProcess = (await new Exposition().described()).map(({ name }) => name)
    expect(selected.length).toBeGreaterThan(15)
    for (const { metric, labels: used } of selected) {
      const own = labels.get(metric) ?? labels.get(metric.replace(/_(bucket|sum|count)$/, ''))
      if (own === undefined) expect(ofProcess).toContain(metric)
      // Those of the scraper, and of a histogram.
      expect([...(own ?? []), 'instance', 'job', 'le'], metric).toEqual(expect.arrayContaining([...used]))
    }
  })
})

test('every alert has a test of its own, in which it fires and does not', () => {
  const alerts = Array.from(readFileSync(RULES, 'utf8').matchAll(/alert: (\w+)/g), ([, name = '']) => name)
  const tests = readFileSync('examples/prometheus/dialtone.rules.test.yml', 'utf8')
    .split('- interval:')
    .slice(1)
  expect(tests.map((text) => /name: (\w+)/.exec(text)?.[1])).toEqual(alerts)
  for (const text of tests) {
    expect(text).toContain('exp_alerts: []')
    expect(text).toContain('exp_labels:')
  }
})

test('the advice of alerts names commands that there are', async () => {
  const program = await wholeProgram({ host: new FakeHost(), version: '1.2.3', commands: COMMANDS })
  const advice = Array.from(
    readFileSync(RULES, 'utf8').matchAll(/`dialtone ([a-z ]+?)(?= [{-]|`)/g),
    ([, words = '']) => words.split(' '),
  )
  expect(advice.length).toBeGreaterThan(5)
  for (const words of advice) {
    let at = program
    for (const word of words) {
      const next = at.commands.find((one) => one.name() === word)
      expect(next, words.join(' ')).toBeDefined()
      if (next !== undefined) at = next
    }
    expect(at.commands, words.join(' ')).toEqual([])
  }
})
