/**
 * Which connections came by the service's Unix socket: whoever got past the mode of that file needs to show nothing else.
 * They are marked as they are accepted; to ask a socket for its address would take a TCP connection that has just been
 * closed, and has none any more, for a local one.
 */
import type { Server } from 'node:net'
import type { Duplex } from 'node:stream'

const local = new WeakSet<Duplex>()

export function acceptsLocal(server: Server): void {
  server.on('connection', (socket) => local.add(socket))
}

export function isLocal(socket: Duplex): boolean {
  return local.has(socket)
}
