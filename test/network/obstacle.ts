/** Prints what is told where nothing can be configured, by rights or by what the machine lacks, and the plan. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { silent, systemClock } from '../../src/base/index.ts'
import { linuxNetwork } from '../../src/network/index.ts'
import { compilePacketFilter, summarizePacket } from '../../src/policy/index.ts'
import { branch } from './settings.ts'
import { LINK } from './stage.ts'

const scratch = mkdtempSync(join(tmpdir(), 'dialtone-obstacle-'))
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }))

await using network = linuxNetwork({
  clock: systemClock,
  log: silent,
  reader: { compile: compilePacketFilter, summarize: summarizePacket },
  folders: { run: scratch, state: scratch },
})
await network.start([])
const refused = await network
  .path(branch(), () => undefined)
  .then(
    () => 'not refused',
    (thrown: unknown) => String(thrown),
  )
console.log(JSON.stringify({ obstacle: network.obstacle, refused, plan: network.plan(branch(), LINK) }))
