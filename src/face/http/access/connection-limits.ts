/**
 * How many connections there may be, in all and from one place, so that who opens many keeps nobody else out. Those that are
 * too many are closed without a word: a word would cost what is saved.
 */
import type { Server, Socket } from 'node:net'

export interface ConnectionLimits {
  readonly all: number
  /** From one address; of IPv6 from one /64, which is what one customer has (RFC 6177). */
  readonly onePlace: number
}

/** An event stream takes one each. */
export const CONNECTION_LIMITS: ConnectionLimits = { all: 4096, onePlace: 1024 }

export function limitConnections(server: Server, { all, onePlace } = CONNECTION_LIMITS): void {
  const open = new Map<string, number>()
  server.maxConnections = all
  server.on('connection', (socket: Socket) => {
    const place = placeOf(socket.remoteAddress)
    const count = (open.get(place) ?? 0) + 1
    if (count > onePlace) {
      socket.destroy()
      return
    }
    open.set(place, count)
    socket.once('close', () => {
      const rest = (open.get(place) ?? 1) - 1
      if (rest === 0) open.delete(place)
      else open.set(place, rest)
    })
  })
}

/** An address, as far as it tells one place from another. */
export function placeOf(address: string | undefined): string {
  if (address === undefined) return ''
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped !== undefined) return mapped
  if (!address.includes(':')) return address
  const [bare = ''] = address.split('%')
  const [head = '', tail] = bare.split('::')
  const before = head === '' ? [] : head.split(':')
  const after = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? 0 : 8 - before.length - after.length
  const words = [...before, ...Array.from({ length: zeros }, () => '0'), ...after]
  return `${words.slice(0, 4).join(':')}::/64`
}
