/** Virtual modems as USB devices, exported by USB/IP until `serving` is disposed of. */
import { toDialtoneError, type Logger } from '../base/index.ts'
import {
  CarrierNamespace,
  mbimUsbDevice,
  openCarrierNetwork,
  responderNetwork,
  USBIP_PORT,
  UsbipServer,
  type UsbDevice,
  type VirtualModem,
} from '../virtual/index.ts'
import type { Place } from './place.ts'
import type { Surroundings } from './surroundings.ts'

export interface UsbModemsOptions extends Pick<Surroundings, 'clock' | 'log'> {
  readonly modems: readonly VirtualModem[]
  readonly port?: number
  readonly address?: string
}

/** Where nobody says otherwise: only programs of this machine reach it. */
const LOOPBACK = '127.0.0.1'

export async function serveUsbModems(
  serving: AsyncDisposableStack,
  { modems, clock, log, port: wanted = USBIP_PORT, address = LOOPBACK }: UsbModemsOptions,
): Promise<readonly Place[]> {
  const devices: UsbDevice[] = []
  const exporting = { devices: () => devices, port: wanted, address, clock, log }
  const server = serving.use(await UsbipServer.serve(exporting))
  const { port } = server
  // A port of an address is one server's, and so is the namespace that is named for it.
  const name = `dialtone-usb${port}${address === LOOPBACK ? '' : `-${address}`}`
  const carrier = await openCarrier(serving, name, modems, log)
  for (const modem of modems) {
    const network =
      carrier === undefined
        ? responderNetwork()
        : await openCarrierNetwork({ carrier, device: modem.name, log })
    devices.push(mbimUsbDevice({ modem, network: serving.use(network), log }))
  }
  const packets =
    carrier === undefined ? 'packets answered by this process' : `packets in the namespace ${carrier.name}`
  const otherPort = port === USBIP_PORT ? '' : `--tcp-port ${port} `
  return devices.map((device) => {
    const busId = server.busId(device) ?? ''
    return {
      modem: device.name,
      at: `by USB/IP as ${busId} on ${address}, port ${port}; ${packets}`,
      attempt: `sudo usbip ${otherPort}attach -r ${address} -b ${busId}`,
    }
  })
}

/** Nothing where it may not be, which goes without saying but for root. */
async function openCarrier(
  serving: AsyncDisposableStack,
  name: string,
  modems: readonly VirtualModem[],
  log: Logger,
): Promise<CarrierNamespace | undefined> {
  if (process.getuid?.() !== 0) return undefined
  const nameServers = new Set(modems.flatMap(({ carrier }) => [...carrier.nameServers]))
  try {
    return serving.use(await CarrierNamespace.open({ name, nameServers, log }))
  } catch (thrown) {
    log.warn({ error: toDialtoneError(thrown).message }, 'there is no network namespace for the carrier')
    return undefined
  }
}
