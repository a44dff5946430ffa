/**
 * Sends datagrams to another program's Unix socket, which Node.js cannot: its sockets are streams. Never waits; whoever cannot be
 * reached now is told by what is returned, so that the event loop goes on.
 */
import { closeSync } from 'node:fs'
import { checked, loadLibc, SOCK_CLOEXEC, SOCK_NONBLOCK, SystemError } from './libc.ts'

const AF_UNIX = 1
const SOCK_DGRAM = 2
/** Else the kernel would end a process whose peer has gone. */
const MSG_NOSIGNAL = 0x4000
/** `struct sockaddr_un` of unix(7): the family, then 108 bytes. */
const FAMILY_BYTES = 2
const PATH_BYTES = 108

export class DatagramSender implements Disposable {
  readonly #fd: number
  readonly #address: Uint8Array
  #open = true

  /**
   * @param path of a socket in the file system, or with `@` before it the name of an abstract one
   * @throws SystemError: ENAMETOOLONG, EINVAL for what is neither
   */
  constructor(path: string) {
    this.#address = addressOf(path)
    this.#fd = checked('socket', loadLibc().socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0))
  }

  /**
   * True when the other end has it; false when it has no room now.
   * @throws SystemError: ENOENT or ECONNREFUSED when nobody is there, EMSGSIZE, EACCES
   */
  send(text: string): boolean {
    const bytes = new TextEncoder().encode(text)
    const sent = loadLibc().sendTo(
      this.#fd,
      bytes,
      bytes.length,
      MSG_NOSIGNAL,
      this.#address,
      this.#address.length,
    )
    try {
      checked('sendto', sent)
      return true
    } catch (thrown) {
      // ENOBUFS: the same, where the kernel is short of memory.
      if (thrown instanceof SystemError && ['EAGAIN', 'ENOBUFS', 'EINTR'].includes(thrown.code)) return false
      throw thrown
    }
  }

  [Symbol.dispose](): void {
    if (!this.#open) return
    this.#open = false
    closeSync(this.#fd)
  }
}

function addressOf(path: string): Uint8Array {
  const abstract = path.startsWith('@')
  if (!abstract && !path.startsWith('/')) throw new SystemError('sockaddr_un', 22, path) // EINVAL
  const name = new TextEncoder().encode(abstract ? `\0${path.slice(1)}` : `${path}\0`)
  if (name.length > PATH_BYTES) throw new SystemError('sockaddr_un', 36, path) // ENAMETOOLONG
  // An abstract name is all of the bytes that are given, and ends with none of them.
  const address = new Uint8Array(FAMILY_BYTES + name.length)
  new DataView(address.buffer).setUint16(0, AF_UNIX, littleEndian)
  address.set(name, FAMILY_BYTES)
  return address
}

const littleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1
