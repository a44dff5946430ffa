/**
 * Personal data is hidden unless asked for: who the subscriber is (IMSI, ICCID, telephone numbers, the user name of a
 * profile, of a dial interface or of a stored context), which device it is (IMEI), what it says in the format of a vendor or
 * operator and what a line is told before it dials, as anything may be in those, and with whom messages are exchanged. What
 * tells modems apart for programs is their `id`, which stays. Messages themselves are read with the scope `sms` or not at all:
 * to those who may read them they are shown.
 *
 * A face shows what `redacting(service)` gives; a caller who asks to see everything needs the scope `sim`.
 */
import { remembered } from '../base/index.ts'
import type {
  Event,
  Message,
  Modem,
  ProvisionedContexts,
  PublicProfile,
  Request,
  SettingValue,
  Sim,
} from '../core/index.ts'
import type { ShownConfiguration } from './configuration/configuration-service.ts'
import { HIDING_DIAL, redactDialInterface, redactDialSettings } from './dial/redact-dial.ts'
import { all, HIDDEN, same } from './hidden.ts'
import type { OperationName } from './operation.ts'
import { isEvent } from './resume.ts'
import type { Service, Snapshot, WatchItem } from './service.ts'

export { HIDDEN }

export function redactSim(sim: Sim): Sim {
  return {
    ...sim,
    ...(sim.subscriberId === undefined ? {} : { subscriberId: HIDDEN }),
    ...(sim.iccid === undefined ? {} : { iccid: HIDDEN }),
    telephoneNumbers: sim.telephoneNumbers.map(() => HIDDEN),
  }
}

export function redactContexts({ supported, contexts }: ProvisionedContexts): ProvisionedContexts {
  return {
    supported,
    contexts: contexts.map((one) => (one.userName === undefined ? one : { ...one, userName: HIDDEN })),
  }
}

export function redactModem(modem: Modem): Modem {
  return {
    ...modem,
    ...(modem.equipment === undefined ? {} : { equipment: { ...modem.equipment, id: HIDDEN } }),
    ...(modem.sim === undefined ? {} : { sim: redactSim(modem.sim) }),
    ...(modem.provisionedContexts === undefined
      ? {}
      : { provisionedContexts: redactContexts(modem.provisionedContexts) }),
  }
}

export function redactRequest(request: Request): Request {
  return request.answer === undefined ? request : { ...request, answer: HIDDEN }
}

export function redactMessage(message: Message): Message {
  return message.number === undefined ? message : { ...message, number: HIDDEN }
}

export function redactProfile<T extends PublicProfile>(profile: T): T {
  const { conditions } = profile
  return {
    ...profile,
    ...(profile.subscriberId === undefined ? {} : { subscriberId: HIDDEN }),
    ...(profile.iccid === undefined ? {} : { iccid: HIDDEN }),
    ...(conditions?.subscriberId === undefined
      ? {}
      : { conditions: { ...conditions, subscriberId: HIDDEN } }),
    context: {
      ...profile.context,
      ...(profile.context.userName === undefined ? {} : { userName: HIDDEN }),
    },
  }
}

/** A modem may be named by its IMEI there. */
function redactConfiguration(shown: ShownConfiguration): ShownConfiguration {
  const hide = (value: SettingValue): SettingValue =>
    typeof value === 'object' ? value.map(hideModem) : typeof value === 'string' ? hideModem(value) : value
  return {
    ...shown,
    settings: shown.settings.map((setting) =>
      setting.key === 'modems.owners'
        ? {
            ...setting,
            ...(setting.value === undefined ? {} : { value: hide(setting.value) }),
            ...(setting.next === undefined ? {} : { next: hide(setting.next) }),
          }
        : setting,
    ),
  }
}

/** `490154203237518=direct`; a device stays. */
function hideModem(owner: string): string {
  return owner.startsWith('/') ? owner : owner.replace(/^[^=]*/, HIDDEN)
}

/**
 * Profile XML without its personal values. Where the schema demands one, an empty element stays behind, which the schema
 * refuses: a redacted profile can be read, but not be taken for a whole one and stored again.
 */
export function redactProfileXml(xml: string): string {
  return xml.replace(
    /<((?:[\w.-]+:)?(?:SubscriberID|SimIccID|UserName|IMSI))(\s[^<>]*)?>[^<]*<\/\1\s*>/g,
    (_whole, name: string, attributes: string | undefined) =>
      `<${name}${attributes ?? ''}><!-- hidden --></${name}>`,
  )
}

export function redactEvent(event: Event): Event {
  switch (event.type) {
    case 'modem.arrived':
    case 'modem.changed':
      return { ...event, data: redactModem(event.data) }
    case 'sim.changed':
      return { ...event, data: redactSim(event.data) }
    case 'provisioned-contexts.changed':
      return { ...event, data: redactContexts(event.data) }
    case 'device-service.indication':
      return { ...event, data: { ...event.data, data: HIDDEN } }
    case 'device-service.data':
      return { ...event, data: { ...event.data, data: HIDDEN } }
    case 'request.ended':
      return { ...event, data: redactRequest(event.data) }
    case 'message.received':
    case 'message.changed':
      return { ...event, data: redactMessage(event.data) }
    case 'profile.added':
    case 'profile.updated':
      return { ...event, data: redactProfile(event.data) }
    case 'dial.arrived':
    case 'dial.changed':
      return { ...event, data: redactDialInterface(event.data) }
    case 'dial.stored':
      return { ...event, data: redactDialSettings(event.data) }
    default:
      return event
  }
}

export function redactItem(item: WatchItem): WatchItem {
  if (item.type === 'snapshot' || item.type === 'gap') return redactSnapshot(item)
  return isEvent(item) ? redactEvent(item) : item
}

function redactSnapshot<T extends Snapshot>(snapshot: T): T {
  return {
    ...snapshot,
    modems: snapshot.modems.map(redactModem),
    profiles: snapshot.profiles.map(redactProfile),
    dialInterfaces: snapshot.dialInterfaces.map(redactDialInterface),
  }
}

type Answer<Name extends OperationName> = Awaited<ReturnType<Service[Name]>>

/** What is hidden of the answer of each operation: a new one does not compile until it is said here. */
const HIDING: { readonly [Name in OperationName]: (answer: Answer<Name>) => Answer<Name> } = {
  caller: same,
  snapshot: remembered(redactSnapshot<Snapshot>),
  pollEvents: (polled) => ({ ...polled, items: polled.items.map(redactItem) }),
  modems: remembered(all(redactModem)),
  modem: redactModem,
  ...HIDING_DIAL,
  connections: same,
  connection: same,
  connect: same,
  disconnect: same,
  // Made of states, which are nobody's.
  why: same,
  attention: same,
  network: same,
  dataPlan: same,
  setDataPlan: same,
  removeDataPlan: same,
  intervals: same,
  timeline: same,
  connectionUsage: same,
  modemUsage: same,
  acquire: same,
  requests: all(redactRequest),
  request: redactRequest,
  cancelRequest: redactRequest,
  activateService: same,
  deviceServices: same,
  askDeviceService: same,
  deviceCommand: same,
  openDeviceService: same,
  closeDeviceService: same,
  openStream: same,
  writeStream: same,
  closeStream: same,
  profiles: all(redactProfile),
  profile: (profile) => ({ ...redactProfile(profile), xml: redactProfileXml(profile.xml) }),
  addProfile: redactProfile,
  updateProfile: redactProfile,
  checkProfile: redactProfile,
  removeProfile: same,
  askPin: same,
  enterPin: same,
  enablePin: same,
  disablePin: same,
  changePin: same,
  unblockPin: same,
  setRadio: same,
  register: same,
  scan: same,
  preferredProviders: same,
  setPreferredProviders: same,
  setHomeProvider: same,
  provisionedContexts: (contexts) => ({ ...contexts, ...redactContexts(contexts) }),
  setProvisionedContext: same,
  setSignalReports: same,
  messages: same,
  message: same,
  sendMessage: same,
  readMessages: same,
  deleteMessage: same,
  deleteMessages: same,
  messageConfiguration: same,
  setMessageConfiguration: same,
  virtualModems: same,
  virtualCommands: same,
  virtualCommand: same,
  configuration: redactConfiguration,
  reloadConfiguration: same,
  tokens: same,
  createToken: same,
  revokeToken: same,
  captureStatus: same,
  startCapture: same,
  stopCapture: same,
  saveCapture: same,
}

const known = new WeakMap<Service, Service>()

/** The same service, with personal data hidden in all that it gives. */
export function redacting(service: Service): Service {
  const made = known.get(service) ?? makeRedacting(service)
  known.set(service, made)
  return made
}

function makeRedacting(service: Service): Service {
  // Each operation meets its own row: what it takes and gives is out of the compiler's sight here.
  const called = service as unknown as Record<OperationName, (input: unknown) => Promise<unknown>>
  const hiding = HIDING as Record<OperationName, (answer: never) => unknown>
  const names = Object.keys(HIDING) as OperationName[] // its keys, by its type
  const operations = Object.fromEntries(
    names.map((name) => [name, async (input: unknown) => hiding[name]((await called[name](input)) as never)]),
    // Complete, as the table is.
  ) as unknown as Omit<Service, 'watch' | 'under'>
  return {
    ...operations,
    under: (conditions) => makeRedacting(service.under(conditions)),
    async *watch(input, options) {
      for await (const item of service.watch(input, options)) yield redactItem(item)
    },
  }
}
