/**
 * Requests to the kernel and news from it over netlink. A request is answered at once: the kernel carries it out inside `send`, so
 * that its answer is there to be read, and nothing waits. News are read from the event loop.
 */
import { closeSync } from 'node:fs'
import { checked, int32, loadLibc, SOCK_CLOEXEC, SOCK_NONBLOCK, SOCK_RAW, SystemError } from './libc.ts'
import {
  decodeMessages,
  encodeMessage,
  isInterrupted,
  NLM_F_ACK,
  NLM_F_DUMP,
  NLM_F_REQUEST,
  NLMSG_DONE,
  NLMSG_ERROR,
  refusalOf,
  type NetlinkMessage,
} from './netlink-message.ts'
import { createPoller, READABLE, type Poller } from './poller.ts'

const AF_NETLINK = 16
const PROTOCOLS = { route: 0, netfilter: 12 } as const
const SOL_NETLINK = 270
const NETLINK_ADD_MEMBERSHIP = 1
const NETLINK_CAP_ACK = 10
const NETLINK_EXT_ACK = 11
/** The kernel then honours what a dump asks for, instead of giving all there is. */
const NETLINK_GET_STRICT_CHK = 12
const MSG_TRUNC = 0x20

/** More than the kernel fills for one message of a dump (32 KiB). */
const scratch = new Uint8Array(0x10000)
/** How often a dump that changed meanwhile is asked for again. */
const DUMP_TRIES = 4
/** Datagrams in one turn of the event loop. */
const READS_A_TURN = 64

export interface NetlinkSink {
  news(messages: readonly NetlinkMessage[]): void
  /** News were lost: whoever keeps a picture must look again. */
  overrun(): void
}

export class NetlinkSocket implements Disposable {
  readonly #fd: number
  #poller: Poller | undefined
  #sequence = 0
  #open = true

  /** @throws SystemError, such as EPROTONOSUPPORT when the kernel has no such protocol */
  constructor(protocol: keyof typeof PROTOCOLS) {
    const libc = loadLibc()
    const type = SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK
    this.#fd = checked('socket', libc.socket(AF_NETLINK, type, PROTOCOLS[protocol]))
    // Refusals in words and dumps that are narrowed: kernels before 4.20 lack the latter, and give all.
    for (const option of [NETLINK_CAP_ACK, NETLINK_EXT_ACK, NETLINK_GET_STRICT_CHK]) {
      libc.setOption(this.#fd, SOL_NETLINK, option, int32(1), 4)
    }
    const address = new Uint8Array(12)
    new Uint16Array(address.buffer)[0] = AF_NETLINK
    try {
      checked('bind', libc.bind(this.#fd, address, address.length))
    } catch (thrown) {
      closeSync(this.#fd)
      throw thrown
    }
  }

  /**
   * Has a change made, and gives what the kernel answers besides that it is done.
   * @throws SystemError with the kernel's words
   */
  request(type: number, body: Uint8Array, options: { flags?: number } = {}): NetlinkMessage[] {
    return this.#ask(type, NLM_F_REQUEST | NLM_F_ACK | (options.flags ?? 0), body)
  }

  /** All that there is of one kind. */
  dump(type: number, body: Uint8Array): NetlinkMessage[] {
    for (let attempt = 1; ; attempt++) {
      const answers = this.#ask(type, NLM_F_REQUEST | NLM_F_DUMP, body)
      if (attempt === DUMP_TRIES || !answers.some(isInterrupted)) return answers
    }
  }

  /** Begins to tell what the groups are told. The socket is for nothing else from then on. */
  listen(groups: readonly number[], sink: NetlinkSink): void {
    for (const group of groups) {
      const joined = loadLibc().setOption(this.#fd, SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, int32(group), 4)
      checked('NETLINK_ADD_MEMBERSHIP', joined)
    }
    this.#poller = createPoller(this.#fd, {
      ready: () => {
        this.#tell(sink)
      },
      failed: () => {
        this.#tell(sink)
      },
    })
    this.#poller.want(READABLE)
  }

  [Symbol.dispose](): void {
    if (!this.#open) return
    this.#open = false
    this.#poller?.[Symbol.dispose]()
    closeSync(this.#fd)
  }

  #ask(type: number, flags: number, body: Uint8Array): NetlinkMessage[] {
    const sequence = (this.#sequence = (this.#sequence + 1) >>> 0)
    const bytes = encodeMessage({ type, flags, sequence, body })
    checked('send', loadLibc().send(this.#fd, bytes, bytes.length, 0))
    const answers: NetlinkMessage[] = []
    for (;;) {
      for (const message of decodeMessages(this.#receive())) {
        if (message.sequence !== sequence) continue
        if (message.type === NLMSG_ERROR || message.type === NLMSG_DONE) {
          const refusal = refusalOf(message)
          if (refusal !== undefined) throw new SystemError('netlink', refusal.errno, refusal.detail)
          return answers
        }
        answers.push(message)
      }
    }
  }

  #tell(sink: NetlinkSink): void {
    for (let turn = 0; this.#open && turn < READS_A_TURN; turn++) {
      let bytes: Uint8Array
      try {
        bytes = this.#receive()
      } catch (thrown) {
        if (!(thrown instanceof SystemError)) throw thrown
        if (thrown.code !== 'ENOBUFS') return // EAGAIN: all is read
        sink.overrun()
        continue
      }
      sink.news(decodeMessages(bytes))
    }
  }

  /** A copy: whoever is told may ask the kernel in turn. */
  #receive(): Uint8Array {
    const length = checked('recv', loadLibc().receive(this.#fd, scratch, scratch.length, MSG_TRUNC))
    return scratch.slice(0, length)
  }
}
