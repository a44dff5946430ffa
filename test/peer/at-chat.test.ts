/** `chat`, which dials for pppd, speaks to the modem on a pty. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest'
import { createVirtualModem, serveSerialPty, type VirtualModem } from '../../src/virtual/index.ts'
import { requirePeer } from './peer.ts'

const suite = requirePeer('chat', 'apt-get install ppp')

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dialtone-chat-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

function served(): { modem: VirtualModem; path: string } {
  const path = join(folder, 'tty')
  const modem = createVirtualModem({ name: 'virtual0', timing: 'instant' })
  const server = serveSerialPty({ modem, path })
  onTestFinished(() => {
    server[Symbol.dispose]()
    modem[Symbol.dispose]()
  })
  return { modem, path }
}

/** Its exit code, and what it tells of the conversation. */
async function chat(path: string, ...script: readonly string[]): Promise<{ code: unknown; told: string }> {
  const child = spawn('sh', [
    '-c',
    'tty=$1; shift; exec chat -s -v -t 10 "$@" <"$tty" >"$tty"',
    'sh',
    path,
    ...script,
  ])
  let told = ''
  child.stderr.on('data', (chunk: Buffer) => (told += chunk.toString()))
  const [code] = (await once(child, 'close')) as [unknown]
  return { code, told }
}

suite('chat', () => {
  test('initialises the modem as dialers do, asks it, and is connected', async () => {
    const { modem, path } = served()
    const { code, told } = await chat(
      path,
      ...['', 'ATZ', 'OK', 'ATQ0 V1 E1 S0=0 &C1 &D2 +FCLASS=0', 'OK', 'AT+CREG?', '+CREG: 0,1'],
      ...['', 'OK', 'AT+CGDCONT=1,"IP","v4only"', 'OK', 'ATDT*99***1#', 'CONNECT'],
    )
    expect({ code, told }).toMatchObject({ code: 0 })
    expect(modem.inside.storedContexts.list[0]?.accessString).toBe('v4only')
  })

  test.each([
    ['5550102', 'BUSY', 4],
    ['5559999', 'NO CARRIER', 5],
    ['hello', 'ERROR', 6],
  ])('is told why dialling %s failed: %s', async (number, _, expected) => {
    const { path } = served()
    const aborts = ['BUSY', 'NO CARRIER', 'ERROR'].flatMap((word) => ['ABORT', word])
    const { code } = await chat(path, ...aborts, '', 'ATZ', 'OK', `ATD${number}`, 'CONNECT')
    expect(code).toBe(expected)
  })
})
