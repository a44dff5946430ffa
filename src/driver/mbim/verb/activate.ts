/**
 * Bringing a context up: CONNECT query, CONNECT set ACTIVATE, IP_CONFIGURATION query. Whatever ends it half way (the
 * caller, a time-out, addresses that do not come) takes down again what may be up.
 */
import { Seconds } from '../../../base/index.ts'
import { CauseError, type Activation, type Cause, type ContextSettings } from '../../../core/index.ts'
import { StatusError, timeoutOf } from '../../../device/index.ts'
import { Connect } from '../../../mbim/index.ts'
import { causeError, refusedBy } from '../cause.ts'
import type { DriverContext } from '../context.ts'
import { contextState, type ConnectInfo } from '../fact/context.ts'
import { networkCause } from '../fact/network-cause.ts'
import { Listening } from '../listening.ts'
import { ifOffered, patiently } from '../patience.ts'
import { voiceCallTold } from '../voice-call.ts'
import { takeDown } from './deactivate.ts'
import { askIpSettings } from './ip-configuration.ts'

interface Attempt {
  /** What the modem says of the session by itself, from before the command on. */
  readonly indicated: Listening<ConnectInfo>
  readonly signal: AbortSignal
}

/** Whoever gave up is not kept longer than this by a modem that does not let go; it is still told to. */
const LETTING_GO = Seconds(20)

export async function activate(
  context: DriverContext,
  sessionId: number,
  settings: ContextSettings,
  signal: AbortSignal,
): Promise<Activation> {
  const { known } = context
  const what = 'activating the context'
  if (sessionId >= known.maxSessions) {
    const message = `${what} failed: the modem has sessions 0 to ${known.maxSessions - 1}, not ${sessionId}`
    throw new CauseError({ code: 'invalid_argument', message })
  }
  const present = await ifOffered(context.device.query(Connect, { sessionId }, { signal })).catch(
    (error: unknown) => {
      throw causeError(error, what)
    },
  )
  if (present !== undefined) voiceCallTold(context, present)
  if (present !== undefined && contextState(present.activationState) === 'activated') {
    await tellUp(context, present, signal).catch(() => undefined)
    throw new CauseError(occupied(what))
  }
  known.busy.add(sessionId)
  using indicated = new Listening(context.waiters.connect, (one) => one.sessionId === sessionId)
  try {
    const info = await connect(context, sessionId, settings, { indicated, signal })
    voiceCallTold(context, info)
    const ip = await askIpSettings(context, sessionId, info.ipType, signal)
    await staysUp(context, sessionId, { indicated, signal })
    const networkError = networkCause(info.nwError)
    const link = context.linkOf(sessionId)
    known.contexts.set(sessionId, { state: 'activated', ip })
    const limited = networkError && { networkError }
    context.tell({ type: 'context', sessionId, state: 'activated', ip, link, ...limited })
    return { ip, link, ...limited }
  } catch (error) {
    if (mayBeUp(error)) await letGo(context, sessionId)
    throw causeError(error, what, { failure: 'connect_failed' })
  } finally {
    known.busy.delete(sessionId)
  }
}

/** A context that is up without our doing. */
export async function tellUp(context: DriverContext, info: ConnectInfo, signal: AbortSignal): Promise<void> {
  const { sessionId } = info
  const { contexts } = context.known
  const before = contexts.get(sessionId)
  const ip = await askIpSettings(context, sessionId, info.ipType, signal)
  // Whatever became of it while its addresses were asked for has been told.
  if (contexts.get(sessionId) !== before) return
  contexts.set(sessionId, { state: 'activated', ip })
  context.tell({ type: 'context', sessionId, state: 'activated', ip, link: context.linkOf(sessionId) })
}

/** Gives the context once it is up. */
async function connect(
  context: DriverContext,
  sessionId: number,
  settings: ContextSettings,
  { indicated, signal }: Attempt,
): Promise<ConnectInfo> {
  const { clock, device } = context
  const answer = await patiently(
    () =>
      device.set(
        Connect,
        {
          sessionId,
          activationCommand: 'activate',
          accessString: settings.accessString,
          userName: settings.userName ?? '',
          password: settings.password ?? '',
          compression: settings.compression ? 'enable' : 'none',
          authProtocol: settings.authProtocol,
          ipType: settings.ipType,
          contextType: 'internet',
          mediaPreference: '3gpp',
        },
        { signal },
      ),
    { clock, signal },
  )
  const settled = (one: ConnectInfo): boolean => contextState(one.activationState) !== 'activating'
  // Some functions answer when they begin and indicate the end.
  const info = settled(answer)
    ? answer
    : await indicated.until(settled, {
        what: 'activating the context',
        timeout: timeoutOf(Connect, 'set'),
        clock,
        signal,
      })
  if (contextState(info.activationState) === 'activated') return info
  throw ended(info)
}

/**
 * A context may go down while its addresses are asked for, and an answer is seen only after all that the same read brought:
 * where the modem has indicated an end, it is asked which of the two came last.
 */
async function staysUp(
  { device }: DriverContext,
  sessionId: number,
  { indicated, signal }: Attempt,
): Promise<void> {
  for (;;) {
    const heard = indicated.last
    if (heard === undefined || !isEnd(heard)) return
    const now = await ifOffered(device.query(Connect, { sessionId }, { signal }))
    if (now === undefined || contextState(now.activationState) !== 'activated') throw ended(heard)
    if (indicated.last === heard) return
  }
}

function isEnd({ activationState }: ConnectInfo): boolean {
  const state = contextState(activationState)
  return state === 'deactivated' || state === 'deactivating'
}

function ended({ nwError }: ConnectInfo): CauseError {
  const network = networkCause(nwError)
  const why = network === undefined ? 'the modem ended it without a reason' : refusedBy(network)
  return new CauseError({
    code: 'connect_failed',
    message: `activating the context failed: ${why}`,
    ...(network && { network }),
  })
}

/** A refusal leaves nothing up; neither does a modem that is gone or starts anew. */
function mayBeUp(error: unknown): boolean {
  if (CauseError.of(error) !== undefined) return false
  if (error instanceof StatusError) return error.cid.number !== Connect.number
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return code !== 'unplugged' && code !== 'busy' && code !== 'invalid_argument'
}

async function letGo(context: DriverContext, sessionId: number): Promise<void> {
  const { clock, log } = context
  // Not the signal of who gave up: that one has fired.
  const down = takeDown(context, sessionId, { signal: context.signal })
  await new Promise<void>((resolve) => {
    const timer = clock.setTimer(LETTING_GO, resolve)
    const end = (): void => {
      timer[Symbol.dispose]()
      resolve()
    }
    down.then(end, (error: unknown) => {
      log.debug({ sessionId, error: String(error) }, 'nothing was left to deactivate')
      end()
    })
  })
}

function occupied(what: string): Cause {
  const message = `${what} failed: this session has a context already; disconnect first`
  return { code: 'max_activated_contexts', message }
}
