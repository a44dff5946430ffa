/**
 * From a modem object that is there to its whole picture, told as facts, and what changes from then on. What does not depend
 * on an answer is asked at once; a question that is refused is a feature that the modem has not got.
 */
import { Minutes, type Clock, type Logger } from '../../base/index.ts'
import type { DriverFact } from '../../core/index.ts'
import { background, ifOffered, type ModemContext, type Wish } from './context.ts'
import { capabilities, equipment } from './fact/equipment.ts'
import { Messages } from './messages.ts'
import type { ModemManagerService } from './modem-manager-service.ts'
import { BEARER, MODEM, PROFILES, SIM, STATE } from './names.ts'
import { Picture } from './picture.ts'
import { integer, path } from './read.ts'
import type { RemoteObject } from './remote-object.ts'
import { Sessions } from './sessions.ts'
import { measureNoMore, measureSignal } from './signal-setup.ts'
import { askProvisionedContexts, listStoredContexts } from './verb/provisioned-context.ts'

export interface BringUpOptions {
  readonly service: ModemManagerService
  readonly clock: Clock
  readonly log: Logger
  readonly multiplex: boolean
  readonly enable: boolean
  readonly wish: Wish
  readonly tell: (fact: DriverFact) => void
  /** Sessions that were up before; those that are not any more are told. */
  readonly unaccounted: Set<number>
}

export interface BroughtUp {
  readonly context: ModemContext
  /** The whole picture has been told. */
  readonly ready: Promise<void>
  /** Nothing is heard or told any more; with `close` what is connected is ended first. `letGo`: the modem is there still. */
  end(this: void, reason: Error, options: { readonly close: boolean; readonly letGo: boolean }): Promise<void>
}

export function bringUp(modem: RemoteObject, options: BringUpOptions): BroughtUp {
  const { service, clock, log, multiplex, wish, tell } = options
  const controller = new AbortController()
  const stack = new DisposableStack()
  const picture = new Picture()
  let open = false
  let measured = false
  const context: ModemContext = {
    service,
    modem,
    clock,
    log,
    wish,
    multiplex,
    card: undefined,
    signal: controller.signal,
    get sessions() {
      return sessions
    },
    get messages() {
      return messages
    },
    tell: (fact) => {
      if (!controller.signal.aborted) tell(fact)
    },
    retell: () => {
      if (open && !controller.signal.aborted) picture.tell(context)
    },
  }
  const sessions = stack.use(new Sessions(context))
  const messages = stack.use(new Messages(context))
  const started = async (): Promise<void> => {
    const [stored, isOurs] = await Promise.all([
      listStoredContexts(context),
      measureSignal(context),
      useCard(context),
      sessions.follow(),
    ])
    measured = isOurs
    controller.signal.throwIfAborted()
    context.tell({
      type: 'opened',
      equipment: equipment(modem),
      capabilities: capabilities(modem, context),
      adopted: sessions.connected().length > 0,
    })
    open = true
    stack.use(hear(context, options.enable))
    context.retell()
    context.tell({ type: 'provisioned-contexts', provisionedContexts: stored })
    sessions.look()
    for (const sessionId of options.unaccounted) {
      if (!sessions.isUp(sessionId)) context.tell({ type: 'context', sessionId, state: 'deactivated' })
    }
    options.unaccounted.clear()
    context.tell({ type: 'ready' })
  }
  const ready = started().then(() => {
    // A card takes its time over them, and a connection need not wait for that.
    background(context, 'reading the messages', messages.sync())
  })
  return {
    context,
    ready,
    end: async (reason, { close, letGo }) => {
      if (close) await Promise.allSettled(sessions.up().map((sessionId) => closeSession(context, sessionId)))
      if (measured && letGo) measureNoMore(context)
      controller.abort(reason)
      stack.dispose()
    },
  }
}

function tellStored(context: ModemContext): void {
  background(context, 'asking for the stored contexts', askProvisionedContexts(context))
}

/** The SIM that the modem names now, and no other. */
async function useCard(context: ModemContext): Promise<void> {
  const { modem, service, signal } = context
  const named = path(modem.get(MODEM, 'Sim'))
  if (context.card?.path === named) return
  if (context.card !== undefined) service.forget(context.card)
  context.card = undefined
  if (named === undefined) return
  const card = await ifOffered(service.object(named, SIM, { signal }))
  if (signal.aborted || path(modem.get(MODEM, 'Sim')) !== named) return
  context.card = card
  card?.listen({ changed: () => context.retell() })
}

async function closeSession({ sessions }: ModemContext, sessionId: number): Promise<void> {
  const carried = sessions.bearerOf(sessionId)
  if (carried === undefined) return
  await carried.bearer.call(BEARER, 'Disconnect')
  if (carried.ours) await sessions.remove(carried.bearer)
}

/** ModemManager brings a modem up in some seconds; some need longer for their radio. */
const ENABLING = Minutes(3)

function hear(context: ModemContext, enable: boolean): Disposable {
  const { modem, sessions, messages, wish } = context
  let before: number = STATE.initializing
  const look = (): void => {
    const state = integer(modem.get(MODEM, 'State')) ?? STATE.unknown
    // ModemManager takes every modem up disabled. Who disables it later means that.
    const fresh = before <= STATE.locked && state === STATE.disabled
    if (before === STATE.locked && state > STATE.locked) tellStored(context)
    before = state
    if (fresh && enable && !wish.radioOff) {
      const call = modem.call(
        MODEM,
        'Enable',
        { signature: 'b', values: [true] },
        { signal: context.signal, timeout: ENABLING },
      )
      background(context, 'enabling the modem', call)
    }
  }
  const listening = modem.listen({
    changed: (of) => {
      if (of === MODEM) {
        look()
        background(
          context,
          'asking for the SIM',
          useCard(context).then(() => context.retell()),
        )
        background(
          context,
          'asking for the bearers',
          sessions.follow().then(() => sessions.look()),
        )
      }
      messages.changed(of)
      context.retell()
    },
    signal: (of, member, body) => {
      messages.heard(of, member, body)
      if (of === PROFILES && member === 'Updated') tellStored(context)
    },
  })
  // What has changed since it was asked for.
  look()
  background(context, 'asking for the bearers', sessions.follow())
  return listening
}
