/** Virtual modems as USB devices, of MBIM or of serial ports, exported by USB/IP until `serving` is disposed of. */
import {
  acmUsbDevice,
  mbimUsbDevice,
  responderNetwork,
  USBIP_PORT,
  UsbipServer,
  type UsbDevice,
  type VirtualModem,
} from '../virtual/index.ts'
import { openCarrier } from './open-carrier.ts'
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
  const { networks, packets } = await openCarrier(serving, name, all, log)
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
