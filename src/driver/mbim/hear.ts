/** What the modem says by itself, as facts. Whatever follows from it (which PIN now, which addresses) is asked at once. */
import { isRegistered, LONGEST_ANSWER, type Radio, type RegistrationState } from '../../core/index.ts'
import {
  EmergencyMode,
  HomeProvider,
  IpConfiguration,
  MsProvisionedContextsV2,
  Pin,
  PinList,
  ProvisionedContexts,
  RadioState,
  RegisterState,
  SignalState,
  SmsConfiguration,
  SmsMessageStoreStatus,
  SmsRead,
  SubscriberReadyStatus,
  Connect,
  PacketService,
  type IndicateStatus,
} from '../../mbim/index.ts'
import { latest } from './ask.ts'
import type { DriverContext } from './context.ts'
import { contextState, ipSettings, type ConnectInfo, type IpInfo } from './fact/context.ts'
import { networkCause } from './fact/network-cause.ts'
import { provisionedContexts, type StoredInfo } from './fact/provisioned-context.ts'
import { homeProvider, packetService, registration, type RegisterInfo } from './fact/registration.ts'
import { signal } from './fact/signal.ts'
import { sim, type SubscriberInfo } from './fact/sim.ts'
import { arrivedUnstored, configurationChanged, storeStatusChanged, syncMessages } from './message-store.ts'
import { ifOffered, patiently } from './patience.ts'
import { askProviderLists, hearProviderLists } from './provider-list.ts'
import { tellUp } from './verb/activate.ts'
import { voiceCallTold } from './voice-call.ts'
import { askProvisionedContexts } from './verb/provisioned-context.ts'

/** Until disposed. */
export function hear(context: DriverContext): Disposable {
  const { device, waiters } = context
  const stack = new DisposableStack()
  stack.use(device.on(SubscriberReadyStatus, (info) => subscriberChanged(context, info)))
  stack.use(device.on(RadioState, (info) => void tellRadio(context, info)))
  stack.use(device.on(RegisterState, (info) => registrationChanged(context, info)))
  stack.use(
    device.on(PacketService, (info) => {
      context.tell({ type: 'packet-service', packetService: packetService(info) })
      for (const waiter of waiters.packetService) waiter(info)
    }),
  )
  stack.use(device.on(SignalState, (info) => context.tell({ type: 'signal', signal: signal(info) })))
  stack.use(device.on(Connect, (info) => connectHeard(context, info)))
  stack.use(hearProviderLists(context))
  stack.use(
    device.on(EmergencyMode, (info) => context.tell({ type: 'emergency', emergencyMode: isEmergency(info) })),
  )
  stack.use(device.on(IpConfiguration, (info) => addressesChanged(context, info)))
  stack.use(
    device.on(ProvisionedContexts, (info) => {
      // Where the other list is there, which tells more, that one is asked for.
      if (device.offers(MsProvisionedContextsV2)) {
        background(context, 'the stored contexts', askProvisionedContexts(context))
      } else contextsChanged(context, info)
    }),
  )
  stack.use(device.on(MsProvisionedContextsV2, (info) => contextsChanged(context, info)))
  stack.use(device.onAny((indication) => serviceSpoke(context, indication)))
  stack.use(
    device.on(SmsConfiguration, (info) => {
      background(context, 'the messages', configurationChanged(context, info))
    }),
  )
  stack.use(
    device.on(SmsMessageStoreStatus, (info) => {
      background(context, 'a message', storeStatusChanged(context, info))
    }),
  )
  stack.use(device.on(SmsRead, (info) => arrivedUnstored(context, info)))
  return stack
}

export function isEmergency({ state }: { readonly state: unknown }): boolean {
  return state === 'on'
}

/** Of a service that somebody else wants to hear. What is longer than anybody takes is dropped. */
function serviceSpoke(context: DriverContext, { service, cid, info }: IndicateStatus): void {
  const { log, wanted } = context
  if (!wanted.services.includes(service)) return
  if (info.length > LONGEST_ANSWER) {
    log.warn({ service, cid, bytes: info.length }, 'ignored an indication that is too long')
    return
  }
  // A copy: the frame is a view on a buffer that is used again.
  context.tell({ type: 'device-service', service, command: cid, data: info.slice() })
}

export function tellRadio(
  context: DriverContext,
  info: { readonly hwRadioState: unknown; readonly swRadioState: unknown },
): Radio {
  const position = (state: unknown): 'on' | 'off' => (state === 'off' || state === 0 ? 'off' : 'on')
  const radio = { hardware: position(info.hwRadioState), software: position(info.swRadioState) }
  context.known.radioOn = radio.hardware === 'on' && radio.software === 'on'
  context.tell({ type: 'radio', radio })
  return radio
}

export async function askRadio(context: DriverContext): Promise<void> {
  const info = await latest(context, RadioState, {})
  if (info !== undefined) tellRadio(context, info)
}

/** Whether the radio can be as it is known to be, with such a standing. */
function fitsRadio(on: boolean | undefined, state: RegistrationState): boolean {
  return on === undefined || state === 'unknown' || on === (state !== 'deregistered')
}

/**
 * A modem tells of its signal when it moves, not when it has one at last (MBIM 1.0 §10.5.11): with another network, or none,
 * it is asked.
 */
export function registrationChanged(context: DriverContext, info: RegisterInfo): void {
  const { known } = context
  const told = registration(info)
  context.tell({ type: 'registration', registration: told })
  // Of what one host has set it is told by the answer, and a modem need not tell it to others that share it (mbim-proxy).
  if (!fitsRadio(known.radioOn, told.state)) background(context, 'the radio', askRadio(context))
  const network = isRegistered(told.state) ? told.provider?.id : undefined
  if (network === known.network) return
  known.network = network
  background(context, 'the signal', askSignal(context))
}

async function askSignal(context: DriverContext): Promise<void> {
  const { clock, device, signal: end } = context
  if (!device.offers(SignalState)) return
  const asked = patiently(() => device.query(SignalState, {}, { signal: end }), { clock, signal: end })
  const info = await ifOffered(asked)
  if (info !== undefined) context.tell({ type: 'signal', signal: signal(info) })
}

function subscriberChanged(context: DriverContext, info: SubscriberInfo): void {
  const { known } = context
  const before = known.subscriber?.readyState
  const card = known.subscriber?.simIccId
  known.subscriber = info
  // With another state another PIN is awaited, or none.
  const changed = info.readyState !== before
  if (changed) known.pin = undefined
  tellSim(context)
  if (info.readyState === 'initialized' && (changed || info.simIccId !== card)) {
    background(context, 'the stored contexts', askProvisionedContexts(context))
  }
  if (!changed) return
  background(context, 'the PIN', askPin(context))
  known.messages.read = false
  if (info.readyState === 'initialized') {
    background(context, 'the home provider', askHomeProvider(context))
    background(context, 'the messages', syncMessages(context))
  }
  // A SIM whose subscription is not activated can be read as well.
  if (info.readyState === 'initialized' || info.readyState === 'not-activated') {
    background(context, 'the lists of networks', askProviderLists(context))
  }
}

function contextsChanged(context: DriverContext, info: StoredInfo): void {
  const { subscriber } = context.known
  if (subscriber !== undefined && subscriber.readyState !== 'initialized') return
  context.tell({
    type: 'provisioned-contexts',
    provisionedContexts: provisionedContexts(info.provisionedContexts),
  })
}

export function tellSim(context: DriverContext): void {
  const { subscriber, pin, pinList } = context.known
  if (subscriber !== undefined) context.tell({ type: 'sim', sim: sim(subscriber, pin, pinList) })
}

/** Which PIN is awaited, and which there are: another card has others. */
export async function askPin(context: DriverContext): Promise<void> {
  const { clock, device, known, signal } = context
  const [pin, list] = await Promise.all([
    ifOffered(patiently(() => device.query(Pin, {}, { signal }), { clock, signal })),
    ifOffered(patiently(() => device.query(PinList, {}, { signal }), { clock, signal })),
  ])
  known.pin = pin ?? known.pin
  known.pinList = list
  tellSim(context)
}

/** Only a SIM that can be read has one. */
export async function askHomeProvider(context: DriverContext): Promise<void> {
  const { clock, device, signal: end } = context
  const asked = patiently(() => device.query(HomeProvider, {}, { signal: end }), { clock, signal: end })
  const info = await ifOffered(asked)
  if (info !== undefined && info.provider.providerId !== '') {
    context.known.homeProvider = info.provider.providerId
    context.tell({ type: 'home-provider', provider: homeProvider(info) })
  }
}

/** What the modem says of a session, unasked or to who asked what has become of it. */
export function connectHeard(context: DriverContext, info: ConnectInfo): void {
  contextChanged(context, info)
  voiceCallTold(context, info)
  for (const waiter of context.waiters.connect) waiter(info)
}

export function contextChanged(context: DriverContext, info: ConnectInfo): void {
  const { known } = context
  const { sessionId } = info
  const state = contextState(info.activationState)
  const networkError = networkCause(info.nwError)
  if (state === 'activated') {
    // A verb tells by itself, and an indication that repeats what is known says nothing.
    if (known.busy.has(sessionId) || known.contexts.get(sessionId)?.state === 'activated') return
    background(context, 'the addresses of a context', tellUp(context, info, context.signal))
    return
  }
  known.contexts.set(sessionId, { state })
  context.tell({ type: 'context', sessionId, state, ...(networkError && { networkError }) })
}

function addressesChanged(context: DriverContext, info: IpInfo): void {
  const { known } = context
  const { sessionId } = info
  // Before the context is known to be up they come too early; they are asked for then.
  if (known.busy.has(sessionId) || known.contexts.get(sessionId)?.state !== 'activated') return
  const ip = ipSettings(info, 'default')
  known.contexts.set(sessionId, { state: 'activated', ip })
  context.tell({ type: 'context', sessionId, state: 'activated', ip, link: context.linkOf(sessionId) })
}

/** What is asked on the side may fail with the device, which tells that itself. */
export function background(context: DriverContext, what: string, work: Promise<void>): void {
  work.catch((error: unknown) => {
    context.log.debug({ error: String(error) }, `could not ask for ${what}`)
  })
}
