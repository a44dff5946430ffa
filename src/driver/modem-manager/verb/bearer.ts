/**
 * Bringing a context up and taking it down: a bearer is made, connected, and deleted when it is down. Whatever ends that
 * half way (the caller, a time-out) takes down again what may be up.
 */
import { DialtoneError, Minutes, Seconds } from '../../../base/index.ts'
import { CauseError, type Activation, type ContextSettings } from '../../../core/index.ts'
import { causeError } from '../cause.ts'
import { CallError } from '../bus/index.ts'
import type { ModemContext } from '../context.ts'
import { bearerProperties, connectionError, ipSettings, isConnected, needsPpp } from '../fact/bearer.ts'
import { maxSessions } from '../fact/equipment.ts'
import { radio } from '../fact/registration.ts'
import { BEARER, MODEM, SERVICE, STATE } from '../names.ts'
import { integer, path as pathOf } from '../read.ts'
import type { RemoteObject } from '../remote-object.ts'

/** ModemManager gives a network three minutes, and then asks for addresses. */
const CONNECTING = Minutes(4)
const DISCONNECTING = Minutes(2)

/** Whoever gave up is not kept longer than this by a modem that does not let go; it is still told to. */
const LETTING_GO = Seconds(20)

export async function activate(
  context: ModemContext,
  sessionId: number,
  settings: ContextSettings,
  signal: AbortSignal,
): Promise<Activation> {
  const what = 'activating the context'
  const { sessions } = context
  const most = maxSessions(context.modem, context)
  if (sessionId >= most) {
    const message = `${what} failed: through ModemManager the modem has ${sessionsText(most)}, not ${sessionId}`
    throw new CauseError({ code: 'invalid_argument', message })
  }
  if (sessions.bearerOf(sessionId) !== undefined) {
    const message = `${what} failed: this session has a context already; disconnect first`
    throw new CauseError({ code: 'max_activated_contexts', message })
  }
  using _busy = sessions.busy(sessionId)
  let bearer: RemoteObject | undefined
  try {
    bearer = await create(context, sessionId, settings)
    signal.throwIfAborted()
    await bearer.call(BEARER, 'Connect', undefined, { signal, timeout: CONNECTING })
    await bearer.refresh(BEARER, { signal })
    return present(context, sessionId, bearer, what)
  } catch (error) {
    if (bearer !== undefined) await letGo(context, bearer)
    throw causeError(obstacle(context, error), what, { failure: 'connect_failed' })
  }
}

/** Not to be given up half way: nobody would know the bearer that was made. */
async function create(
  context: ModemContext,
  sessionId: number,
  settings: ContextSettings,
): Promise<RemoteObject> {
  const { modem, service, sessions } = context
  const values = [bearerProperties(settings, context)]
  const [made] = await modem.call(MODEM, 'CreateBearer', { signature: 'a{sv}', values })
  const path = pathOf(made)
  if (path === undefined) {
    throw new DialtoneError('protocol', 'ModemManager made a bearer and does not say which')
  }
  const bearer = await service.object(path, BEARER)
  sessions.take(bearer, { ours: true, sessionId })
  return bearer
}

function present(context: ModemContext, sessionId: number, bearer: RemoteObject, what: string): Activation {
  const { sessions } = context
  if (!isConnected(bearer)) {
    const { name = '', text = 'it was disconnected at once' } = connectionError(bearer) ?? {}
    throw new CallError({ member: 'Connect' }, name, text)
  }
  const ip = ipSettings(bearer)
  if (ip === undefined) {
    if (needsPpp(bearer)) {
      throw new CauseError({ code: 'not_supported', message: `${what} failed: ${OVER_PPP}` })
    }
    throw new DialtoneError('protocol', 'ModemManager has connected it without addresses')
  }
  const link = sessions.link(sessionId, bearer)
  sessions.toldUp(bearer, { type: 'context', sessionId, state: 'activated', ip, link })
  return { ip, link }
}

const OVER_PPP =
  'this modem carries data over PPP on a serial port, which ModemManager leaves to whoever connects; dial it with pppd (a dial interface of the kind ppp)'

/** A disconnect ends a connect that is under way as well. */
async function letGo(context: ModemContext, bearer: RemoteObject): Promise<void> {
  const { clock, log, sessions } = context
  const down = bearer
    .call(BEARER, 'Disconnect', undefined, { timeout: DISCONNECTING })
    .catch((error: unknown) => log.debug({ error: String(error) }, 'nothing was left to disconnect'))
    .then(() => sessions.remove(bearer))
  await new Promise<void>((resolve) => {
    const timer = clock.setTimer(LETTING_GO, resolve)
    const end = (): void => {
      timer[Symbol.dispose]()
      resolve()
    }
    down.then(end, (error: unknown) => {
      log.debug({ error: String(error) }, 'the bearer could not be deleted')
      end()
    })
  })
}

/** ModemManager says that the modem is in the wrong state; what is wrong with it is known here. */
function obstacle({ modem }: ModemContext, error: unknown): unknown {
  if (!(error instanceof CallError) || error.errorName !== `${SERVICE}.Error.Core.WrongState`) return error
  const message = `activating the context failed: ModemManager says: ${error.text}`
  if (radio(modem).software === 'off') return new CauseError({ code: 'radio_off', message })
  const state = integer(modem.get(MODEM, 'State')) ?? STATE.unknown
  return state < STATE.registered ? new CauseError({ code: 'not_registered', message }) : error
}

function sessionsText(most: number): string {
  return most === 1 ? 'one session, 0' : `sessions 0 to ${most - 1}`
}

export async function deactivate(
  context: ModemContext,
  sessionId: number,
  signal: AbortSignal,
): Promise<void> {
  const what = 'deactivating the context'
  const { sessions } = context
  const carried = sessions.bearerOf(sessionId)
  if (carried === undefined || !isConnected(carried.bearer)) {
    const message = 'there is nothing to deactivate: the context is not activated'
    throw new CauseError({ code: 'not_activated', message })
  }
  using _busy = sessions.busy(sessionId)
  const { bearer } = carried
  try {
    await bearer.call(BEARER, 'Disconnect', undefined, { signal, timeout: DISCONNECTING })
    await bearer.refresh(BEARER, { signal })
  } catch (error) {
    throw causeError(error, what)
  }
  if (isConnected(bearer)) {
    throw new CauseError({
      code: 'status',
      message: `${what} failed: ModemManager says it is still connected`,
    })
  }
  sessions.end(sessionId)
}
