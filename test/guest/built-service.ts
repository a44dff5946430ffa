/**
 * The service as people have it, put into a guest: what `npm run build` makes, on the guest's own disk. Out of the sources it starts
 * in minutes where the processor is emulated: two thousand files come from the machine outside, and lose their types in there.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildCode } from '../../build/code.ts'
import { layProgram } from '../../build/program.ts'
import { Minutes } from '../../src/base/index.ts'
import type { Guest } from './guest.ts'

const REPOSITORY = join(import.meta.dirname, '../..')

const PLACE = '/opt/dialtone'

/** What runs it: `[...BUILT, 'serve']`. */
export const BUILT: readonly string[] = [`${PLACE}/node`, `${PLACE}/bin/dialtone.js`]

export async function installBuilt(guest: Guest): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), 'dialtone-built-'))
  try {
    await buildCode(REPOSITORY, join(scratch, 'dist'))
    layProgram(REPOSITORY, join(scratch, 'dist'), join(scratch, 'app'))
    const archive = join(scratch, 'app.tar.gz')
    execFileSync('tar', ['-czf', archive, '-C', join(scratch, 'app'), '.'])
    await guest.send(archive, '/tmp/app.tar.gz')
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
  await guest.run(
    `mkdir ${PLACE} && tar -xzf /tmp/app.tar.gz -C ${PLACE} && rm /tmp/app.tar.gz &&
     cp /dialtone/node_modules/node/bin/node ${PLACE}/node`,
    { timeout: Minutes(3) },
  )
}
