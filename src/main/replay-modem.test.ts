import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { FakeHost } from '../../test/support/fake-host.ts'
import { runProgram } from '../face/cli/index.ts'
import { serializeMessage } from '../mbim/index.ts'
import { CaptureWriter } from '../record/index.ts'
import { COMMANDS } from './cli.ts'

test('a capture without the bring-up of its modem is refused, and why is said', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dialtone-replay-'))
  try {
    const writer = new CaptureWriter({ application: 'test', comment: 'test' })
    const open = serializeMessage({ type: 'open', transactionId: 1, maxControlTransfer: 4096 }).slice()
    const at = Date.UTC(2026, 0, 1)
    const blocks = writer.blocks({
      kind: 'frame',
      at,
      modem: 'm',
      direction: 'sent',
      frame: open,
      version: 1,
    })
    writeFileSync(join(folder, 'late.pcapng'), Buffer.concat([writer.header, ...blocks]))
    const host = new FakeHost({ env: { HOME: folder } })
    const argv = ['virtual', 'replay', join(folder, 'late.pcapng'), '--socket-name', 'dialtone-late']
    expect(await runProgram(argv, { host, version: '1.2.3', commands: COMMANDS })).toBe(1)
    expect(host.stderr.text).toMatch(/late\.pcapng has no bring-up of m: .*DEVICE_CAPS/)
    expect(host.stdout.text).toBe('')
  } finally {
    rmSync(folder, { recursive: true })
  }
})
