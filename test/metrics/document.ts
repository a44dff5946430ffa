/** `docs/metrics.md`: every metric there is, from the rows that serve them. */
import { format, resolveConfig } from 'prettier'
import { Exposition, METRICS } from '../../src/face/metrics/exposition.ts'
import type { Metric } from '../../src/face/metrics/metric.ts'

export async function renderDocument(): Promise<string> {
  const names = new Set(METRICS.map(({ name }) => name))
  const others = (await new Exposition().described()).filter(({ name }) => !names.has(name))
  const text = [
    INTRODUCTION,
    ...SECTIONS.map(([title, prefixes]) =>
      section(
        title,
        METRICS.filter(({ name }) => sectionOf(name) === prefixes),
      ),
    ),
    '## The process\n',
    OF_PROCESS,
    table(
      ['Metric', 'Type', 'Meaning'],
      others.map(({ name, type, help }) => [`\`${name}\``, type, help]),
    ),
  ].join('\n')
  const options = await resolveConfig('docs/metrics.md')
  return format(text, { ...options, parser: 'markdown' })
}

/** By how names begin; what begins with none of these is the service's. */
const SECTIONS: readonly (readonly [title: string, prefixes: readonly string[]])[] = [
  ['Modems, SIMs, short messages', ['modem_', 'sim_', 'message']],
  ['Connections', ['connection_', 'context_']],
  ['Demand dialling', ['demand_', 'dial', 'redials_', 'hang_', 'held_', 'packets_']],
  ['The service', []],
]

function sectionOf(name: string): readonly string[] {
  const rest = name.replace(/^dialtone_/, '')
  const [, prefixes = []] =
    SECTIONS.find(([, starts]) => starts.some((start) => rest.startsWith(start))) ?? SECTIONS.at(-1) ?? []
  return prefixes
}

function section(title: string, metrics: readonly Metric[]): string {
  const rows = metrics.map(({ name, type, help, labels }) => [
    `\`${name}\``,
    type,
    help,
    Object.entries(labels)
      .map(([label, says]) => (says.startsWith('name of the') ? `\`${label}\`` : `\`${label}\`: ${says}`))
      .join('; '),
  ])
  return `## ${title}\n\n${table(['Metric', 'Type', 'Meaning', 'Labels'], rows)}`
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return (
    [header, header.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n') + '\n'
  )
}

const INTRODUCTION = `# Metrics

\`GET /metrics\` answers in the text format of Prometheus, on every way to the service, to whoever has the scope \`read\`:

<!-- service: --socket /run/dialtone/dialtone.sock serve --virtual --memory -->

\`\`\`console
$ curl --unix-socket /run/dialtone/dialtone.sock http://localhost/metrics
\`\`\`

Counters begin at 0 when the service starts. A counter with a label that nobody has met yet is not there, but for those by
modem, connection or dial interface, which are there from their first day. The labels \`modem\`, \`connection\` and
\`interface\` are names; the others hold words of closed lists: no IMSI, no ICCID, no number, no address, no text of a
network or a caller.

Alert rules, with tests of their own, and a Grafana dashboard are in [examples/prometheus](../examples/prometheus) and
[examples/grafana](../examples/grafana); [operating](operating.md) says how to scrape. The tables are written by a test, out of
what is served.
`

const OF_PROCESS = `Those of the client library. It is loaded by the first scrape, and counts from then on: what nobody looks at costs nothing.
`
