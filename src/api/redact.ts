/**
 * Personal data is hidden unless asked for: who the subscriber is (IMSI, ICCID, telephone numbers, the user name of a
 * profile or of a stored context), which device it is (IMEI), what it says in the format of a vendor or operator, as
 * anything may be in it, and with whom messages are exchanged. What tells modems apart for programs is their `id`, which
 * stays. Messages themselves are read with the scope `sms` or not at all: to those who may read them they are shown.
 *
 * A face shows what `redacting(service)` gives; a caller who asks to see everything needs the scope `sim`.
 */
import type {
  Event,
  Message,
  Modem,
  ProvisionedContexts,
  PublicProfile,
  Request,
  Sim,
} from '../core/index.ts'
import { redactDialInterface, redactDialSettings, redactingDial } from './dial/redact-dial.ts'
import { HIDDEN } from './hidden.ts'
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

/** The same service, with personal data hidden in all that it gives. */
export function redacting(service: Service): Service {
  return {
    caller: () => service.caller(),
    snapshot: async () => redactSnapshot(await service.snapshot()),
    modems: async () => (await service.modems()).map(redactModem),
    modem: async (input) => redactModem(await service.modem(input)),
    ...redactingDial(service),
    tokens: () => service.tokens(),
    createToken: (input) => service.createToken(input),
    revokeToken: (input) => service.revokeToken(input),
    connections: () => service.connections(),
    connection: (input) => service.connection(input),
    connect: (input) => service.connect(input),
    disconnect: (input) => service.disconnect(input),
    // Made of states, which are nobody's.
    why: (input) => service.why(input),
    attention: () => service.attention(),
    network: () => service.network(),
    dataPlan: (input) => service.dataPlan(input),
    setDataPlan: (input) => service.setDataPlan(input),
    removeDataPlan: (input) => service.removeDataPlan(input),
    intervals: (input) => service.intervals(input),
    connectionUsage: (input) => service.connectionUsage(input),
    modemUsage: (input) => service.modemUsage(input),
    acquire: (input) => service.acquire(input),
    request: async (input) => redactRequest(await service.request(input)),
    cancelRequest: async (input) => redactRequest(await service.cancelRequest(input)),
    activateService: (input) => service.activateService(input),
    deviceServices: (input) => service.deviceServices(input),
    askDeviceService: (input) => service.askDeviceService(input),
    deviceCommand: (input) => service.deviceCommand(input),
    openDeviceService: (input) => service.openDeviceService(input),
    closeDeviceService: (input) => service.closeDeviceService(input),
    openStream: (input) => service.openStream(input),
    writeStream: (input) => service.writeStream(input),
    closeStream: (input) => service.closeStream(input),
    profiles: async (input) => (await service.profiles(input)).map(redactProfile),
    profile: async (input) => {
      const profile = redactProfile(await service.profile(input))
      return { ...profile, xml: redactProfileXml(profile.xml) }
    },
    addProfile: async (input) => redactProfile(await service.addProfile(input)),
    updateProfile: async (input) => redactProfile(await service.updateProfile(input)),
    checkProfile: async (input) => redactProfile(await service.checkProfile(input)),
    removeProfile: (input) => service.removeProfile(input),
    askPin: (input) => service.askPin(input),
    enterPin: (input) => service.enterPin(input),
    enablePin: (input) => service.enablePin(input),
    disablePin: (input) => service.disablePin(input),
    changePin: (input) => service.changePin(input),
    unblockPin: (input) => service.unblockPin(input),
    setRadio: (input) => service.setRadio(input),
    register: (input) => service.register(input),
    scan: (input) => service.scan(input),
    setPreferredProviders: (input) => service.setPreferredProviders(input),
    setHomeProvider: (input) => service.setHomeProvider(input),
    setProvisionedContext: (input) => service.setProvisionedContext(input),
    setSignalReports: (input) => service.setSignalReports(input),
    messages: (input) => service.messages(input),
    message: (input) => service.message(input),
    sendMessage: (input) => service.sendMessage(input),
    readMessages: (input) => service.readMessages(input),
    deleteMessage: (input) => service.deleteMessage(input),
    deleteMessages: (input) => service.deleteMessages(input),
    setMessageConfiguration: (input) => service.setMessageConfiguration(input),
    virtualModems: () => service.virtualModems(),
    virtualCommand: (input) => service.virtualCommand(input),
    async *watch(input, options) {
      for await (const item of service.watch(input, options)) yield redactItem(item)
    },
  }
}
