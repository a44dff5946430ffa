/**
 * The three domains of failure at the host's end. Ours is a `DialtoneError`: no answer in time, cancelled, unplugged. The
 * protocol's and the command's are these two.
 */
import { DialtoneError } from '../base/index.ts'
import {
  protocolErrorText,
  statusText,
  WireError,
  type CidFacts,
  type CommandDone,
  type InfoCodec,
  type MbimExVersion,
  type ProtocolErrorCode,
  type Status,
} from '../mbim/index.ts'

/** One end refused or lost a message (HOST_ERROR, FUNCTION_ERROR): the command was perhaps never looked at. */
export class ProtocolError extends DialtoneError {
  readonly error: ProtocolErrorCode

  constructor(error: ProtocolErrorCode, what: string) {
    super('protocol', `${what}: ${protocolErrorText(error)}`, { detail: { error } })
    this.error = error
  }
}

/** The function looked at the command and answered that it failed. */
export class StatusError extends DialtoneError {
  readonly cid: CidFacts
  readonly status: Status
  readonly #info: Uint8Array
  readonly #version: MbimExVersion

  constructor(cid: CidFacts, done: Pick<CommandDone, 'status' | 'info'>, version: MbimExVersion) {
    super('status', `${cid.service.name} ${cid.name}: ${statusText(done.status)}`, {
      detail: { service: cid.service.name, cid: cid.name, status: done.status },
    })
    this.cid = cid
    this.status = done.status
    this.#info = done.info
    this.#version = version
  }

  /**
   * What came with the failure (a network error, PIN attempts left), read by the codec of the answer; nothing when the
   * buffer is empty, as it may be, or cannot be read.
   */
  info<R>(codec: InfoCodec<R>): R | undefined {
    if (this.#info.length === 0) return undefined
    try {
      return codec.decode(this.#info, this.#version)
    } catch (error) {
      if (error instanceof WireError) return undefined
      throw error
    }
  }
}
