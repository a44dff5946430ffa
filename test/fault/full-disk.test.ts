import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { openStore } from '../../src/store/index.ts'
import { scratch } from '../support/scratch.ts'

const writer = fileURLToPath(new URL('./full-disk-writer.ts', import.meta.url))

interface Report {
  readonly told: readonly string[]
  readonly read: number
  readonly trouble: string
}

test('a disk that is full keeps nobody from being told, and harms nothing that was stored', async () => {
  using place = scratch()
  const folder = join(place.path, 'state')
  // No file may have more than 600 blocks: writing on fails as on a full disk, once the signal is ignored.
  const command = `trap '' XFSZ; ulimit -f 600; exec "$0" "$@"`
  const child = spawn('sh', ['-c', command, process.execPath, writer, folder, 'boot-1'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [output, end] = await Promise.all([text(child.stdout), once(child, 'close')])
  expect(end).toEqual([0, null])
  const { told, read, trouble } = JSON.parse(output) as Report // what the writer says
  expect(trouble).toContain('cannot be used')

  const failure = told.findIndex((line) => line.endsWith(' storage.failed'))
  expect(failure).toBeGreaterThan(100)
  expect(told.length - failure).toBeGreaterThan(500)
  expect(read).toBe(told.length)
  const [epoch = '', later = ''] = [told[0], told.at(-1)].map((line) => line?.split('-')[0])
  expect(told.map((line) => line.split(' ')[0])).toEqual([
    ...Array.from({ length: failure }, (_, index) => `${epoch}-${index + 1}`),
    ...Array.from({ length: told.length - failure }, (_, index) => `${later}-${index + 1}`),
  ])

  await using store = openStore({ folder, bootId: 'boot-1' })
  expect(store.trouble).toBeUndefined()
  expect(store.journal.head).toEqual({ epoch, seq: failure })
  expect(store.journal.read({ epoch: later, seq: 1 }, 1)).toBe('unknown')
})
