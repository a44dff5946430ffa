/**
 * The process in the carrier's network namespace: a web server on every address at port 80, and a name server on the
 * addresses that are its arguments. It ends with its parent, whose pipe is its standard input, and says `ready` when all
 * are listening.
 *
 * `GET /` greets, `GET /address` answers with the client's address as it is seen here, `GET /bytes/N` with N bytes.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer as createTcpServer, type Socket } from 'node:net'
import { createSocket } from 'node:dgram'
import { Seconds, systemClock } from '../../base/index.ts'
import { NAMES } from './internet.ts'
import { answerQuery } from './name-server.ts'

// Not imported: an import reads every export, and one of them is made of all of Node.js' `fetch` when it is read (13 MB).
const http = process.getBuiltinModule('node:http')

const HTTP_PORT = 80
const DNS_PORT = 53
/** As much as anybody needs to see a download break off. */
const MOST_BYTES = 1024 ** 3
/** A look-up is one question and one answer: whoever is here for longer has forgotten to hang up (RFC 7766 §6.2.3). */
const PATIENCE = Seconds(10)
const CHUNK = new Uint8Array(64 * 1024).fill(0x64)

function serve(request: IncomingMessage, response: ServerResponse): void {
  const path = request.url ?? '/'
  const bytes = /^\/bytes\/(\d{1,12})$/.exec(path)?.[1]
  if (path === '/') text(response, 200, 'This is the internet behind Dialtone Mobile.\n')
  else if (path === '/address') text(response, 200, `${clientOf(request)}\n`)
  else if (bytes !== undefined) send(response, Math.min(Number(bytes), MOST_BYTES))
  else text(response, 404, 'There is no such page.\n')
}

/** An IPv4 client of a socket for both families without the mark of that. */
function clientOf({ socket }: IncomingMessage): string {
  return socket.remoteAddress?.replace(/^::ffff:/, '') ?? ''
}

function text(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'content-type': 'text/plain', 'content-length': body.length }).end(body)
}

function send(response: ServerResponse, bytes: number): void {
  response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': bytes })
  let rest = bytes
  const more = (): void => {
    while (rest > 0) {
      const part = CHUNK.subarray(0, Math.min(rest, CHUNK.length))
      rest -= part.length
      if (!response.write(part)) {
        response.once('drain', more)
        return
      }
    }
    response.end()
  }
  more()
}

/** A message over TCP has its length before it. RFC 1035 §4.2.2 */
function answerStream(socket: Socket): void {
  let received = Buffer.alloc(0)
  const limit = systemClock.setTimer(PATIENCE, () => socket.destroy(), { background: true })
  socket.on('close', () => limit[Symbol.dispose]())
  socket.on('error', () => socket.destroy())
  socket.on('data', (part: Buffer) => {
    received = Buffer.concat([received, part])
    while (received.length >= 2 && received.length >= 2 + received.readUInt16BE(0)) {
      const length = received.readUInt16BE(0)
      const answer = answerQuery(received.subarray(2, 2 + length), NAMES)
      received = received.subarray(2 + length)
      if (answer === undefined) continue
      const head = Buffer.alloc(2)
      head.writeUInt16BE(answer.length)
      socket.write(Buffer.concat([head, answer]))
    }
  })
}

function listening(listen: (done: () => void) => void): Promise<void> {
  return new Promise((resolve) => listen(resolve))
}

/** Bound to its address: an answer from another one than was asked is not taken. */
async function serveNames(address: string): Promise<void> {
  const stream = createTcpServer(answerStream)
  const datagrams = createSocket({ type: address.includes(':') ? 'udp6' : 'udp4' })
  datagrams.on('message', (query, client) => {
    const answer = answerQuery(query, NAMES)
    if (answer !== undefined) datagrams.send(answer, client.port, client.address)
  })
  // A client that has gone meanwhile is no reason to end.
  datagrams.on('error', () => undefined)
  await listening((done) => stream.listen(DNS_PORT, address, done))
  await listening((done) => datagrams.bind(DNS_PORT, address, done))
}

process.stdin.resume().on('end', () => process.exit(0))
await listening((done) => http.createServer(serve).listen(HTTP_PORT, '::', done))
await Promise.all(process.argv.slice(2).map(serveNames))
process.stdout.write('ready\n')
