/**
 * The fake service as the tests of this face want it: with a modem of which everything is known, whose connection goes
 * through its states as it is asked to, and with what may happen to it by a name each.
 */
import { DialtoneError } from '../../src/base/index.ts'
import type { Cause, Connection, EventDraft, Modem, PublicProfile } from '../../src/core/index.ts'
import { FakeService } from '../support/fake-service.ts'

export const MODEM: Modem = {
  id: '6f1b9c1e-0000-5000-8000-00000000000a',
  name: 'modem0',
  driver: 'mbim',
  device: 'virtual',
  state: 'registered',
  reason: { code: 'home', text: 'registered at home' },
  equipment: { id: '001010123456783', manufacturer: 'Dialtone', model: 'Virtual Modem', firmware: '1.0' },
  capabilities: {
    cellularClasses: ['gsm'],
    dataClasses: ['umts', 'lte', '5g-sa'],
    simRemovable: true,
    manualRegistration: true,
    hardwareRadioSwitch: true,
    multicarrier: false,
    sms: ['pdu-receive', 'pdu-send'],
    maxSessions: 8,
    services: ['basic-connect'],
  },
  sim: {
    state: 'initialized',
    subscriberId: '001010123456789',
    iccid: '8988211000000012345',
    telephoneNumbers: ['+15550100'],
    pins: [{ type: 'pin1', enabled: true, format: 'numeric', minLength: 4, maxLength: 8 }],
  },
  radio: { hardware: 'on', software: 'on' },
  homeProvider: { id: '00101', name: 'Dialtone Mobile' },
  preferredProviders: {
    providers: [
      { id: '99941', name: 'Nomad Telecom', states: ['preferred'], cellularClasses: ['gsm'] },
      { id: '00102', name: 'Rival Wireless', states: ['forbidden'], cellularClasses: ['gsm'] },
    ],
  },
  provisionedContexts: {
    supported: true,
    contexts: [
      {
        id: 1,
        type: 'internet',
        accessString: 'internet',
        userName: 'anna',
        hasPassword: true,
        authProtocol: 'chap',
        compression: false,
      },
      {
        id: 2,
        type: 'ims',
        accessString: 'ims',
        hasPassword: false,
        authProtocol: 'none',
        compression: false,
      },
    ],
  },
  registration: {
    state: 'home',
    mode: 'automatic',
    provider: { id: '00101', name: 'Dialtone Mobile' },
    availableDataClasses: ['umts', 'lte'],
  },
  packetService: { state: 'attached', dataClass: 'lte', uplinkSpeed: 50e6, downlinkSpeed: 150e6 },
  signal: { rssi: -71, errorRate: 0 },
  messageStore: {
    state: 'initialized',
    format: 'pdu',
    capacity: 30,
    serviceCentre: '+15550100',
    cdmaLength: 0,
    full: false,
  },
}

export const CONNECTION: Connection = {
  id: '6f1b9c1e-0000-5000-8000-00000000000b',
  name: 'modem0',
  modem: MODEM.id,
  sessionId: 0,
  state: 'deactivated',
  reason: { code: 'not-asked', text: 'nobody has asked for a connection' },
  since: 0,
}

export const PROFILE: PublicProfile = {
  name: 'internet',
  isDefault: true,
  subscriberId: '001010123456789',
  connectionMode: 'manual',
  context: {
    accessString: 'internet',
    authProtocol: 'none',
    compression: false,
    ipType: 'default',
    hasPassword: false,
  },
  dataRoamingPartners: [],
}

export class JournalService extends FakeService {
  constructor(modems: readonly Modem[] = [MODEM], connections: readonly Connection[] = [CONNECTION]) {
    super({ modems, connections, profile: PROFILE })
    this.onConnect = ({ connection }) => this.connectionBecomes({ state: 'activating' }, connection)
    this.onDisconnect = ({ connection }) => this.connectionBecomes({ state: 'deactivating' }, connection)
    this.onOperation = () => undefined
  }

  /** Something happens. */
  happen(draft: EventDraft): void {
    this.tell(draft)
  }

  connectionBecomes(parts: Partial<Connection>, id = CONNECTION.id): void {
    const connection = this.connectionsNow.get(id)
    if (connection === undefined) throw new Error('there is no such connection')
    const data = { ...connection, ...parts }
    this.happen({ type: 'connection.changed', modem: connection.modem, connection: id, data })
  }

  /** Deregistration takes the connection away. */
  deregister(): void {
    this.happen({
      type: 'registration.changed',
      modem: MODEM.id,
      data: { state: 'deregistered', mode: 'automatic', availableDataClasses: [] },
    })
    this.#removeConnection()
  }

  unplug(): void {
    if (this.connectionsNow.has(CONNECTION.id)) this.#removeConnection()
    this.happen({ type: 'modem.removed', modem: MODEM.id, data: { name: 'modem0', reason: 'unplugged' } })
  }

  /** The context comes up or goes down, and with it the request ends. */
  override succeed(id: number): ReturnType<FakeService['succeed']> {
    const { profile, kind } = this.pending(id)
    const activated = { state: 'activated', ...(profile === undefined ? {} : { profile }) } as const
    this.connectionBecomes(kind === 'connect' ? activated : { state: 'deactivated' })
    return this.end(id, { state: 'succeeded' })
  }

  fail(id: number, cause: Cause): void {
    const activationNetworkError =
      cause.network === undefined ? {} : { activationNetworkError: cause.network }
    this.connectionBecomes({ state: 'deactivated', ...activationNetworkError })
    this.end(id, { state: 'failed', cause })
  }

  /** The service forgets how requests ended, as one that lost its state does. */
  forgetRequests(): void {
    this.requestsNow.clear()
  }

  /** Nobody reaches the service any more, until it is back. */
  leave(): void {
    this.down(new DialtoneError('service_unavailable', 'the service is away'))
  }

  comeBack(): void {
    this.up()
  }

  override async virtualModems(): Promise<never> {
    throw new DialtoneError('not_supported', 'no virtual modem runs')
  }

  override async virtualCommand(): Promise<never> {
    throw new DialtoneError('not_supported', 'no virtual modem runs')
  }

  /** A connection that is not there while its modem is can be asked for, and is refused for a reason of its own. */
  protected override mind(...[kind, input]: Parameters<FakeService['mind']>): void {
    const { connection: id, temporary } = input
    const state = this.connectionsNow.get(id)?.state
    const connecting = kind === 'connect'
    if (state === undefined && id === CONNECTION.id && this.modemsNow.has(MODEM.id)) {
      throw new DialtoneError(connecting ? 'not_registered' : 'not_activated', 'the modem is not registered')
    }
    if (temporary?.startsWith('<MBNProfile') === false) {
      throw new DialtoneError('invalid_profile', 'no profile XML')
    }
    if (connecting && state !== 'deactivated' && state !== undefined) {
      throw new DialtoneError('max_activated_contexts', 'a context is active already')
    }
    if (!connecting && state === 'deactivated') throw new DialtoneError('not_activated', 'nothing is active')
  }

  #removeConnection(): void {
    const where = { modem: MODEM.id, connection: CONNECTION.id }
    this.happen({ type: 'connection.removed', ...where, data: { name: 'modem0' } })
  }
}
