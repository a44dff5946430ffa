/** A serial port of a virtual modem, on a pty or on an abstract socket, until `serving` is disposed of. */
import { compact } from '../base/index.ts'
import { serveSerialPty, serveSerialSocket, type PacketNetwork, type VirtualModem } from '../virtual/index.ts'
import type { Place } from './place.ts'
import type { Surroundings } from './surroundings.ts'

/** As ModemManager's test mode names a socket; it takes the prefix for a part of the name, and so do we. */
export const ABSTRACT = 'abstract:'

/** @throws DialtoneError `already_exists`, `invalid_argument`, `channel_failed` */
export async function serveSerialPort(
  serving: AsyncDisposableStack,
  port: string,
  modem: VirtualModem,
  surroundings: Pick<Surroundings, 'clock' | 'log'> & { readonly network: PacketNetwork | undefined },
): Promise<Place> {
  if (port.startsWith(ABSTRACT)) {
    serving.use(await serveSerialSocket(compact({ ...surroundings, modem, name: port })))
    return {
      modem: modem.name,
      at: `by AT commands on the socket @${port}`,
      // A colon ends the name, to socat.
      attempt: `socat - 'ABSTRACT-CONNECT:${port.replaceAll(':', String.raw`\:`)}'`,
    }
  }
  serving.use(serveSerialPty(compact({ ...surroundings, modem, path: port })))
  return {
    modem: modem.name,
    at: `by AT commands at ${port}`,
    attempt: `picocom ${port}`,
  }
}
