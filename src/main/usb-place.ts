/** Where a USB device is to be had, in words, and what attaches it. */
import { USBIP_PORT, type UsbDevice, type UsbipServer } from '../virtual/index.ts'

/** Where USB/IP listens unless told otherwise: only programs of this machine reach it. */
export const USBIP_ADDRESS = '127.0.0.1'

export function usbPlace(
  server: UsbipServer,
  device: UsbDevice,
  address: string,
): { readonly at: string; readonly attempt: string } {
  const { port } = server
  const busId = server.busId(device) ?? ''
  const otherPort = port === USBIP_PORT ? '' : `--tcp-port ${port} `
  return {
    at: `by USB/IP as ${busId} on ${address}, port ${port}`,
    attempt: `sudo usbip ${otherPort}attach -r ${address} -b ${busId}`,
  }
}
