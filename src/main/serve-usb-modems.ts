/** Virtual modems as USB devices, of MBIM or of serial ports, exported by USB/IP until `serving` is disposed of. */
import { toDialtoneError, type Logger } from '../base/index.ts'
import {
  acmUsbDevice,
  CarrierNamespace,
  mbimUsbDevice,
  openCarrierNetwork,
  responderNetwork,
  USBIP_PORT,
  UsbipServer,
  type PacketNetwork,
  type UsbDevice,
  type VirtualModem,
} from '../virtual/index.ts'
import type { Place } from './place.ts'
import type { Surroundings } from './surroundings.ts'
import { USBIP_ADDRESS, usbPlace } from './usb-place.ts'

export interface UsbModemsOptions extends Pick<Surroundings, 'clock' | 'log'> {
  readonly modems: readonly VirtualModem[]
  /** Those that take AT commands on serial ports; they come after the others on the bus. */
  readonly serial: readonly VirtualModem[]
  readonly port?: number
  readonly address?: string
}

export async function serveUsbModems(
  serving: AsyncDisposableStack,
  { modems, serial, clock, log, port: wanted = USBIP_PORT, address = USBIP_ADDRESS }: UsbModemsOptions,
): Promise<readonly Place[]> {
  const devices: UsbDevice[] = []
  const exporting = { devices: () => devices, port: wanted, address, clock, log }
  const server = serving.use(await UsbipServer.serve(exporting))
  const { port } = server
  const all = [...modems, ...serial]
  // A port of an address is one server's, and so is the namespace that is named for it.
  const name = `dialtone-usb${port}${address === USBIP_ADDRESS ? '' : `-${address}`}`
  const { networks, packets } = await openNetworks(serving, name, all, log)
  for (const modem of all) {
    const network = networks.get(modem) ?? serving.use(responderNetwork())
    devices.push(
      serial.includes(modem) ? acmUsbDevice({ modem, network }) : mbimUsbDevice({ modem, network, log }),
    )
  }
  // Hosts go before the networks that they are on: disposing of it again does nothing.
  serving.use(server)
  return devices.map((device) => {
    const { at, attempt } = usbPlace(server, device, address)
    return { modem: device.name, at: `${at}; ${packets}`, attempt }
  })
}

interface Networks {
  readonly networks: ReadonlyMap<VirtualModem, PacketNetwork>
  /** Where packets are, in words. */
  readonly packets: string
}

/** None where there may be no namespace, which goes without saying but for root. */
async function openNetworks(
  serving: AsyncDisposableStack,
  name: string,
  modems: readonly VirtualModem[],
  log: Logger,
): Promise<Networks> {
  const networks = new Map<VirtualModem, PacketNetwork>()
  if (process.getuid?.() === 0) {
    await using opened = new AsyncDisposableStack()
    const nameServers = new Set(modems.flatMap(({ carrier }) => [...carrier.nameServers]))
    try {
      const carrier = opened.use(await CarrierNamespace.open({ name, nameServers, log }))
      for (const modem of modems) {
        networks.set(modem, opened.use(await openCarrierNetwork({ carrier, device: modem.name, log })))
      }
      serving.use(opened.move())
      return { networks, packets: `packets in the namespace ${name}` }
    } catch (thrown) {
      networks.clear()
      log.warn({ error: toDialtoneError(thrown).message }, 'there is no network namespace for the carrier')
    }
  }
  return { networks, packets: 'packets answered by this process' }
}
