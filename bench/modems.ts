/**
 * Many modems in one service, in this process with the virtual modems that they drive: until all are ready, and how much
 * memory each takes.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BenchRow } from './row.ts'
import { quantile } from './support/figure.ts'
import { answerParent, figuresOf, measureInChild, type ManyFigures } from './support/many.ts'

const MANY = 200
const ROUNDS = 5

export async function run(): Promise<BenchRow[]> {
  const [one, many]: [ManyFigures[], ManyFigures[]] = [[], []]
  for (let round = 0; round < ROUNDS; round++) {
    one.push(await measureInChild(import.meta.filename, 1))
    many.push(await measureInChild(import.meta.filename, MANY))
  }
  const half = (figures: readonly ManyFigures[], figure: keyof ManyFigures): number =>
    quantile(
      figures.map((each) => each[figure]),
      0.5,
    )
  const ready = half(many, 'ready')
  const megabytes = (half(many, 'resident') - half(one, 'resident')) / (MANY - 1) / 1024 / 1024
  return [
    {
      what: `${MANY} virtual modems in one service: all ready`,
      ours: `${ready.toFixed(0)} ms`,
      aim: 'under 1 s',
      met: ready < 1000,
      note: `median of ${ROUNDS}; from the start of the service to the last registration`,
    },
    {
      what: 'memory per modem, its virtual modem included',
      ours: `${megabytes.toFixed(3)} MB`,
      aim: 'under 0.1 MB',
      met: megabytes < 0.1,
      note: `(RSS of ${MANY} − RSS of 1) / ${MANY - 1}, medians of ${ROUNDS}, after what a start leaves is thrown away, as a service does`,
    },
  ]
}

async function measure(count: number): Promise<ManyFigures> {
  const { openService } = await import('../src/main/open-service.ts')
  await using cleanUp = new AsyncDisposableStack()
  const state = mkdtempSync(join(tmpdir(), 'dialtone-bench-'))
  cleanUp.defer(() => rmSync(state, { recursive: true }))
  const start = performance.now()
  const open = cleanUp.use(await openService({ state, virtual: { count, timing: 'instant' } }))
  return await figuresOf(open, { count, start })
}

if (process.argv[1] === import.meta.filename) await answerParent(measure)
