/**
 * Requests for the state of things, one after the other on each of twenty connections to the Unix socket of a service that
 * runs by itself. Beside it a bare `node:http` server that answers the same bytes: what is left is what the service does.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { createClient, type Fetch } from '../src/api/index.ts'
import { unixFetch } from '../src/reach/index.ts'
import type { BenchRow } from './row.ts'

const CONNECTIONS = 20
const WARM_UP = 20_000
const REQUESTS = 100_000
const PATHS = [
  ['/v1/modems', 'one modem, all that is known of it'],
  ['/v1/connections', 'its connection'],
] as const

const BIN = join(import.meta.dirname, '../bin/dialtone.js')
const BARE = join(import.meta.dirname, 'peer/bare-http.ts')

export async function run(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'dialtone-bench-'))
  try {
    const socket = join(folder, 'dialtone.sock')
    await using _ = await started([BIN, 'serve', '--virtual', '--memory', '--socket', socket])
    const rows: BenchRow[] = []
    for (const [path, what] of PATHS) {
      const file = join(folder, 'body')
      using reached = unixFetch(socket)
      if (rows.length === 0) await registered(reached.fetch)
      const answer = await reached.fetch(`http://localhost${path}`, { method: 'GET', headers: {} })
      const body = await answer.text()
      writeFileSync(file, body)
      const bareSocket = join(folder, `bare${rows.length}.sock`)
      await using _bare = await started([BARE, bareSocket, file])
      const peer = await rate(bareSocket, '/')
      const ours = await rate(socket, path)
      rows.push({
        what: `GET ${path} on ${CONNECTIONS} connections`,
        ours: perSecond(ours),
        peer: perSecond(peer),
        aim: 'over 25 000/s',
        met: ours > 25_000,
        note: `${what}, ${body.length} bytes; the peer is a bare node:http server that answers the same bytes`,
      })
    }
    return rows
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Until then what is known of a modem grows from answer to answer, and the peer would not answer the same. */
async function registered(fetch: Fetch): Promise<void> {
  for await (const _ of createClient(fetch).watch({})) {
    const [modem] = await createClient(fetch).modems()
    if (modem?.packetService?.state === 'attached') return
  }
}

async function rate(socket: string, path: string): Promise<number> {
  await ask(socket, path, WARM_UP)
  const begun = performance.now()
  await ask(socket, path, REQUESTS)
  return (REQUESTS / (performance.now() - begun)) * 1000
}

async function ask(socket: string, path: string, requests: number): Promise<void> {
  const request = Buffer.from(`GET ${path} HTTP/1.1\r\nhost: localhost\r\n\r\n`)
  await Promise.all(
    Array.from({ length: CONNECTIONS }, () => onOne(connect(socket), request, requests / CONNECTIONS)),
  )
}

/** The next request leaves when the answer to the last one is here. */
function onOne(socket: Socket, request: Buffer, count: number): Promise<void> {
  return new Promise((resolve, reject) => {
    let left = count
    let length = 0
    let had = 0
    socket.once('error', reject)
    socket.on('data', (part: Buffer) => {
      had += part.length
      if (length === 0) {
        const head = part.indexOf('\r\n\r\n')
        const said = /content-length: (\d+)/i.exec(part.subarray(0, head).toString('latin1'))?.[1]
        if (!part.toString('latin1', 0, 12).startsWith('HTTP/1.1 200') || said === undefined) {
          reject(new Error(part.toString()))
          return
        }
        length = head + 4 + Number(said)
      }
      if (had < length) return
      had -= length
      length = 0
      left--
      if (left === 0) {
        socket.destroy()
        resolve()
      } else socket.write(request)
    })
    socket.write(request)
  })
}

async function started(argv: readonly string[]): Promise<AsyncDisposable> {
  const child: ChildProcess = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'inherit'] })
  if (child.stdout === null) throw new Error('it has no output')
  for await (const said of createInterface({ input: child.stdout })) {
    if (!said.includes('is running')) continue
    child.stdout.resume() // what it says from now on is not looked at
    break
  }
  return {
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM')
      await once(child, 'exit')
    },
  }
}

function perSecond(value: number): string {
  return `${Math.round(value / 100) * 100}/s`.replace(/(\d)(\d{3})\//, '$1 $2/')
}
