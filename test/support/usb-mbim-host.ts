/** What a kernel does with an MBIM function on USB, for tests and benchmarks: configures it, carries control messages and blocks. */
import type { Channel, ChannelSink } from '../../src/channel/index.ts'
import type { UsbipClient } from './usbip-client.ts'

const TO_INTERFACE = 0x21
const FROM_INTERFACE = 0xa1
const LONGEST_MESSAGE = 4096

/** As `cdc_mbim` does: configuration 1, data flowing. */
export async function configure(
  client: UsbipClient,
  options: { format?: 'ntb16' | 'ntb32' } = {},
): Promise<void> {
  await client.control(0x00, 9, { value: 1 })
  await client.control(0x01, 11, { value: 0, index: 1 })
  if (options.format === 'ntb32') await client.control(TO_INTERFACE, 0x84, { value: 1 })
  await client.control(0x01, 11, { value: 1, index: 1 })
}

/** The control channel over encapsulated commands, as `cdc-wdm` gives it to programs. */
export function controlChannel(client: UsbipClient, name = 'usb'): Channel {
  let sink: ChannelSink | undefined
  const listen = async (): Promise<void> => {
    while (!client.isClosed) {
      const { status, data } = await Promise.race([
        client.in(1, 16),
        client.closed.then(() => ({ status: -1, data: Buffer.alloc(0) })),
      ])
      if (status !== 0) break
      if (!data.equals(Buffer.from('a101000000000000', 'hex'))) {
        throw new Error(`notification ${data.toString('hex')}`)
      }
      const response = await client.control(FROM_INTERFACE, 1, { length: LONGEST_MESSAGE })
      if (response.actual > 0) sink?.frame(response.data)
    }
    sink?.closed()
  }
  return {
    name,
    maxControlMessage: LONGEST_MESSAGE,
    start: (given) => {
      sink = given
      void listen()
    },
    send: (frame) => void client.control(TO_INTERFACE, 0, { data: frame }),
    close: () => client.close(),
  }
}

/** A block of 16 bits with one datagram, as a plain host makes it (USB NCM 1.0 §3). */
export function plainBlock(datagram: Uint8Array, session = 0): Buffer {
  return packedBlock([datagram], session)
}

/** A block of 16 bits, its table before its datagrams. */
export function packedBlock(datagrams: readonly Uint8Array[], session = 0): Buffer {
  const table = 12
  const length = 8 + 4 * (datagrams.length + 1)
  const room = datagrams.map((datagram) => Math.ceil(datagram.length / 4) * 4)
  const block = Buffer.alloc(table + length + room.reduce((sum, bytes) => sum + bytes, 0))
  block.write('NCMH', 0, 'latin1')
  block.writeUInt16LE(12, 4)
  block.writeUInt16LE(block.length, 8)
  block.writeUInt16LE(table, 10)
  block.write('IPS', table, 'latin1')
  block.writeUInt8(session, table + 3)
  block.writeUInt16LE(length, table + 4)
  let at = table + length
  for (const [index, datagram] of datagrams.entries()) {
    block.writeUInt16LE(at, table + 8 + 4 * index)
    block.writeUInt16LE(datagram.length, table + 10 + 4 * index)
    block.set(datagram, at)
    at += room[index] ?? 0
  }
  return block
}

/** The datagrams of a block of 16 bits, with the four letters of their tables; it trusts the block. */
export function datagramsOf(block: Buffer): { readonly name: string; readonly bytes: Buffer }[] {
  const found: { name: string; bytes: Buffer }[] = []
  for (let table = block.readUInt16LE(10); table !== 0; table = block.readUInt16LE(table + 6)) {
    const name = `${block.toString('latin1', table, table + 3)}${block.readUInt8(table + 3)}`
    for (let entry = table + 8; block.readUInt16LE(entry) !== 0; entry += 4) {
      const at = block.readUInt16LE(entry)
      found.push({ name, bytes: block.subarray(at, at + block.readUInt16LE(entry + 2)) })
    }
  }
  return found
}

/** An echo request over IPv4, `length` bytes with its header. */
export function echoRequest(from: string, to: string, length = 36, sequence = 1): Buffer {
  const packet = Buffer.alloc(length)
  packet.writeUInt16BE(0x4500, 0)
  packet.writeUInt16BE(length, 2)
  packet.writeUInt16BE(0x4001, 8)
  for (const [at, address] of [
    [12, from],
    [16, to],
  ] as const) {
    packet.set(address.split('.').map(Number), at)
  }
  packet.writeUInt16BE(sumOf(packet.subarray(0, 20)), 10)
  packet.writeUInt8(8, 20)
  packet.writeUInt16BE(sequence, 26)
  packet.writeUInt16BE(sumOf(packet.subarray(20)), 22)
  return packet
}

/** RFC 1071, of an even number of bytes. */
function sumOf(bytes: Buffer): number {
  let sum = 0
  for (let at = 0; at < bytes.length; at += 2) sum += bytes.readUInt16BE(at)
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16)
  return ~sum & 0xffff
}
