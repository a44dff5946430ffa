/** Virtual modems as USB devices, exported by USB/IP until `serving` is disposed of. */
import {
  mbimUsbDevice,
  responderNetwork,
  USBIP_PORT,
  UsbipServer,
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
  { modems, clock, log, port = USBIP_PORT, address = LOOPBACK }: UsbModemsOptions,
): Promise<readonly Place[]> {
  const network = serving.use(responderNetwork())
  const devices = modems.map((modem) => mbimUsbDevice({ modem, network, log }))
  const server = serving.use(await UsbipServer.serve({ devices: () => devices, port, address, clock, log }))
  const other = server.port === USBIP_PORT ? '' : `--tcp-port ${server.port} `
  return devices.map((device) => {
    const busId = server.busId(device) ?? ''
    return {
      modem: device.name,
      at: `by USB/IP as ${busId} on ${address}, port ${server.port}`,
      attempt: `sudo usbip ${other}attach -r ${address} -b ${busId}`,
    }
  })
}
