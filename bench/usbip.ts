/**
 * The data path of the virtual modem as USB hardware: a host of our own on USB/IP, in a process of its own, sends echo requests in
 * transfer blocks and counts what comes back. Beside it the same with one datagram in a block, as a plain function does it.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { Connect } from '../src/mbim/index.ts'
import { activation } from '../test/support/host-rig.ts'
import { ProbeHost } from '../test/support/probe-host.ts'
import { configure, controlChannel, echoRequest, packedBlock } from '../test/support/usb-mbim-host.ts'
import { UsbipClient } from '../test/support/usbip-client.ts'
import type { BenchRow } from './row.ts'
import { milliseconds, quantile } from './support/figure.ts'

const PINGS = 3000
/** Milliseconds of each measurement, after a second of warming up. */
const LASTS = 3000
const WARMS = 1000
/** An IP packet of the usual length. */
const PACKET = 1500
/** Of a transfer, either way, as Linux' driver has it at most. */
const BLOCK = 32_768
/** Transfers under way in each direction: Linux has five to ten. */
const UNDER_WAY = 8

interface Modem {
  readonly client: UsbipClient
  readonly address: string
  readonly gateway: string
  readonly end: () => Promise<void>
}

export async function run(): Promise<BenchRow[]> {
  const rows = await measure('responder', 'answered in the process')
  if (process.getuid?.() === 0) {
    return [...rows, ...(await measure('carrier', 'through a TUN into a namespace'))]
  }
  return [
    ...rows,
    { what: 'USB/IP, through a TUN', ours: '—', aim: '—', met: null, note: 'needs root and iproute2' },
  ]
}

async function measure(where: 'responder' | 'carrier', how: string): Promise<BenchRow[]> {
  const modem = await attach(where)
  const times = await roundTrips(modem)
  const packed = await throughput(modem, Math.floor((BLOCK - 20) / (PACKET + 8)))
  // wNtbInMaxDatagrams: the function puts one into each block as well.
  const size = Buffer.alloc(8)
  size.writeUInt32LE(BLOCK, 0)
  size.writeUInt16LE(1, 4)
  await modem.client.control(0x21, 0x86, { data: size })
  const plain = await throughput(modem, 1)
  await modem.end()
  return [
    {
      what: `USB/IP, ${how}: round trip of an echo, p50 / p99`,
      ours: `${milliseconds(quantile(times, 0.5))} / ${milliseconds(quantile(times, 0.99))}`,
      aim: 'under 3 ms p50',
      met: quantile(times, 0.5) < 3,
      note: `${PINGS} times, one after the other; a plain prototype in an emulated guest took 3 to 5 ms`,
    },
    {
      what: `USB/IP, ${how}: throughput, both ways at once`,
      ours: `${Math.round(packed)} Mbit/s each`,
      peer: `${Math.round(plain)} Mbit/s each`,
      aim: 'over 40 Mbit/s, and over the peer',
      met: packed > Math.max(40, plain),
      note: `echoes of ${PACKET} bytes, blocks of ${BLOCK / 1024} KiB; the peer is the same with one datagram in a block; a plain prototype in an emulated guest carried 40 Mbit/s`,
    },
  ]
}

async function attach(where: string): Promise<Modem> {
  const child = fork(join(import.meta.dirname, 'support', 'usb-modem.ts'), [where])
  // The cast names what usb-modem.ts says first.
  const [port] = (await once(child, 'message')) as [number]
  const client = await UsbipClient.attach(port, '1-1')
  if (typeof client === 'number') throw new Error(`the server refused with ${client}`)
  await configure(client)
  const probe = new ProbeHost(controlChannel(client))
  await probe.open()
  while ((await probe.set(Connect, activation())).status !== 'success') continue
  // The first address of the pool, which a modem alone in its world has.
  const [address, gateway] = ['100.64.0.2', '100.64.0.1']
  return {
    client,
    address,
    gateway,
    end: async () => {
      client.close()
      child.disconnect()
      await once(child, 'exit')
    },
  }
}

/** Milliseconds. */
async function roundTrips({ client, address, gateway }: Modem): Promise<number[]> {
  const block = packedBlock([echoRequest(address, gateway)])
  const times: number[] = []
  for (let round = 0; round < PINGS + 500; round++) {
    const answer = client.in(2, BLOCK)
    const begun = performance.now()
    void client.out(3, block)
    await answer
    if (round >= 500) times.push(performance.now() - begun)
  }
  return times
}

/** Megabits a second of IP that come back, while as much is sent. */
async function throughput({ client, address, gateway }: Modem, each: number): Promise<number> {
  const block = packedBlock(Array.from({ length: each }, () => echoRequest(address, gateway, PACKET)))
  let isOver = false
  let received = 0
  const receiving = Array.from({ length: UNDER_WAY }, async () => {
    while (!isOver) {
      const { data } = await client.in(2, BLOCK)
      for (let table = data.readUInt16LE(10); table !== 0; table = data.readUInt16LE(table + 6)) {
        // Entries of four bytes, the last one empty.
        received += (data.readUInt16LE(table + 4) - 12) / 4
      }
    }
  })
  const sending = Array.from({ length: UNDER_WAY }, async () => {
    while (!isOver) await client.out(3, block)
  })
  await pause(WARMS)
  received = 0
  const begun = performance.now()
  await pause(LASTS)
  const rate = (received * PACKET * 8) / (performance.now() - begun) / 1000
  isOver = true
  await Promise.all(sending)
  // What is still held ends with one packet each.
  const single = packedBlock([echoRequest(address, gateway, PACKET)])
  await Promise.race([
    Promise.all(receiving),
    (async () => {
      for (;;) {
        await client.out(3, single)
        await pause(1)
      }
    })(),
  ])
  return rate
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
