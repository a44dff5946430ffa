/**
 * The calls of the C library that sockets and devices need, and errors in the shape in which Node.js tells its own. Loaded when
 * first used: a service without a data path starts without it.
 */
import { createRequire } from 'node:module'
import { constants } from 'node:os'

export interface Libc {
  socket(domain: number, type: number, protocol: number): number
  bind(fd: number, address: Uint8Array, length: number): number
  setOption(fd: number, level: number, name: number, value: Uint8Array, length: number): number
  send(fd: number, bytes: Uint8Array, length: number, flags: number): number
  sendTo(
    fd: number,
    bytes: Uint8Array,
    length: number,
    flags: number,
    address: Uint8Array,
    addressLength: number,
  ): number
  receive(fd: number, buffer: Uint8Array, length: number, flags: number): number
  control(fd: number, request: number, value: Uint8Array): number
  clockGetTime(clock: number, time: BigInt64Array): number
}

/** Of sys/socket.h, the same on every architecture that Node.js runs on but MIPS, which it has left. */
export const SOCK_RAW = 3
export const SOCK_CLOEXEC = 0o2000000
export const SOCK_NONBLOCK = 0o4000
export const SOL_SOCKET = 1

/** A call that the system refused; `code` is the name of its errno, such as `EPERM`. */
export class SystemError extends Error {
  readonly code: string
  readonly errno: number
  readonly syscall: string

  constructor(syscall: string, errno: number, detail?: string) {
    const code = errorNames.get(errno) ?? `errno ${errno.toString()}`
    super(`${syscall}: ${code}${detail === undefined ? '' : `, ${detail}`}`)
    this.syscall = syscall
    this.errno = errno
    this.code = code
  }

  override get name(): string {
    return 'SystemError'
  }
}

// EAGAIN and EWOULDBLOCK are one number in Linux: the name that people know comes first.
const errorNames = new Map(
  Object.entries(constants.errno)
    .filter(([name]) => name !== 'EWOULDBLOCK' && name !== 'EOPNOTSUPP')
    .map(([name, number]) => [number, name]),
)

/** @throws SystemError when `result` says that the call failed. */
export function checked(syscall: string, result: number, detail?: string): number {
  if (result < 0) throw new SystemError(syscall, lastError(), detail)
  return result
}

let koffi: typeof import('koffi') | undefined
let libc: Libc | undefined

export function loadKoffi(): typeof import('koffi') {
  koffi ??= createRequire(import.meta.url)('koffi') as typeof import('koffi')
  return koffi
}

function lastError(): number {
  return loadKoffi().errno()
}

export function loadLibc(): Libc {
  if (libc !== undefined) return libc
  const library = loadKoffi().load(null)
  // koffi's functions are typed by their declaration's text, which the compiler cannot read.
  const call = (declaration: string): never => library.func(declaration) as never
  libc = {
    socket: call('int socket(int domain, int type, int protocol)'),
    bind: call('int bind(int fd, const uint8_t *address, uint32_t length)'),
    setOption: call('int setsockopt(int fd, int level, int name, const uint8_t *value, uint32_t length)'),
    send: call('intptr_t send(int fd, const uint8_t *bytes, size_t length, int flags)'),
    sendTo: call(
      'intptr_t sendto(int fd, const uint8_t *bytes, size_t length, int flags, const uint8_t *address, uint32_t addressLength)',
    ),
    receive: call('intptr_t recv(int fd, _Out_ uint8_t *buffer, size_t length, int flags)'),
    clockGetTime: call('int clock_gettime(int clock, _Out_ int64_t *time)'),
    control: call('int ioctl(int fd, unsigned long request, _Inout_ uint8_t *value)'),
  }
  return libc
}

/** A number as the machine keeps an `int`. */
export function int32(value: number): Uint8Array {
  return new Uint8Array(Int32Array.of(value).buffer)
}
