/** A service on one modem, its journal on a disk. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { silent, systemClock, systemRandom } from '../../src/base/index.ts'
import type { Channel } from '../../src/channel/index.ts'
import { inProcess } from '../../src/core/index.ts'
import { createMbimDriver } from '../../src/driver/index.ts'
import type { Service } from '../../src/api/index.ts'
import { createManager } from '../../src/manager/index.ts'
import { openStore } from '../../src/store/index.ts'
import { noNetwork } from '../../src/network/index.ts'

export interface BenchService extends AsyncDisposable {
  readonly service: Service
}

/** Resolves when the modem at the other end of `channel` is registered. */
export async function openBenchService(channel: () => Channel | Promise<Channel>): Promise<BenchService> {
  const surroundings = { clock: systemClock, random: systemRandom, log: silent }
  await using opening = new AsyncDisposableStack()
  const folder = mkdtempSync(join(tmpdir(), 'dialtone-bench-'))
  opening.defer(() => rmSync(folder, { recursive: true }))
  const store = opening.use(openStore({ ...surroundings, folder }))
  const driver = createMbimDriver({ ...surroundings, device: 'virtual0', channel })
  const manager = opening.use(
    await createManager({
      network: noNetwork({ code: 'not_supported', message: 'nothing is measured of it' }),
      ...surroundings,
      store,
      sources: [{ start: async (arrived) => arrived(driver), [Symbol.asyncDispose]: async () => undefined }],
      version: 'bench',
    }),
  )
  const service = manager.as(inProcess)
  while ((await service.modems())[0]?.state !== 'registered') await immediate()
  const open = opening.move()
  return { service, [Symbol.asyncDispose]: () => open.disposeAsync() }
}

export function immediate(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve)
  })
}
