/** Virtual modems as USB devices, exported from this process to a guest; blocks of datagrams are counted as they pass. */
import {
  CarrierNamespace,
  createVirtualModem,
  Carrier,
  mbimUsbDevice,
  openCarrierNetwork,
  responderNetwork,
  UsbipServer,
  type UsbDevice,
  type VirtualModem,
  type VirtualModemOptions,
} from '../../src/virtual/index.ts'
import { seededRandom } from '../../src/base/index.ts'

export interface Blocks {
  toHost: number
  fromHost: number
}

export interface UsbStage extends AsyncDisposable {
  readonly modems: readonly VirtualModem[]
  readonly port: number
  readonly blocks: Blocks
  /** Of the carrier; nothing without root, where packets are answered by this process. */
  readonly namespace: string | undefined
}

const DATA_IN = 0x82
const DATA_OUT = 0x03

export async function openUsbStage(
  count: number,
  options: Pick<VirtualModemOptions, 'sim'> = {},
): Promise<UsbStage> {
  await using stack = new AsyncDisposableStack()
  const world = new Carrier({ random: seededRandom(1) })
  const modems = Array.from({ length: count }, (_, index) =>
    stack.use(createVirtualModem({ ...options, name: `virtual${index}`, index, carrier: world })),
  )
  const blocks: Blocks = { toHost: 0, fromHost: 0 }
  const name = `dialtone-guest${process.pid}`
  const carrier =
    process.getuid?.() === 0
      ? stack.use(await CarrierNamespace.open({ name, nameServers: world.nameServers }))
      : undefined
  const devices: UsbDevice[] = []
  for (const modem of modems) {
    const network =
      carrier === undefined ? responderNetwork() : await openCarrierNetwork({ carrier, device: modem.name })
    devices.push(counted(mbimUsbDevice({ modem, network: stack.use(network) }), blocks))
  }
  const server = stack.use(await UsbipServer.serve({ devices: () => devices, port: 0 }))
  const { port } = server
  const held = stack.move()
  return {
    modems,
    port,
    blocks,
    namespace: carrier?.name,
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  }
}

function counted(device: UsbDevice, blocks: Blocks): UsbDevice {
  return {
    name: device.name,
    description: device.description,
    get isPlugged() {
      return device.isPlugged
    },
    connect: (host) => {
      const inner = device.connect(host)
      return {
        configure: (value) => inner.configure(value),
        select: (number, alternate) => inner.select(number, alternate),
        reset: () => inner.reset(),
        control: (setup, data) => inner.control(setup, data),
        take: (endpoint, length) => {
          const taken = inner.take(endpoint, length)
          if (endpoint === DATA_IN && taken !== undefined) blocks.toHost++
          return taken
        },
        give: (endpoint, data) => {
          if (endpoint === DATA_OUT) blocks.fromHost++
          return inner.give(endpoint, data)
        },
        [Symbol.dispose]: () => inner[Symbol.dispose](),
      }
    },
  }
}
