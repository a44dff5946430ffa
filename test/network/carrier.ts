/** The servers behind the carrier: HTTP on port 80 (a page; /large is 4 MB; /bytes/N as many as asked for), DNS on port 53 (every name is the HTTP server's). */
import { createSocket } from 'node:dgram'
import { createServer, type ServerResponse } from 'node:http'
import { SERVER_V4, SERVER_V6 } from './stage.ts'
import { parseIpAddress } from '../../src/core/index.ts'

const LARGE = Buffer.alloc(4 * 1024 * 1024, 'x')

const http = createServer((request, response) => {
  // Who asks is what the gateway made of the client's address.
  if (request.url === '/large') response.end(LARGE)
  else if (request.url?.startsWith('/bytes/') === true) send(response, Number(request.url.slice(7)))
  else response.end(`hello ${request.socket.remoteAddress ?? ''}\n`)
})

function send(response: ServerResponse, rest: number): void {
  while (rest > 0) {
    const block = LARGE.subarray(0, Math.min(rest, 65_536))
    rest -= block.length
    if (response.write(block)) continue
    response.once('drain', () => {
      send(response, rest)
    })
    return
  }
  response.end()
}

/** Answers a question of one name for its A or AAAA (RFC 1035 §4). */
function answer(question: Buffer): Buffer {
  const end = question.indexOf(0, 12) + 5
  const isV6 = question.readUInt16BE(end - 4) === 28
  const address = parseIpAddress(isV6 ? SERVER_V6 : SERVER_V4) ?? new Uint8Array(0)
  const head = Buffer.from(question.subarray(0, end))
  head.writeUInt16BE(0x8180, 2)
  head.writeUInt16BE(1, 6)
  head.writeUInt32BE(0, 8)
  const record = Buffer.from([0xc0, 12, 0, isV6 ? 28 : 1, 0, 1, 0, 0, 0, 60, 0, address.length])
  return Buffer.concat([head, record, address])
}

for (const [type, host] of [
  ['udp4', '203.0.113.53'],
  ['udp6', '2001:db8:100::53'],
] as const) {
  const dns = createSocket(type)
  dns.on('message', (question, { port, address }) => {
    dns.send(answer(question), port, address)
  })
  await new Promise<void>((resolve) => dns.bind(53, host, resolve))
}
await new Promise<void>((resolve) => http.listen(80, '::', resolve))
process.on('disconnect', () => process.exit())
process.send?.('ready')
