/** A verb ends when its caller gives up, or with what it is carried out on: a session with the modem, or its object. */
import { abortReason } from '../base/index.ts'
import { eitherSignal } from './either-signal.ts'
import { failed, undriven } from './failure.ts'

export interface Ground<Context> {
  readonly device: string
  /** Nothing while the modem is being opened. */
  readonly context: Context | undefined
  /** It is gone, or was let go. */
  readonly over: boolean
}

/** @param what is done, in the words of a failure: `attaching to the packet service` */
export async function carryOut<Context extends { readonly signal: AbortSignal }, T>(
  what: string,
  { device, context, over }: Ground<Context>,
  verb: (context: Context, signal: AbortSignal) => Promise<T>,
  options: { readonly signal: AbortSignal },
): Promise<T> {
  if (over || context === undefined || context.signal.aborted) throw undriven(what, device, { over })
  // What was given up before it began is not even read back.
  if (options.signal.aborted) throw failed(abortReason(options.signal), what)
  using both = eitherSignal(options.signal, context.signal)
  return await verb(context, both.signal)
}
