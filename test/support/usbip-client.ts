/** A host of USB/IP for tests and benchmarks: it reads the protocol by its own rules, so that a mistake of ours is not made twice. */
import { connect, type Socket } from 'node:net'

export interface Transfer {
  readonly status: number
  readonly actual: number
  readonly data: Buffer
}

export interface ListedDevice {
  readonly busId: string
  readonly vendor: number
  readonly product: number
  readonly speed: number
  /** Class, subclass and protocol of each interface. */
  readonly interfaces: readonly (readonly number[])[]
}

interface Waiting {
  readonly isIn: boolean
  readonly done: (transfer: Transfer) => void
}

const VERSION = 0x0111
const DEVICE = 312

export class UsbipClient {
  readonly #socket: Socket
  readonly #waiting = new Map<number, Waiting>()
  readonly #unlinked = new Map<number, (status: number) => void>()
  #received: Buffer = Buffer.alloc(0)
  #raw: (() => void) | undefined
  #sequence = 0
  #device = 0
  readonly closed: Promise<void>
  isClosed = false

  private constructor(socket: Socket) {
    this.#socket = socket
    socket.setNoDelay(true)
    socket.on('error', () => undefined)
    socket.on('data', (part: Buffer) => {
      this.#received = this.#received.length === 0 ? part : Buffer.concat([this.#received, part])
      if (this.#raw === undefined) this.#transfers()
      else this.#raw()
    })
    this.closed = new Promise((resolve) => {
      socket.on('close', () => {
        this.isClosed = true
        this.#raw?.()
        resolve()
      })
    })
  }

  static async connect(port: number, host = '127.0.0.1'): Promise<UsbipClient> {
    const socket = connect({ port, host })
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve)
      socket.once('error', reject)
    })
    return new UsbipClient(socket)
  }

  static async list(port: number): Promise<readonly ListedDevice[]> {
    const client = await UsbipClient.connect(port)
    client.write(operation(0x8005))
    const [version, code, status, count] = await client.#reply(2, 2, 4, 4)
    if (version !== VERSION || code !== 0x0005 || status !== 0) throw new Error('no list')
    const devices: ListedDevice[] = []
    for (let index = 0; index < (count ?? 0); index++) {
      const device = await client.#read(DEVICE)
      const interfaces: number[][] = []
      for (let number = 0; number < device.readUInt8(311); number++) {
        interfaces.push([...(await client.#read(4)).subarray(0, 3)])
      }
      devices.push({
        busId: zeroEnded(device.subarray(256, 288)),
        speed: device.readUInt32BE(296),
        vendor: device.readUInt16BE(300),
        product: device.readUInt16BE(302),
        interfaces,
      })
    }
    await client.closed
    return devices
  }

  /** Attached to a device, or the status of the refusal. */
  static async attach(port: number, busId: string): Promise<UsbipClient | number> {
    const client = await UsbipClient.connect(port)
    const name = Buffer.alloc(32)
    name.write(busId)
    client.write(Buffer.concat([operation(0x8003), name]))
    const [version, code, status] = await client.#reply(2, 2, 4)
    if (version !== VERSION || code !== 0x0003) throw new Error('no answer to an import')
    if (status !== 0) {
      await client.closed
      return status ?? -1
    }
    const device = await client.#read(DEVICE)
    client.#device = device.readUInt32BE(288) * 0x10000 + device.readUInt32BE(292)
    client.#raw = undefined
    client.#transfers()
    return client
  }

  get device(): number {
    return this.#device
  }

  /** The last one that was given. */
  get sequence(): number {
    return this.#sequence
  }

  write(bytes: Uint8Array): void {
    this.#socket.write(bytes)
  }

  /** Reads nothing any more, or again. */
  pause(): void {
    this.#socket.pause()
  }

  resume(): void {
    this.#socket.resume()
  }

  close(): void {
    this.#socket.destroy()
  }

  /** An IN transfer of a bulk or interrupt endpoint. Never fulfilled when it is called off or the connection ends. */
  in(endpoint: number, length: number): Promise<Transfer> {
    return this.submit({ endpoint, length, isIn: true })
  }

  out(endpoint: number, data: Uint8Array): Promise<Transfer> {
    return this.submit({ endpoint, length: data.length, isIn: false, data })
  }

  control(
    requestType: number,
    request: number,
    {
      value = 0,
      index = 0,
      length = 0,
      data,
    }: { value?: number; index?: number; length?: number; data?: Uint8Array } = {},
  ): Promise<Transfer> {
    const setup = Buffer.alloc(8)
    const size = data?.length ?? length
    setup.writeUInt8(requestType, 0)
    setup.writeUInt8(request, 1)
    setup.writeUInt16LE(value, 2)
    setup.writeUInt16LE(index, 4)
    setup.writeUInt16LE(size, 6)
    const isIn = (requestType & 0x80) !== 0
    return this.submit({ endpoint: 0, length: size, isIn, setup, ...(data === undefined ? {} : { data }) })
  }

  submit({
    endpoint,
    length,
    isIn,
    setup = Buffer.alloc(8),
    data = Buffer.alloc(0),
  }: {
    endpoint: number
    length: number
    isIn: boolean
    setup?: Uint8Array
    data?: Uint8Array
  }): Promise<Transfer> {
    const head = this.header(1, { isIn, endpoint })
    head.writeUInt32BE(length, 24)
    head.set(setup, 40)
    const sequence = this.#sequence
    const answer = new Promise<Transfer>((done) => this.#waiting.set(sequence, { isIn, done }))
    this.#socket.cork()
    this.#socket.write(head)
    if (data.length > 0) this.#socket.write(data)
    this.#socket.uncork()
    return answer
  }

  /** The status of calling a transfer off. */
  unlink(sequence: number): Promise<number> {
    const head = this.header(2, {})
    head.writeUInt32BE(sequence, 20)
    const answer = new Promise<number>((done) => this.#unlinked.set(this.#sequence, done))
    this.#socket.write(head)
    return answer
  }

  header(command: number, { isIn = false, endpoint = 0 }: { isIn?: boolean; endpoint?: number }): Buffer {
    const head = Buffer.alloc(48)
    head.writeUInt32BE(command, 0)
    head.writeUInt32BE(++this.#sequence, 4)
    head.writeUInt32BE(this.#device, 8)
    head.writeUInt32BE(isIn ? 1 : 0, 12)
    head.writeUInt32BE(endpoint, 16)
    return head
  }

  #transfers(): void {
    while (this.#received.length >= 48) {
      const head = this.#received
      const [command, sequence] = [head.readUInt32BE(0), head.readUInt32BE(4)]
      const status = head.readInt32BE(20)
      if (command === 4) {
        this.#received = head.subarray(48)
        this.#unlinked.get(sequence)?.(status)
        this.#unlinked.delete(sequence)
        continue
      }
      const waiting = this.#waiting.get(sequence)
      if (command !== 3 || waiting === undefined) throw new Error('the server answers what was not asked')
      const actual = head.readUInt32BE(24)
      const end = 48 + (waiting.isIn ? actual : 0)
      if (head.length < end) return
      this.#received = head.subarray(end)
      this.#waiting.delete(sequence)
      waiting.done({ status, actual, data: head.subarray(48, end) })
    }
  }

  /** Numbers of these widths, in bytes. */
  async #reply(...widths: number[]): Promise<number[]> {
    const bytes = await this.#read(widths.reduce((sum, width) => sum + width, 0))
    let at = 0
    return widths.map((width) => {
      const value = bytes.readUIntBE(at, width)
      at += width
      return value
    })
  }

  async #read(count: number): Promise<Buffer> {
    while (this.#received.length < count) {
      if (this.isClosed) throw new Error('the server hung up')
      await new Promise<void>((resolve) => (this.#raw = resolve))
    }
    const taken = this.#received.subarray(0, count)
    this.#received = this.#received.subarray(count)
    this.#raw ??= () => undefined
    return taken
  }
}

function operation(code: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeUInt16BE(VERSION, 0)
  bytes.writeUInt16BE(code, 2)
  return bytes
}

function zeroEnded(bytes: Buffer): string {
  return bytes.toString('latin1', 0, bytes.indexOf(0))
}
