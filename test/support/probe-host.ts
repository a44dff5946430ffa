/** A host that does nothing by itself: it sends what it is told, and keeps what comes. For looking a function in the face. */
import type { Channel } from '../../src/channel/index.ts'
import {
  fragment,
  Reassembler,
  parseMessage,
  serializeInfo,
  serializeMessage,
  type CommandDone,
  type FunctionMessage,
  type IndicateStatus,
  type Indicating,
  type MbimExVersion,
  type Queryable,
  type Settable,
  type Status,
} from '../../src/mbim/index.ts'

export interface Outcome<R> {
  readonly status: Status
  /** Decoded, unless the buffer is empty. */
  readonly info: R | undefined
}

export class ProbeHost {
  /** Every frame from the function, as it came. */
  readonly frames: Uint8Array[] = []
  readonly messages: FunctionMessage[] = []
  closed = false
  version: MbimExVersion = 1
  maxControlTransfer = 4096
  readonly #channel: Channel
  readonly #reassembler = new Reassembler()
  readonly #waiting: {
    matches: (message: FunctionMessage) => boolean
    found: (m: FunctionMessage) => void
  }[] = []
  #transactionId = 0

  constructor(channel: Channel) {
    this.#channel = channel
    channel.start({
      frame: (frame) => {
        this.frames.push(frame)
        const assembly = this.#reassembler.push(frame, 0)
        if (assembly.outcome !== 'message') return
        const message = parseMessage(assembly.message) as FunctionMessage // the other end sends no other
        this.messages.push(message)
        const index = this.#waiting.findIndex(({ matches }) => matches(message))
        const [waiter] = index < 0 ? [] : this.#waiting.splice(index, 1)
        waiter?.found(message)
      },
      closed: () => {
        this.closed = true
      },
    })
  }

  send(frame: Uint8Array): void {
    this.#channel.send(frame)
  }

  close(): void {
    this.#channel.close()
  }

  nextId(): number {
    return ++this.#transactionId
  }

  /** The next message that fits; one that is here already does not count. */
  next(matches: (message: FunctionMessage) => boolean): Promise<FunctionMessage> {
    return new Promise((found) => {
      this.#waiting.push({ matches, found })
    })
  }

  answer(transactionId: number): Promise<FunctionMessage> {
    return this.next((message) => message.transactionId === transactionId)
  }

  async open(maxControlTransfer = this.maxControlTransfer): Promise<Status | FunctionMessage['type']> {
    this.maxControlTransfer = maxControlTransfer
    this.version = 1
    const transactionId = this.nextId()
    const answer = this.answer(transactionId)
    this.send(serializeMessage({ type: 'open', transactionId, maxControlTransfer }))
    const message = await answer
    return message.type === 'open-done' ? message.status : message.type
  }

  async shut(): Promise<Status | FunctionMessage['type']> {
    const transactionId = this.nextId()
    const answer = this.answer(transactionId)
    this.send(serializeMessage({ type: 'close', transactionId }))
    const message = await answer
    return message.type === 'close-done' ? message.status : message.type
  }

  query<Q, R>(cid: Queryable<Q, R>, value = {} as Q): Promise<Outcome<R>> {
    return this.#command(cid, 'query', cid.query, value, cid.response)
  }

  set<S, R>(cid: Settable<S, R>, value = {} as S): Promise<Outcome<R>> {
    return this.#command(cid, 'set', cid.set, value, cid.setResponse)
  }

  /** The frames of a command, unsent. */
  frame<Q, R>(cid: Queryable<Q, R>, transactionId: number, value = {} as Q): Uint8Array {
    const { uuid } = cid.service
    const envelope = { type: 'command', transactionId, service: uuid, cid: cid.number } as const
    return serializeInfo({ ...envelope, operation: 'query' }, cid.query, value, this.version)
  }

  /** What was indicated of this CID so far, oldest first. */
  told<I>(cid: Indicating<I>): I[] {
    return this.indications
      .filter((one) => one.service === cid.service.uuid && one.cid === cid.number)
      .map(({ info }) => cid.indication.decode(info, this.version))
  }

  get indications(): IndicateStatus[] {
    return this.messages.filter((message) => message.type === 'indicate-status')
  }

  /** Everything but indications. */
  get answers(): FunctionMessage[] {
    return this.messages.filter(({ type }) => type !== 'indicate-status')
  }

  forget(): void {
    this.messages.length = 0
    this.frames.length = 0
  }

  async #command<A, R>(
    cid: { service: { uuid: string }; number: number },
    operation: 'query' | 'set',
    input: Queryable<A, R>['query'],
    value: A,
    output: Queryable<A, R>['response'],
  ): Promise<Outcome<R>> {
    const transactionId = this.nextId()
    const answer = this.answer(transactionId)
    const envelope = { type: 'command', transactionId, service: cid.service.uuid, cid: cid.number } as const
    const message = serializeInfo({ ...envelope, operation }, input, value, this.version)
    for (const piece of fragment(message, this.maxControlTransfer)) this.send(piece)
    const done = await answer
    if (done.type !== 'command-done') throw new Error(`${done.type} instead of an answer`)
    return { status: done.status, info: decoded(done, output, this.version) }
  }
}

function decoded<R>(
  { info, status }: CommandDone,
  output: Queryable<unknown, R>['response'],
  version: MbimExVersion,
): R | undefined {
  return info.length === 0 && status !== 'success' ? undefined : output.decode(info, version)
}
