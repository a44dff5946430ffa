import { describe, expect, onTestFinished, test } from 'vitest'
import { Seconds, VirtualClock } from '../../../../base/index.ts'
import {
  Connect,
  DeviceCaps,
  DeviceServices,
  EmergencyMode,
  serializeMessage,
} from '../../../../mbim/index.ts'
import { activation } from '../../../../../test/support/host-rig.ts'
import { ProbeHost } from '../../../../../test/support/probe-host.ts'
import {
  configure,
  controlChannel,
  datagramsOf,
  echoRequest,
  plainBlock,
} from '../../../../../test/support/usb-mbim-host.ts'
import { UsbipClient } from '../../../../../test/support/usbip-client.ts'
import type { PacketNetwork } from '../../../data-path/packet-network.ts'
import { responderNetwork } from '../../../data-path/responder-network.ts'
import { createVirtualModem, type VirtualModem } from '../../../virtual-modem.ts'
import type { VirtualModemOptions } from '../../../virtual-modem-options.ts'
import { UsbipServer } from '../usbip-server.ts'
import { mbimUsbDevice } from './mbim-usb-device.ts'

const STALLED = -32
const STREAM_SERVICE = 'd0c2e957-2dcb-408c-859f-3373e84c88b4'

interface Rig {
  readonly modem: VirtualModem
  readonly clock: VirtualClock
  readonly port: number
  /** A kernel with no program on its control device. */
  readonly plugged: () => Promise<UsbipClient>
  readonly attached: (options?: { format?: 'ntb16' | 'ntb32' }) => Promise<Host>
}

/** A kernel, and a program on its control device. */
interface Host {
  readonly client: UsbipClient
  readonly probe: ProbeHost
}

async function rig(options: Partial<VirtualModemOptions> & { network?: PacketNetwork } = {}): Promise<Rig> {
  const clock = new VirtualClock()
  const { network = responderNetwork(), ...rest } = options
  const modem = createVirtualModem({ name: 'virtual0', clock, timing: 'instant', ...rest })
  onTestFinished(() => modem[Symbol.dispose]())
  const device = mbimUsbDevice({ modem, network })
  const server = await UsbipServer.serve({ devices: () => [device], port: 0, clock })
  onTestFinished(() => server[Symbol.asyncDispose]())
  await clock.advance(Seconds(1))
  const plugged = async (how = {}): Promise<UsbipClient> => {
    const client = await UsbipClient.attach(server.port, '1-1')
    if (typeof client === 'number') throw new Error(`refused with ${client}`)
    onTestFinished(() => client.close())
    await configure(client, how)
    return client
  }
  const attached = async (how = {}): Promise<Host> => {
    const client = await plugged(how)
    return { client, probe: new ProbeHost(controlChannel(client)) }
  }
  return { modem, clock, port: server.port, plugged, attached }
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise<void>((resolve) => setImmediate(resolve))
}

/** An echo request with that number of bytes to it. */
function ping(from: string, to: string, sequence = 1, size = 8): Uint8Array {
  return echoRequest(from, to, 28 + size, sequence)
}

/** What is known of an echo reply: from whom, to whom, its number. */
function reply(packet: Buffer): string {
  const address = (at: number): string => packet.subarray(at, at + 4).join('.')
  return `${address(12)} ${address(16)} ${packet.readUInt8(20)} ${packet.readUInt16BE(26)}`
}

describe('the control channel', () => {
  test('carries commands, answers and what the modem says by itself', async () => {
    const { attached, modem } = await rig()
    const { probe } = await attached()
    expect(await probe.open()).toBe('success')
    expect((await probe.query(DeviceCaps)).info?.deviceId).toBe(modem.inside.equipment.imei)
    modem.setEmergency(true)
    await until(() => probe.told(EmergencyMode).length > 0)
    expect(await probe.shut()).toBe('success')
    expect(modem.isOpen).toBe(false)
  })

  test('tells of each message by itself, in order, however many there are', async () => {
    const { attached, modem } = await rig()
    const { probe } = await attached()
    await probe.open()
    for (let turn = 0; turn < 50; turn++) modem.setEmergency(turn % 2 === 0)
    await until(() => probe.told(EmergencyMode).length === 50)
    const expected = Array.from({ length: 50 }, (_, turn) => ({ state: turn % 2 === 0 ? 'on' : 'off' }))
    expect(probe.told(EmergencyMode)).toEqual(expected)
  })

  test('a host that opens it gets nothing that was left by one that was told of it and never asked', async () => {
    const { plugged, modem } = await rig()
    const client = await plugged()
    const open = serializeMessage({ type: 'open', transactionId: 0x7777, maxControlTransfer: 4096 })
    await client.control(0x21, 0x00, { data: open })
    for (const emergency of [true, false, true]) modem.setEmergency(emergency)
    for (let message = 0; message < 4; message++) await client.in(1, 16)
    const probe = new ProbeHost(controlChannel(client))
    expect(await probe.open()).toBe('success')
    expect(probe.told(EmergencyMode)).toEqual([])
  })

  test('sends long messages in fragments of wMaxControlMessage, and takes them so', async () => {
    const { attached } = await rig({ maxControlTransfer: 64 })
    const { probe } = await attached()
    expect(await probe.open(64)).toBe('success')
    expect((await probe.query(DeviceServices)).info?.deviceServices.length).toBeGreaterThan(3)
    expect(probe.frames.every(({ length }) => length <= 64)).toBe(true)
    expect((await probe.set(Connect, activation())).status).toBe('success')
  })

  test('refuses what is longer, what is for others, and what it does not know', async () => {
    const { attached } = await rig({ maxControlTransfer: 64 })
    const { client } = await attached()
    const out = (request: number, options: { index?: number; length?: number }) =>
      client.control(0x21, request, { index: options.index ?? 0, data: new Uint8Array(options.length ?? 0) })
    expect((await out(0x00, { length: 65 })).status).toBe(STALLED)
    expect((await out(0x00, { length: 64, index: 1 })).status).toBe(STALLED)
    expect((await out(0x44, {})).status).toBe(STALLED)
    expect((await client.control(0xa1, 0x00, { length: 8 })).status).toBe(STALLED)
    expect((await client.control(0xc0, 0x00, { length: 8 })).status).toBe(STALLED)
    // Nothing to be had: nothing of no length.
    expect(await client.control(0xa1, 0x01, { length: 64 })).toMatchObject({ status: 0, actual: 0 })
  })

  test('RESET_FUNCTION closes the control session, contexts included, and forgets what was not fetched', async () => {
    const { attached, modem } = await rig()
    const { client, probe } = await attached()
    await probe.open()
    await probe.set(Connect, activation())
    expect(modem.inside.contexts.active).toHaveLength(1)
    await client.control(0x21, 0x05, {})
    expect(modem.isOpen).toBe(false)
    expect(modem.inside.contexts.active).toHaveLength(0)
    expect(modem.inside.registration.isRegistered).toBe(true)
    expect(await probe.open()).toBe('success')
  })

  test('a host that configures it anew finds it closed; one that lets go leaves it as it is', async () => {
    const { attached, modem } = await rig()
    const first = await attached()
    await first.probe.open()
    await first.probe.set(Connect, activation())
    first.client.close()
    await first.client.closed
    expect(modem.isOpen).toBe(true)
    let second: Host | undefined
    while (second === undefined) second = await attached().catch(() => undefined)
    expect(modem.isOpen).toBe(false)
    expect(await second.probe.open()).toBe('success')
  })
})

describe('the settings of data', () => {
  test('are read, chosen within what is possible, and begin anew with alternate setting 0', async () => {
    const { attached } = await rig()
    const { client } = await attached()
    const get = async (request: number, length: number): Promise<string> =>
      (await client.control(0xa1, request, { length })).data.toString('hex')
    const set = async (request: number, data: string, value = 0): Promise<number> =>
      (await client.control(0x21, request, { value, data: Buffer.from(data, 'hex') })).status
    expect(await get(0x80, 28)).toBe('1c000300' + '0000010004000000040000000000010004000000' + '04000000')
    expect(await get(0x85, 8)).toBe('0000010000000000')
    expect(await set(0x86, '00400000')).toBe(0)
    expect(await get(0x85, 4)).toBe('00400000')
    expect(await set(0x86, '0080000005000000')).toBe(0)
    expect(await get(0x85, 8)).toBe('0080000005000000')
    for (const size of ['00020000', '01000100', '0040', '']) expect(await set(0x86, size)).toBe(STALLED)
    expect(await get(0x87, 2)).toBe('0008')
    expect(await set(0x88, 'dc05')).toBe(0)
    expect(await get(0x87, 2)).toBe('dc05')
    for (const size of ['0108', '0004', '000000']) expect(await set(0x88, size)).toBe(STALLED)
    // While data flow, the format stays.
    expect(await set(0x84, '', 1)).toBe(STALLED)
    await client.control(0x01, 11, { value: 0, index: 1 })
    expect(await get(0x85, 8)).toBe('0000010000000000')
    expect(await set(0x84, '', 2)).toBe(STALLED)
    expect(await set(0x84, '', 1)).toBe(0)
    expect(await get(0x83, 2)).toBe('0100')
  })
})

describe('packets', () => {
  async function connected(options: Parameters<typeof rig>[0] = {}, how = {}) {
    const all = await rig(options)
    const host = await all.attached(how)
    await host.probe.open()
    expect((await host.probe.set(Connect, activation())).status).toBe('success')
    const lease = all.modem.inside.contexts.get(0)?.bearer?.leases.ipv4
    if (lease === undefined) throw new Error('an address was asked for')
    return { ...all, ...host, lease }
  }

  test('flow both ways while a context is activated, several in a block', async () => {
    const { client, lease, modem } = await connected()
    const first = client.in(2, 16_384)
    await client.out(3, plainBlock(ping(lease.address, lease.gateway)))
    const [answer] = datagramsOf((await first).data)
    expect(answer?.name).toBe('IPS0')
    expect(reply(answer?.bytes ?? Buffer.alloc(28))).toBe(`${lease.gateway} ${lease.address} 0 1`)
    // Nobody fetches meanwhile: what waits is put together.
    for (let count = 2; count <= 9; count++) {
      await client.out(3, plainBlock(ping(lease.address, lease.gateway, count, 1000)))
    }
    const blocks = [
      datagramsOf((await client.in(2, 4096)).data),
      datagramsOf((await client.in(2, 16_384)).data),
    ]
    expect(blocks.map(({ length }) => length)).toEqual([3, 5])
    expect(blocks.flat().map(({ bytes }) => bytes.readUInt16BE(26))).toEqual([2, 3, 4, 5, 6, 7, 8, 9])
    const { statistics } = modem.inside
    expect([statistics.read('out').packets, statistics.read('in').packets]).toEqual([9n, 9n])
  })

  test('of several sessions go their ways, each by its own table', async () => {
    const { client, probe, modem, lease } = await connected()
    await probe.set(Connect, { ...activation(), sessionId: 5, accessString: 'v4only', ipType: 'ipv4' })
    const other = modem.inside.contexts.get(5)?.bearer?.leases.ipv4
    if (other === undefined) throw new Error('an address was asked for')
    await client.out(3, plainBlock(ping(other.address, other.gateway, 50), 5))
    await client.out(3, plainBlock(ping(lease.address, lease.gateway, 60), 0))
    // From an address of another session, and in one that there is not.
    await client.out(3, plainBlock(ping(lease.address, lease.gateway, 70), 5))
    await client.out(3, plainBlock(ping(lease.address, lease.gateway, 80), 7))
    const found = datagramsOf((await client.in(2, 16_384)).data)
    expect(found.map(({ name, bytes }) => `${name} ${bytes.readUInt16BE(26)}`)).toEqual([
      'IPS5 50',
      'IPS0 60',
    ])
    expect(modem.inside.statistics.read('out').discards).toBe(1)
  })

  test('end with the context, those that wait included', async () => {
    const { client, probe, lease, modem } = await connected()
    await client.out(3, plainBlock(ping(lease.address, lease.gateway)))
    modem.networkDisconnect({ sessionId: 0, cause: 38 })
    await until(() => probe.told(Connect).length > 0)
    await client.out(3, plainBlock(ping(lease.address, lease.gateway)))
    void client.in(2, 16_384)
    // Still held, though a question has been answered since.
    const held = client.sequence
    await probe.query(DeviceCaps)
    expect(await client.unlink(held)).toBe(-104)
  })

  test('are those of the new addresses when these change', async () => {
    const { client, lease, modem } = await connected()
    modem.changeIp(0)
    const renewed = modem.inside.contexts.get(0)?.bearer?.leases.ipv4
    expect(renewed?.address).not.toBe(lease.address)
    const held = client.in(2, 16_384)
    await client.out(3, plainBlock(ping(lease.address, renewed?.gateway ?? '', 1)))
    await client.out(3, plainBlock(ping(renewed?.address ?? '', renewed?.gateway ?? '', 2)))
    expect(datagramsOf((await held).data).map(({ bytes }) => bytes.readUInt16BE(26))).toEqual([2])
  })

  test('in blocks that are none are counted as errors, and the next ones flow', async () => {
    const { client, lease, modem } = await connected()
    const block = plainBlock(ping(lease.address, lease.gateway))
    block.writeUInt16LE(0xffff, 10)
    expect((await client.out(3, block)).status).toBe(0)
    await client.out(3, new Uint8Array(65_537))
    expect(modem.inside.statistics.read('out').errors).toBe(2)
    const held = client.in(2, 16_384)
    await client.out(3, plainBlock(ping(lease.address, lease.gateway)))
    expect((await held).actual).toBeGreaterThan(0)
  })

  test('flow in blocks of 32 bits when the host has chosen them', async () => {
    const { client, lease } = await connected({}, { format: 'ntb32' })
    const held = client.in(2, 65_536)
    await client.out(3, plainBlock32(ping(lease.address, lease.gateway)))
    const { data } = await held
    expect(data.toString('latin1', 0, 4)).toBe('ncmh')
    const table = data.readUInt32LE(12)
    expect(data.toString('latin1', table, table + 3)).toBe('ips')
    const at = data.readUInt32LE(table + 16)
    expect(reply(data.subarray(at))).toBe(`${lease.gateway} ${lease.address} 0 1`)
  })

  test('that no transfer of the host has room for are lost, the others are not', async () => {
    const { client, lease } = await connected()
    await client.out(3, plainBlock(ping(lease.address, lease.gateway, 1, 1400)))
    await client.out(3, plainBlock(ping(lease.address, lease.gateway, 2, 100)))
    const found = datagramsOf((await client.in(2, 512)).data)
    expect(found.map(({ bytes }) => bytes.readUInt16BE(26))).toEqual([2])
  })

  test('pieces of device service streams travel beside them', async () => {
    const { client, modem } = await connected()
    modem.inside.streams.activate(STREAM_SERVICE, 9)
    const block = plainBlock(Buffer.from('hello'), 9)
    block.write('DSS', 12, 'latin1')
    const held = client.in(2, 16_384)
    await client.out(3, block)
    expect(datagramsOf((await held).data)).toEqual([{ name: 'DSS9', bytes: Buffer.from('hello') }])
  })
})

test('a modem that is pulled out leaves its host, and is found again as the same', async () => {
  const { attached, modem, clock, port } = await rig()
  const { client, probe } = await attached()
  await probe.open()
  modem.unplug()
  await client.closed
  expect(await UsbipClient.list(port)).toEqual([])
  expect(await UsbipClient.attach(port, '1-1')).toBe(4)
  modem.plug()
  await clock.advance(Seconds(1))
  const again = await attached()
  const serial = await again.client.control(0x80, 6, { value: 0x0303, length: 64 })
  expect(serial.data.toString('utf16le', 2)).toBe(modem.inside.equipment.imei)
  expect(await again.probe.open()).toBe('success')
})

test('a modem that is pulled out while it is not configured leaves its host as well, and answers nothing before', async () => {
  const { attached, modem } = await rig()
  const { client } = await attached()
  await client.control(0x00, 9, { value: 0 })
  expect((await client.control(0xa1, 0x80, { length: 28 })).status).toBe(STALLED)
  modem.unplug()
  await client.closed
})

/** As `plainBlock`, in 32 bits. */
function plainBlock32(datagram: Uint8Array): Buffer {
  const block = Buffer.alloc(48 + datagram.length)
  block.write('ncmh', 0, 'latin1')
  block.writeUInt16LE(16, 4)
  block.writeUInt32LE(block.length, 8)
  block.writeUInt32LE(16, 12)
  block.write('ips\0', 16, 'latin1')
  block.writeUInt16LE(32, 20)
  block.writeUInt32LE(48, 32)
  block.writeUInt32LE(datagram.length, 36)
  block.set(datagram, 48)
  return block
}
