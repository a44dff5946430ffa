/**
 * Stands between a client of USB/IP that imports a device and its server, and writes what passes as a capture that Wireshark reads as
 * TCP, a message in each segment: its dissector loses count of several.
 */
import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** Where Wireshark expects USB/IP. */
const PORT = 3240
const CLIENT_PORT = 40_000
/** Raw IP. */
const LINK_TYPE = 101
const IMPORT = { client: 40, server: 320 } as const
const HEADER = 48

type Side = 'client' | 'server'

export class UsbipCapture implements AsyncDisposable {
  readonly port: number
  readonly #segments: Buffer[] = []
  readonly #rest: Record<Side, Buffer> = { client: Buffer.alloc(0), server: Buffer.alloc(0) }
  readonly #imported: Record<Side, boolean> = { client: false, server: false }
  /** Transfers into the host, by number. */
  readonly #inwards = new Set<number>()
  readonly #sent = { client: 1, server: 1 }
  readonly #close: () => Promise<void>

  private constructor(port: number, close: () => Promise<void>) {
    this.port = port
    this.#close = close
  }

  /** In front of the server at `port`. For one connection at a time. */
  static async open(port: number): Promise<UsbipCapture> {
    const sockets = new Set<Socket>()
    const server = createServer((client) => {
      const behind = connect({ port, host: '127.0.0.1' })
      for (const [from, to, who] of [
        [client, behind, 'client'],
        [behind, client, 'server'],
      ] as const) {
        sockets.add(from)
        from.setNoDelay(true)
        from.on('data', (bytes) => {
          capture.#note(who, bytes)
          to.write(bytes)
        })
        from.on('error', () => undefined)
        from.on('close', () => to.destroy())
      }
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const capture = new UsbipCapture((server.address() as AddressInfo).port, async () => {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    })
    return capture
  }

  /** The file so far, in the classic format. */
  get pcap(): Buffer {
    const head = Buffer.from(Uint32Array.of(0xa1b2c3d4, 0x00040002, 0, 0, 0x40000, LINK_TYPE).buffer)
    return Buffer.concat([
      head,
      ...this.#segments.flatMap((segment, index) => [
        Buffer.from(Uint32Array.of(0, index, segment.length, segment.length).buffer),
        segment,
      ]),
    ])
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#close()
  }

  #note(who: Side, bytes: Buffer): void {
    let rest = Buffer.concat([this.#rest[who], bytes])
    for (let length = this.#length(who, rest); rest.length >= length; length = this.#length(who, rest)) {
      this.#segments.push(this.#segment(who, rest.subarray(0, length)))
      this.#imported[who] = true
      rest = rest.subarray(length)
    }
    this.#rest[who] = rest
  }

  /** Of the message that this begins with; at least a header's. */
  #length(who: Side, bytes: Buffer): number {
    if (!this.#imported[who]) return IMPORT[who]
    if (bytes.length < HEADER) return HEADER
    const [command, sequence] = [bytes.readUInt32BE(0), bytes.readUInt32BE(4)]
    if (who === 'client') {
      const isIn = bytes.readUInt32BE(12) === 1
      if (command === 1 && isIn) this.#inwards.add(sequence)
      return HEADER + (command === 1 && !isIn ? bytes.readUInt32BE(24) : 0)
    }
    return HEADER + (command === 3 && this.#inwards.has(sequence) ? bytes.readUInt32BE(24) : 0)
  }

  /** As much of IPv4 and TCP as a dissector needs: no sums, and everything has been acknowledged. */
  #segment(who: Side, bytes: Buffer): Buffer {
    const other = who === 'client' ? 'server' : 'client'
    const segment = Buffer.alloc(40 + bytes.length)
    const ports = who === 'client' ? [CLIENT_PORT, PORT] : [PORT, CLIENT_PORT]
    segment.writeUInt16BE(0x4500, 0)
    segment.writeUInt16BE(segment.length, 2)
    segment.writeUInt16BE(0x4006, 8)
    segment.set(who === 'client' ? [10, 0, 0, 1, 10, 0, 0, 2] : [10, 0, 0, 2, 10, 0, 0, 1], 12)
    segment.writeUInt16BE(ports[0] ?? 0, 20)
    segment.writeUInt16BE(ports[1] ?? 0, 22)
    segment.writeUInt32BE(this.#sent[who], 24)
    segment.writeUInt32BE(this.#sent[other], 28)
    segment.writeUInt16BE(0x5018, 32)
    segment.writeUInt16BE(0xffff, 34)
    segment.set(bytes, 40)
    this.#sent[who] += bytes.length
    return segment
  }
}
