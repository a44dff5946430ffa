/** One command from value to value: encoded for the version agreed on, sent, and its answer decoded. */
import { DialtoneError, type Duration } from '../base/index.ts'
import {
  serializeInfo,
  serializeMessage,
  WireError,
  type CidFacts,
  type CommandDone,
  type FunctionMessage,
  type InfoCodec,
  type MbimExVersion,
  type Operation,
  type Queryable,
  type Settable,
} from '../mbim/index.ts'
import { StatusError } from './errors.ts'
import { timeoutOf } from './timeouts.ts'
import type { TransactionRequest } from './transactions.ts'

export interface CommandOptions {
  readonly signal?: AbortSignal | undefined
  /** Instead of that of the table in `timeouts.ts`. */
  readonly timeout?: Duration | undefined
}

/** For what the session asks on its own behalf. */
export interface SendingOptions extends CommandOptions {
  /** Sent at once, whatever is outstanding, and never cancelled at the function. */
  readonly urgent?: boolean | undefined
  /** Called with its id as it is sent. */
  readonly sent?: ((transactionId: number) => void) | undefined
}

export interface RawCommand {
  /** UUID. */
  readonly service: string
  readonly cid: number
  readonly operation: Operation
  readonly info: Uint8Array
}

/** Where commands go. */
export interface CommandPort {
  run(request: TransactionRequest): Promise<FunctionMessage>
  /** The version agreed on, now. */
  readonly version: MbimExVersion
}

export function query<Q, R>(
  port: CommandPort,
  cid: Queryable<Q, R>,
  value: Q,
  options?: SendingOptions,
): Promise<R> {
  return command(port, cid, 'query', cid.query, value, cid.response, options)
}

export function set<S, R>(
  port: CommandPort,
  cid: Settable<S, R>,
  value: S,
  options?: CommandOptions,
): Promise<R> {
  return command(port, cid, 'set', cid.set, value, cid.setResponse, options)
}

/** Any command, by numbers and bytes; resolves whatever its status. */
export function raw(
  port: CommandPort,
  { service, cid, operation, info }: RawCommand,
  options: CommandOptions = {},
): Promise<CommandDone> {
  const address = { service: { uuid: service }, number: cid }
  return transact(port, address, {
    what: `${operation} of CID ${cid} of service ${service}`,
    message: (transactionId) =>
      serializeMessage({ type: 'command', transactionId, service, cid, operation, info }),
    timeout: options.timeout ?? timeoutOf(address, operation),
    signal: options.signal,
  })
}

async function command<V, R>(
  port: CommandPort,
  cid: CidFacts,
  operation: Operation,
  codec: InfoCodec<V>,
  value: V,
  response: InfoCodec<R>,
  options: SendingOptions = {},
): Promise<R> {
  const what = `${cid.service.name} ${cid.name}`
  if (cid.since > port.version) {
    throw new DialtoneError(
      'not_supported',
      `${what} needs MBIMEx ${cid.since}.0; the modem has ${port.version}.0`,
    )
  }
  const done = await transact(port, cid, {
    what,
    message: (transactionId) => {
      options.sent?.(transactionId)
      const envelope = {
        type: 'command',
        transactionId,
        service: cid.service.uuid,
        cid: cid.number,
        operation,
      } as const
      return serializeInfo(envelope, codec, value, port.version)
    },
    timeout: options.timeout ?? timeoutOf(cid, operation),
    signal: options.signal,
    urgent: options.urgent === true,
  })
  if (done.status !== 'success') throw new StatusError(cid, done, port.version)
  try {
    return response.decode(done.info, port.version)
  } catch (error) {
    if (!(error instanceof WireError)) throw error
    throw new DialtoneError('protocol', `${what}: the answer cannot be read: ${error.message}`, {
      cause: error,
    })
  }
}

async function transact(
  port: CommandPort,
  cid: { readonly service: { readonly uuid: string }; readonly number: number },
  request: Omit<TransactionRequest, 'answeredBy'>,
): Promise<CommandDone> {
  const { uuid } = cid.service
  const message = await port.run({
    ...request,
    answeredBy: (answer) =>
      answer.type === 'command-done' && answer.cid === cid.number && answer.service === uuid,
  })
  if (message.type !== 'command-done') {
    throw new DialtoneError('internal', `${message.type} answered a command`)
  }
  return message
}
