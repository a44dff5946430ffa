import { describe, expect, onTestFinished, test } from 'vitest'
import { Seconds, VirtualClock, type Logger } from '../../../base/index.ts'
import { UsbipClient } from '../../../../test/support/usbip-client.ts'
import type { SetupPacket, UsbDevice, UsbFunction, UsbHost } from './usb-device.ts'
import { UsbipServer } from './usbip-server.ts'

const STALLED = -32
const OVERFLOW = -75
const UNLINKED = -104
const SHUT_DOWN = -108
const STATUS = { notAvailable: 1, busy: 2, noSuchDevice: 4 } as const

/** One that keeps what it is told, and has what the test gives it. */
class FakeDevice implements UsbDevice {
  readonly name: string
  isPlugged = true
  host: UsbHost | undefined
  disposed = 0
  readonly done: string[] = []
  readonly waiting: Uint8Array[] = []
  readonly given: Uint8Array[] = []
  /** What `give` returns. */
  taking: Promise<void> | undefined
  answer: (setup: SetupPacket, data: Uint8Array) => Uint8Array | 'stall' = () => 'stall'
  readonly description = {
    speed: 'high',
    vendor: 0x1209,
    product: 0x0010,
    release: 0x0123,
    class: [0, 0, 0],
    manufacturer: 'Dialtone',
    model: 'Fake',
    serial: '4711',
    interfaces: [
      {
        number: 0,
        alternates: [
          { class: [0xff, 1, 2], endpoints: [] },
          {
            class: [0xff, 1, 2],
            endpoints: [
              { address: 0x81, type: 'bulk', maxPacket: 512, interval: 0 },
              { address: 0x02, type: 'bulk', maxPacket: 512, interval: 0 },
            ],
          },
        ],
      },
    ],
  } as const

  constructor(name = 'fake0') {
    this.name = name
  }

  connect(host: UsbHost): UsbFunction {
    this.host = host
    return {
      configure: (value) => this.done.push(`configure ${value}`),
      select: (number, alternate) => this.done.push(`select ${number} ${alternate}`),
      reset: () => this.done.push('reset'),
      control: (setup, data) => this.answer(setup, data),
      take: (_endpoint, length) => {
        const [first] = this.waiting
        if (first === undefined) return undefined
        if (length === 0) return new Uint8Array(1)
        return this.waiting.shift()
      },
      give: (_endpoint, data) => {
        this.given.push(data)
        return this.taking
      },
      [Symbol.dispose]: () => {
        this.disposed++
      },
    }
  }

  say(...bytes: number[]): void {
    this.waiting.push(Uint8Array.from(bytes))
    this.host?.ready(0x81)
  }
}

interface Rig {
  readonly clock: VirtualClock
  readonly device: FakeDevice
  readonly other: FakeDevice
  readonly port: number
  /** Why clients went, newest last. */
  readonly reasons: string[]
  /** Imported, configured, with its endpoints. */
  readonly attached: () => Promise<UsbipClient>
}

async function rig(): Promise<Rig> {
  const clock = new VirtualClock()
  const [device, other] = [new FakeDevice(), new FakeDevice('fake1')]
  const reasons: string[] = []
  const keep = ({ why }: { readonly why?: unknown }): void => {
    if (typeof why === 'string') reasons.push(why)
  }
  const log: Logger = {
    debug: () => undefined,
    info: keep,
    warn: keep,
    error: keep,
    child: () => log,
  }
  const server = await UsbipServer.serve({ devices: () => [device, other], port: 0, clock, log })
  onTestFinished(() => server[Symbol.asyncDispose]())
  const { port } = server
  const attached = async (): Promise<UsbipClient> => {
    const client = await attach(port)
    await client.control(0x00, 9, { value: 1 })
    await client.control(0x01, 11, { value: 1 })
    return client
  }
  return { clock, device, other, port, reasons, attached }
}

async function attach(port: number, busId = '1-1'): Promise<UsbipClient> {
  const client = await UsbipClient.attach(port, busId)
  if (typeof client === 'number') throw new Error(`refused with ${client}`)
  onTestFinished(() => client.close())
  return client
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise<void>((resolve) => setImmediate(resolve))
}

/** Time passes, and the sockets have theirs, until it is so. */
async function passes(clock: VirtualClock, condition: () => boolean): Promise<void> {
  while (!condition()) {
    await clock.advance(Seconds(1))
    for (let turn = 0; turn < 5; turn++) await new Promise<void>((resolve) => setImmediate(resolve))
  }
}

describe('operations', () => {
  test('lists what is plugged in', async () => {
    const { port, device } = await rig()
    const fake = { vendor: 0x1209, product: 0x10, speed: 3, interfaces: [[0xff, 1, 2]] }
    expect(await UsbipClient.list(port)).toEqual([
      { busId: '1-1', ...fake },
      { busId: '1-2', ...fake },
    ])
    device.isPlugged = false
    expect((await UsbipClient.list(port)).map(({ busId }) => busId)).toEqual(['1-2'])
  })

  test('gives a device to one client at a time, the others to others', async () => {
    const { port, device, other } = await rig()
    const client = await attach(port)
    expect(client.device).toBe(0x10001)
    expect(await UsbipClient.attach(port, '1-1')).toBe(STATUS.busy)
    expect((await attach(port, '1-2')).device).toBe(0x10002)
    client.close()
    await until(() => device.disposed === 1)
    expect(other.disposed).toBe(0)
    await attach(port)
  })

  test.each(['1-3', '', '../1-1', '1-1\u00ff'])('does not know %j', async (busId) => {
    const { port } = await rig()
    expect(await UsbipClient.attach(port, busId)).toBe(STATUS.noSuchDevice)
  })

  test('does not know what is unplugged', async () => {
    const { port, device } = await rig()
    device.isPlugged = false
    expect(await UsbipClient.attach(port, '1-1')).toBe(STATUS.noSuchDevice)
  })

  test('a device that is pulled out leaves its client, and may be taken again once it is in', async () => {
    const { port, device, reasons } = await rig()
    const client = await attach(port)
    device.isPlugged = false
    device.host?.gone()
    await client.closed
    expect(reasons.at(-1)).toBe('fake0 has been pulled out')
    device.isPlugged = true
    await attach(port)
  })
})

describe('endpoint 0', () => {
  const read = async (client: UsbipClient, value: number, length = 255): Promise<string> =>
    (await client.control(0x80, 6, { value, length })).data.toString('hex')

  test('has the descriptors, as much as is asked for', async () => {
    const { port } = await rig()
    const client = await attach(port)
    expect(await read(client, 0x0100)).toMatch(/^12010002.{8}0912100023010102/)
    expect(await read(client, 0x0100, 8)).toHaveLength(16)
    expect((await read(client, 0x0200)).slice(4, 8)).toBe('2900')
    expect(Buffer.from((await read(client, 0x0303)).slice(4), 'hex').toString('utf16le')).toBe('4711')
    for (const value of [0x0600, 0x0201, 0x0304, 0x0f00]) {
      expect((await client.control(0x80, 6, { value, length: 64 })).status).toBe(STALLED)
    }
  })

  test('knows what was chosen, and tells the device', async () => {
    const { port, device } = await rig()
    const client = await attach(port)
    const configuration = async (): Promise<string> =>
      (await client.control(0x80, 8, { length: 1 })).data.toString('hex')
    expect(await configuration()).toBe('00')
    expect((await client.control(0x81, 10, { length: 1 })).status).toBe(STALLED)
    expect((await client.control(0x00, 9, { value: 2 })).status).toBe(STALLED)
    await client.control(0x00, 9, { value: 1 })
    expect(await configuration()).toBe('01')
    expect((await client.control(0x01, 11, { value: 2 })).status).toBe(STALLED)
    expect((await client.control(0x01, 11, { value: 0, index: 1 })).status).toBe(STALLED)
    await client.control(0x01, 11, { value: 1 })
    expect((await client.control(0x81, 10, { length: 1 })).data).toEqual(Buffer.from([1]))
    // A port that is reset: nothing is chosen any more.
    await client.control(0x23, 3, { value: 4, index: 1 })
    expect(await configuration()).toBe('00')
    expect(device.done).toEqual(['configure 1', 'select 0 1', 'reset'])
  })

  test('halts an endpoint and lets it go on', async () => {
    const { attached, device } = await rig()
    const client = await attached()
    const halt = (request: number, index: number) => client.control(0x02, request, { index })
    const status = async (): Promise<number | undefined> =>
      (await client.control(0x82, 0, { index: 0x81, length: 2 })).data[0]
    expect((await halt(3, 0x83)).status).toBe(STALLED)
    const held = client.in(1, 64)
    await halt(3, 0x81)
    expect(await status()).toBe(1)
    device.say(1)
    expect((await client.in(1, 64)).status).toBe(STALLED)
    await halt(1, 0x81)
    expect(await status()).toBe(0)
    expect((await held).data).toEqual(Buffer.from([1]))
  })

  test('passes on what is of a class or a vendor, with what comes with it', async () => {
    const { port, device } = await rig()
    const client = await attach(port)
    device.answer = ({ request, value, index, length }, data) =>
      request === 1 ? Uint8Array.of(value, index, length, ...data, 9, 9) : 'stall'
    expect((await client.control(0xa1, 1, { value: 5, index: 6, length: 3 })).data).toEqual(
      Buffer.from([5, 6, 3]),
    )
    expect(await client.control(0x21, 1, { data: Uint8Array.of(1, 2) })).toMatchObject({
      status: 0,
      actual: 2,
    })
    expect((await client.control(0xc0, 2, { length: 3 })).status).toBe(STALLED)
  })
})

describe('transfers', () => {
  test('into the host are held until there is something, in order', async () => {
    const { attached, device } = await rig()
    const client = await attached()
    const both = [client.in(1, 64), client.in(1, 64)]
    device.say(1, 2, 3)
    device.say(4)
    expect(await Promise.all(both)).toMatchObject([
      { status: 0, actual: 3, data: Buffer.from([1, 2, 3]) },
      { status: 0, actual: 1, data: Buffer.from([4]) },
    ])
  })

  test('that are called off are answered no more, and those that were answered are told so', async () => {
    const { attached, device } = await rig()
    const client = await attached()
    void client.in(1, 64)
    const off = client.sequence
    const next = client.in(1, 64)
    expect(await client.unlink(off)).toBe(UNLINKED)
    device.say(7)
    expect((await next).data).toEqual(Buffer.from([7]))
    expect(await client.unlink(off)).toBe(0)
    expect(await client.unlink(99_999)).toBe(0)
  })

  test('out of the host are answered when the device has taken them, one after the other', async () => {
    const { attached, device } = await rig()
    const client = await attached()
    let taken = (): void => undefined
    device.taking = new Promise((resolve) => (taken = resolve))
    const first = client.out(2, Uint8Array.of(1))
    const second = client.out(2, Uint8Array.of(2, 3))
    void client.out(2, Uint8Array.of(4))
    const third = client.sequence
    expect(await client.unlink(third)).toBe(UNLINKED)
    expect(device.given).toHaveLength(1)
    device.taking = undefined
    taken()
    expect(await Promise.all([first, second])).toMatchObject([{ actual: 1 }, { actual: 2 }])
    expect(device.given.map((bytes) => [...bytes])).toEqual([[1], [2, 3]])
  })

  test('that the device is taking are answered once: that they were called off', async () => {
    const { attached, device } = await rig()
    const client = await attached()
    let taken = (): void => undefined
    device.taking = new Promise((resolve) => (taken = resolve))
    let answers = 0
    void client.out(2, Uint8Array.of(1)).then(() => answers++)
    expect(await client.unlink(client.sequence)).toBe(UNLINKED)
    device.taking = undefined
    taken()
    expect((await client.out(2, Uint8Array.of(2))).actual).toBe(1)
    expect(answers).toBe(0)
  })

  test('to endpoints that there are not are refused', async () => {
    const { port, attached } = await rig()
    const early = await attach(port, '1-2')
    expect((await early.in(1, 64)).status).toBe(STALLED)
    const client = await attached()
    expect((await client.in(2, 64)).status).toBe(STALLED)
    expect((await client.out(1, Uint8Array.of(1))).status).toBe(STALLED)
  })

  test('end with the endpoint that they are on', async () => {
    const { attached } = await rig()
    const client = await attached()
    const held = client.in(1, 64)
    await client.control(0x01, 11, { value: 0 })
    expect((await held).status).toBe(SHUT_DOWN)
  })

  test('never bring more than was asked for', async () => {
    const { attached, device } = await rig()
    const client = await attached()
    const held = client.in(1, 2)
    device.say(1, 2, 3)
    expect(await held).toMatchObject({ status: OVERFLOW, actual: 0 })
  })
})

describe('a client that is not what it should be is cut off, with the reason', () => {
  test('what is no USB/IP', async () => {
    const { port, reasons } = await rig()
    const client = await UsbipClient.connect(port)
    client.write(Buffer.from('GET / HTTP/1.1\r\n\r\n'))
    await client.closed
    expect(reasons).toEqual(['USB/IP knows nothing of version 0x4745 of the protocol here'])
  })

  test('another device than it has', async () => {
    const { attached, reasons, device } = await rig()
    const client = await attached()
    const head = client.header(1, { isIn: true, endpoint: 1 })
    head.writeUInt32BE(0x10002, 8)
    client.write(head)
    await client.closed
    expect(reasons.at(-1)).toBe('the device 65538 is not the one that was imported')
    expect(device.disposed).toBe(1)
  })

  test('more transfers than any host needs', async () => {
    const { attached, reasons } = await rig()
    const client = await attached()
    for (let count = 0; count < 1025; count++) void client.in(1, 64)
    await client.closed
    expect(reasons.at(-1)).toContain('more transfers under way')
  })

  test('more bytes than the device takes', async () => {
    const { attached, device, reasons } = await rig()
    const client = await attached()
    device.taking = new Promise(() => undefined)
    for (let count = 0; count < 6; count++) void client.out(2, new Uint8Array(1024 * 1024))
    await client.closed
    expect(reasons.at(-1)).toContain('more transfers under way')
  })

  test('half a request, or nothing at all', async () => {
    const { port, clock, reasons } = await rig()
    const [half, none] = [await UsbipClient.connect(port), await UsbipClient.connect(port)]
    half.write(Uint8Array.of(1, 0x11, 0x80))
    await until(() => clock.pending === 2)
    await clock.advance(Seconds(35))
    await Promise.all([half.closed, none.closed])
    expect(reasons).toEqual(['the client is too slow', 'the client is too slow'])
  })

  test('half a transfer; one that only waits may do so', async () => {
    const { attached, clock, device, reasons } = await rig()
    const client = await attached()
    const held = client.in(1, 64)
    await clock.advance(Seconds(3600))
    device.say(1)
    expect((await held).actual).toBe(1)
    const before = await client.control(0x80, 8, { length: 1 })
    expect(before.status).toBe(0)
    client.write(client.header(1, { isIn: true, endpoint: 1 }).subarray(0, 20))
    await passes(clock, () => client.isClosed)
    expect(reasons.at(-1)).toBe('the client is too slow')
  })
})

test('a client that sends without a pause may have a transfer half sent whenever it is looked at', async () => {
  const { attached, clock, device, reasons } = await rig()
  const client = await attached()
  const transfer = (): Buffer => {
    const head = client.header(1, { endpoint: 2 })
    head.writeUInt32BE(4, 24)
    return Buffer.concat([head, Buffer.alloc(4)])
  }
  client.pause()
  let half = transfer()
  client.write(half.subarray(0, 20))
  for (let count = 1; count <= 60; count++) {
    const next = transfer()
    client.write(Buffer.concat([half.subarray(20), next.subarray(0, 20)]))
    half = next
    await until(() => device.given.length === count || reasons.length > 0)
    await clock.advance(Seconds(1))
  }
  expect(reasons).toEqual([])
  expect(device.given).toHaveLength(60)
})

test('a client that does not read makes the device wait, and is cut off in the end', async () => {
  const { attached, device, clock, reasons } = await rig()
  const client = await attached()
  client.pause()
  const block = new Uint8Array(256 * 1024)
  for (let count = 0; count < 200; count++) device.waiting.push(block)
  for (let count = 0; count < 200; count++) void client.in(1, block.length)
  await until(() => device.waiting.length < 200)
  await passes(clock, () => device.disposed === 1)
  // The rest waits with the device, not in memory of ours.
  expect(device.waiting.length).toBeGreaterThan(100)
  expect(reasons.at(-1)).toBe('the client is too slow')
})

test('a client that asks and does not read is asked no more, and gets its answers once it reads', async () => {
  const { attached, device } = await rig()
  const client = await attached()
  const answer = new Uint8Array(60_000)
  let asked = 0
  device.answer = () => {
    asked++
    return answer
  }
  client.pause()
  const all = Array.from({ length: 3000 }, () => client.control(0xa1, 1, { length: answer.length }))
  for (let before = -1; before !== asked;) {
    before = asked
    for (let turn = 0; turn < 200; turn++) await new Promise<void>((resolve) => setImmediate(resolve))
  }
  expect(asked).toBeLessThan(3000)
  client.resume()
  for (const { actual } of await Promise.all(all)) expect(actual).toBe(answer.length)
})

test('a client that reads slowly gets everything', async () => {
  const { attached, device } = await rig()
  const client = await attached()
  client.pause()
  const block = new Uint8Array(256 * 1024)
  for (let count = 0; count < 100; count++) device.waiting.push(block)
  const all = Array.from({ length: 100 }, () => client.in(1, block.length))
  await until(() => device.waiting.length < 100)
  client.resume()
  expect((await Promise.all(all)).map(({ actual }) => actual)).toEqual(Array(100).fill(block.length))
})

test.each([
  [
    'no.such.invalid',
    /on no\.such\.invalid, port 0: (there is no such address; give one|getaddrinfo EAI_AGAIN)/,
  ],
  ['192.0.2.1', /on 192\.0\.2\.1, port 0: this machine has no such address; give one of its own/],
])('an address that is none of this machine, %s, is refused with what to do', async (address, message) => {
  const serving = UsbipServer.serve({ devices: () => [], address, port: 0 })
  await expect(serving).rejects.toMatchObject({
    code: 'channel_failed',
    message: expect.stringMatching(message) as string,
  })
})

test('the port that is taken is told', async () => {
  const { port } = await rig()
  await expect(UsbipServer.serve({ devices: () => [], port })).rejects.toMatchObject({
    code: 'already_exists',
  })
})
