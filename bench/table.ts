/** Benchmark rows as a table: aligned for a terminal, or in Markdown for docs/benchmarks.md. */
import type { BenchRow } from './row.ts'

const HEADINGS = ['What', 'Dialtone', 'Peer', 'Aim', 'Met', 'Note']

export function formatTable(rows: readonly BenchRow[], options: { markdown: boolean }): string {
  const cells = rows.map((row) => [
    row.what,
    row.ours,
    row.peer ?? '—',
    row.aim,
    verdict(row.met),
    row.note ?? '',
  ])
  const table = [HEADINGS, ...cells]
  if (options.markdown) {
    const lines = table.map((line) => `| ${line.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    return [lines[0], `|${' --- |'.repeat(HEADINGS.length)}`, ...lines.slice(1)].join('\n')
  }
  const widths = HEADINGS.map((_, column) => Math.max(...table.map((line) => line[column]?.length ?? 0)))
  const aligned = table.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
  return [aligned[0], widths.map((width) => '─'.repeat(width)).join('  '), ...aligned.slice(1)].join('\n')
}

function verdict(met: boolean | null): string {
  if (met === null) return '—'
  return met ? 'yes' : 'no'
}
