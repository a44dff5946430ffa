/**
 * A hundred modems behind a proxy socket, played by another process: found, ready and watched by a service, and how much
 * memory each takes there, the modem itself not included. ModemManager's are the same modems; its processes are measured by
 * what the kernel says of them.
 */
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runModemManager } from './peer/modem-manager.ts'
import type { BenchRow } from './row.ts'
import { answerParent, figuresOf, measureInChild, type ManyFigures } from './support/many.ts'

const MANY = 100

export async function run(): Promise<BenchRow[]> {
  const [one, many] = [
    await measureInChild(import.meta.filename, 1),
    await measureInChild(import.meta.filename, MANY),
  ]
  const each = (many.resident - one.resident) / (MANY - 1)
  const peer = await runModemManager('modems', MANY)
  const theirs = 'missing' in peer ? undefined : peer.figures
  const note =
    'missing' in peer
      ? `no ${peer.missing}`
      : `${peer.name}, from its start; it tells them disabled, not registered`
  return [
    {
      what: `${MANY} modems behind a proxy socket: found, registered and watched`,
      ours: `${many.ready.toFixed(0)} ms`,
      ...(theirs !== undefined && { peer: `${theirs.ready.toFixed(0)} ms` }),
      aim: 'less than ModemManager',
      met: theirs === undefined ? null : many.ready < theirs.ready,
      note,
    },
    {
      what: 'memory for each of them, the modem itself not included',
      ours: `${(each / 2 ** 20).toFixed(3)} MB`,
      ...(theirs !== undefined && { peer: `${(theirs.each / 2 ** 20).toFixed(3)} MB` }),
      aim: 'less than ModemManager',
      met: theirs === undefined ? null : each < theirs.each,
      note: `(RSS of ${MANY} − RSS of 1) / ${MANY - 1}`,
    },
  ]
}

async function measure(count: number): Promise<ManyFigures> {
  const { silent, systemClock, systemRandom } = await import('../src/base/index.ts')
  const { createMbimDriver, openControlChannel } = await import('../src/driver/index.ts')
  const { createManager } = await import('../src/manager/index.ts')
  const { noNetwork } = await import('../src/network/index.ts')
  const { openStore } = await import('../src/store/index.ts')
  await using cleanUp = new AsyncDisposableStack()
  const folder = mkdtempSync(join(tmpdir(), 'dialtone-bench-'))
  cleanUp.defer(() => rmSync(folder, { recursive: true }))
  const socketName = `dialtone-bench-many-${process.pid}`
  const served: ChildProcess = fork(join(import.meta.dirname, 'support/served-modem.ts'), [
    socketName,
    count.toString(),
  ])
  cleanUp.defer(() => served.disconnect())
  await once(served, 'message')
  const surroundings = { clock: systemClock, random: systemRandom, log: silent }
  const store = cleanUp.use(openStore({ ...surroundings, folder }))
  const drivers = Array.from({ length: count }, (_, index) => {
    // The proxy picks a modem by the last part of its path.
    const device = join(folder, `virtual${index}`)
    writeFileSync(device, '')
    const channel = () => openControlChannel(device, { clock: systemClock, proxy: `@${socketName}` })
    return createMbimDriver({ ...surroundings, device, channel })
  })
  const start = performance.now()
  const manager = cleanUp.use(
    await createManager({
      ...surroundings,
      network: noNetwork({ code: 'not_supported', message: 'nothing is measured of it' }),
      store,
      sources: [
        {
          start: async (arrived) => {
            for (const driver of drivers) arrived(driver)
          },
          [Symbol.asyncDispose]: async () => undefined,
        },
      ],
      version: 'bench',
    }),
  )
  return await figuresOf(manager, { count, start })
}

if (process.argv[1] === import.meta.filename) await answerParent(measure)
