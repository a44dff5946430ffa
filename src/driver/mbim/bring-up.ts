/**
 * From a modem that listens to its whole picture, told as facts. What does not depend on an answer is asked at once, as
 * many questions as the modem takes; subscribing comes first, so that no change falls between a question and its answer.
 * An optional question that fails is a feature that the modem has not got.
 */
import { LONGEST_PIECE, type DriverFact } from '../../core/index.ts'
import { ServiceList } from '../../device/index.ts'
import type { CidFacts, Indicating, Queryable } from '../../mbim/index.ts'
import {
  Connect,
  DssConnect,
  EmergencyMode,
  IpConfiguration,
  MsDeviceSlotMappings,
  MsLteAttachConfiguration,
  MsLteAttachInfo,
  MsModemConfiguration,
  MsPco,
  MsProvisionedContextsV2,
  MsSlotInfoStatus,
  MsSysCaps,
  MulticarrierProviders,
  PacketService,
  Pin,
  PinList,
  PreferredProviders,
  ProvisionedContexts,
  RadioState,
  RegisterState,
  SignalState,
  SmsConfiguration,
  SmsMessageStoreStatus,
  SmsRead,
  SubscriberReadyStatus,
  Ussd,
} from '../../mbim/index.ts'
import { asked, latest, whoIsIt } from './ask.ts'
import type { DriverContext } from './context.ts'
import { contextState } from './fact/context.ts'
import { deviceServices } from './fact/device-service.ts'
import { capabilities, equipment } from './fact/equipment.ts'
import { packetService, registration } from './fact/registration.ts'
import { signal as signalFact } from './fact/signal.ts'
import { askHomeProvider, askRadio, contextChanged, isEmergency, tellSim } from './hear.ts'
import { ifOffered } from './patience.ts'
import { askProviderLists } from './provider-list.ts'
import { tellUp } from './verb/activate.ts'
import { voiceCallTold } from './voice-call.ts'
import { askProvisionedContexts } from './verb/provisioned-context.ts'

/**
 * A list replaces everything, the standard indications included: these are all that is heard or kept, and of each modem
 * those that it offers.
 */
export const SUBSCRIBED: readonly CidFacts[] = [
  SubscriberReadyStatus,
  RadioState,
  PreferredProviders,
  RegisterState,
  PacketService,
  SignalState,
  Connect,
  ProvisionedContexts,
  IpConfiguration,
  EmergencyMode,
  MulticarrierProviders,
  SmsConfiguration,
  SmsRead,
  SmsMessageStoreStatus,
  Ussd,
  MsProvisionedContextsV2,
  MsLteAttachConfiguration,
  MsLteAttachInfo,
  MsSlotInfoStatus,
  MsPco,
  MsModemConfiguration,
]

/** Contexts are looked for in as many sessions; modems of the field have up to 16, and hosts use the first. */
const SESSIONS_ASKED = 16

/** No modem of the field has more card slots. */
const SLOTS_ASKED = 8

/**
 * @param options.adopted whether contexts may be live: a function that was just opened has none, but for what it should
 *   not have in the first session
 * @throws StatusError or DialtoneError when the modem does not say who it is, or was lost meanwhile
 */
export async function bringUp(
  context: DriverContext,
  options: { adopted: boolean; device: string },
): Promise<void> {
  const { device, known } = context
  const { adopted } = options
  const [caps] = await Promise.all([
    whoIsIt(context),
    ifOffered(device.subscribe(SUBSCRIBED, context.wanted)),
  ])
  const able = capabilities(caps, device.services ?? new ServiceList())
  known.maxSessions = able.maxSessions
  context.tell({
    type: 'opened',
    equipment: equipment(caps, options.device),
    capabilities: able,
    ...(device.services?.elements !== undefined && {
      deviceServices: deviceServices(device.services.elements, {
        maxStreams: device.services.maxStreams,
        ...(context.data &&
          device.offers(DssConnect) && {
            maxDataSize: Math.min(context.data.maxDataSize, LONGEST_PIECE),
          }),
      }),
    }),
    adopted,
  })
  await Promise.all([
    askSlots(context),
    // The stored contexts are those of the SIM, which is told first.
    askSim(context).then(() => askProvisionedContexts(context)),
    askRadio(context),
    askHomeProvider(context),
    askProviderLists(context),
    tellAnswer(context, EmergencyMode, {}, (info) => ({
      type: 'emergency',
      emergencyMode: isEmergency(info),
    })),
    tellAnswer(context, RegisterState, {}, (info) => ({
      type: 'registration',
      registration: registration(info),
    })),
    tellAnswer(context, PacketService, {}, (info) => ({
      type: 'packet-service',
      packetService: packetService(info),
    })),
    tellAnswer(context, SignalState, {}, (info) => ({ type: 'signal', signal: signalFact(info) })),
    askAttachContexts(context),
    askContexts(context, adopted ? Math.min(able.maxSessions, SESSIONS_ASKED) : 1),
  ])
}

async function tellAnswer<Q, R>(
  context: DriverContext,
  cid: Queryable<Q, R> & Indicating<unknown>,
  value: Q,
  fact: (info: R) => DriverFact,
): Promise<void> {
  const info = await latest(context, cid, value)
  if (info !== undefined) context.tell(fact(info))
}

async function askSim(context: DriverContext): Promise<void> {
  const { known } = context
  await Promise.all([
    latest(context, SubscriberReadyStatus, {}).then((info) => (known.subscriber = info ?? known.subscriber)),
    asked(context, Pin, {}).then((info) => (known.pin = info ?? known.pin)),
    asked(context, PinList, {}).then((info) => (known.pinList = info)),
  ])
  tellSim(context)
}

/** Multi-SIM modems: which slot is in use and what is in each. */
async function askSlots(context: DriverContext): Promise<void> {
  const [system, mappings] = await Promise.all([
    asked(context, MsSysCaps, {}),
    asked(context, MsDeviceSlotMappings, {}),
  ])
  const count = Math.min(system?.numberOfSlots ?? 0, SLOTS_ASKED)
  const states = await Promise.all(
    Array.from({ length: count }, (_, slotIndex) => asked(context, MsSlotInfoStatus, { slotIndex })),
  )
  context.known.slots = states.map((info, index) => ({
    state: info?.state ?? 'unknown',
    inUse: mappings?.slotMap.some(({ slot }) => slot === index) ?? index === 0,
  }))
}

/** With which contexts it attaches to LTE, and with which it has. */
async function askAttachContexts(context: DriverContext): Promise<void> {
  const { known } = context
  const [attach, attached] = await Promise.all([
    asked(context, MsLteAttachConfiguration, {}),
    asked(context, MsLteAttachInfo, {}),
  ])
  known.lteAttachConfigurations = attach?.configurations ?? []
  known.lteAttach = attached
}

/** The contexts there are, with the addresses of those that are up. */
async function askContexts(context: DriverContext, count: number): Promise<void> {
  await Promise.all(
    Array.from({ length: count }, async (_, sessionId) => {
      const info = await asked(context, Connect, { sessionId })
      if (info === undefined) return
      voiceCallTold(context, info)
      const state = contextState(info.activationState)
      if (state === 'activated') {
        await tellUp(context, info, context.signal).catch(withoutContext(context, sessionId))
      }
      // Only the first session is of interest when nothing is there.
      else if (state !== 'deactivated' || sessionId === 0) contextChanged(context, info)
    }),
  )
}

/** A context that went down in between, or whose addresses cannot be had, leaves a modem that is as good as before. */
function withoutContext(context: DriverContext, sessionId: number): (error: unknown) => void {
  return (error) => {
    if (context.signal.aborted) throw error
    context.log.info({ sessionId, error: String(error) }, 'a context that was found up is not taken over')
  }
}
