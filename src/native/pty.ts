/**
 * A pseudo-terminal, seen from its master side: the far end of a serial line that other programs open by a path. Raw in
 * both directions: every byte passes as it is. It stays there while programs come and go; a reader gets a descriptor of
 * its own, so that the end of one does not end the line.
 */
import { closeSync, constants } from 'node:fs'
import { createRequire } from 'node:module'

/** Large enough for `struct termios` of every architecture that Linux has (60 bytes on most). */
const TERMIOS_BYTES = 256
const PATH_BYTES = 128

/** Of poll.h and termios.h: the same on every architecture that Node.js runs on. */
const POLLHUP = 0x10
const TCSANOW = 0

interface Libc {
  openPt(flags: number): number
  grant(fd: number): number
  unlock(fd: number): number
  name(fd: number, buffer: Uint8Array, length: number): number
  getAttributes(fd: number, termios: Uint8Array): number
  makeRaw(termios: Uint8Array): void
  setAttributes(fd: number, action: number, termios: Uint8Array): number
  duplicate(fd: number, command: number, least: number): number
  poll(entries: Int16Array, count: number, timeout: number): number
  errno(): number
}

export class Pty implements Disposable {
  /** What other programs open: `/dev/pts/3`. */
  readonly path: string
  readonly #fd: number
  #open = true

  private constructor(fd: number, path: string) {
    this.#fd = fd
    this.path = path
  }

  /** @throws Error with the name of the call and the number of the error */
  static open(): Pty {
    const libc = load()
    const fd = check('posix_openpt', libc.openPt(FLAGS))
    try {
      check('grantpt', libc.grant(fd))
      check('unlockpt', libc.unlock(fd))
      const name = new Uint8Array(PATH_BYTES)
      if (libc.name(fd, name, name.length) !== 0) throw new Error('ptsname_r failed')
      const termios = new Uint8Array(TERMIOS_BYTES)
      check('tcgetattr', libc.getAttributes(fd, termios))
      libc.makeRaw(termios)
      // On the master: Linux keeps one set for both ends, and keeps it while nobody has the other one open.
      check('tcsetattr', libc.setAttributes(fd, TCSANOW, termios))
      return new Pty(fd, new TextDecoder().decode(name.subarray(0, name.indexOf(0))))
    } catch (thrown) {
      closeSync(fd)
      throw thrown
    }
  }

  /** A non-blocking descriptor for one reader and writer, which closes it. */
  duplicate(): number {
    return check('fcntl', load().duplicate(this.#fd, F_DUPFD_CLOEXEC, 0))
  }

  /** Whether whoever had the other end open has closed it. False before the first has come. */
  get isHungUp(): boolean {
    // struct pollfd: int fd, short events, short revents
    const entry = new Int16Array(4)
    new Int32Array(entry.buffer)[0] = this.#fd
    load().poll(entry, 1, 0)
    return ((entry[3] ?? 0) & POLLHUP) !== 0
  }

  /** The path is gone, and whoever has it open reads the end. */
  [Symbol.dispose](): void {
    if (!this.#open) return
    this.#open = false
    closeSync(this.#fd)
  }
}

const O_CLOEXEC = 0o2000000
const FLAGS = constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK | O_CLOEXEC
const F_DUPFD_CLOEXEC = 1030

function check(call: string, result: number): number {
  if (result < 0) throw new Error(`${call} failed with error number ${load().errno()}`)
  return result
}

let libc: Libc | undefined

function load(): Libc {
  if (libc !== undefined) return libc
  // Loaded when first needed: a service without such lines starts without it.
  const koffi = createRequire(import.meta.url)('koffi') as typeof import('koffi')
  const library = koffi.load(null)
  // koffi's functions are typed by their declaration's text, which the compiler cannot read.
  const call = (declaration: string): never => library.func(declaration) as never
  libc = {
    openPt: call('int posix_openpt(int flags)'),
    grant: call('int grantpt(int fd)'),
    unlock: call('int unlockpt(int fd)'),
    name: call('int ptsname_r(int fd, _Out_ uint8_t *buffer, size_t length)'),
    getAttributes: call('int tcgetattr(int fd, _Out_ uint8_t *termios)'),
    makeRaw: call('void cfmakeraw(_Inout_ uint8_t *termios)'),
    setAttributes: call('int tcsetattr(int fd, int action, uint8_t *termios)'),
    duplicate: call('int fcntl(int fd, int command, int least)'),
    poll: call('int poll(_Inout_ int16_t *entries, unsigned long count, int timeout)'),
    errno: () => koffi.errno(),
  }
  return libc
}
