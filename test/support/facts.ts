/** Facts of a modem for tests, each with one plain value that a test may vary. */
import type {
  Activation,
  Capabilities,
  Cause,
  ContextSettings,
  DeviceServices,
  DriverFact,
  Equipment,
  IpSettings,
  ModemFact,
  NetworkCause,
  Registration,
  Sim,
} from '../../src/core/index.ts'

export const equipment: Equipment = {
  id: '490154203237518',
  manufacturer: 'Dialtone',
  model: 'V1',
  firmware: '1.0',
}

export const capabilities: Capabilities = {
  cellularClasses: ['gsm'],
  dataClasses: ['umts', 'lte'],
  simRemovable: true,
  manualRegistration: true,
  hardwareRadioSwitch: true,
  multicarrier: false,
  sms: ['pdu-receive', 'pdu-send'],
  maxSessions: 8,
  services: ['basic-connect'],
}

export const deviceServices: DeviceServices = {
  services: [
    {
      id: 'd0c2e957-2dcb-408c-859f-3373e84c88b4',
      name: 'd0c2e957-2dcb-408c-859f-3373e84c88b4',
      commands: [1, 2, 3],
      driven: false,
      stream: { write: true, read: true, limit: 4 },
    },
  ],
  maxCommandSize: 4048,
  maxStreams: 4,
  maxDataSize: 2048,
}

export const settings: ContextSettings = {
  accessString: 'internet',
  userName: 'user',
  password: 'secret',
  authProtocol: 'chap',
  compression: false,
  ipType: 'default',
}

export const ip: IpSettings = {
  v4: { addresses: [{ address: '10.0.0.2', prefixLength: 30 }], gateway: '10.0.0.1', dns: ['10.0.0.1'] },
}

export const otherIp: IpSettings = {
  v4: { addresses: [{ address: '10.9.9.9', prefixLength: 30 }], dns: [] },
}

export const activation: Activation = { ip, link: { sessionId: 0, configuredBy: 'us' } }

export const refused: NetworkCause = {
  value: 33,
  name: 'requested-service-option-not-subscribed',
  text: '#33 the subscription does not include this service',
}

export const opened = (change: { adopted?: boolean; equipment?: Equipment } = {}): DriverFact => ({
  type: 'opened',
  equipment,
  capabilities,
  deviceServices,
  adopted: false,
  ...change,
})

export const sim = (change: Partial<Sim> = {}): DriverFact => ({
  type: 'sim',
  sim: { state: 'initialized', subscriberId: '001010123456789', telephoneNumbers: [], ...change },
})

export const radio = (software: 'on' | 'off' = 'on'): DriverFact => ({
  type: 'radio',
  radio: { hardware: 'on', software },
})

export const registration = (
  state: Registration['state'],
  change: Partial<Registration> = {},
): DriverFact => ({
  type: 'registration',
  registration: {
    state,
    mode: 'automatic',
    provider: { id: '00101', name: 'Testnet' },
    availableDataClasses: ['lte'],
    ...change,
  },
})

export const packetService = (
  state: 'unknown' | 'attaching' | 'attached' | 'detaching' | 'detached',
): DriverFact => ({ type: 'packet-service', packetService: { state, uplinkSpeed: 0, downlinkSpeed: 0 } })

export const context = (
  state: 'deactivated' | 'activating' | 'activated' | 'deactivating',
  change: Partial<Extract<DriverFact, { type: 'context' }>> = {},
): DriverFact => ({
  type: 'context',
  sessionId: 0,
  state,
  ...(state === 'activated' ? activation : {}),
  ...change,
})

export const ready: DriverFact = { type: 'ready' }

export const failed = (
  cause: Cause = { code: 'timeout', message: 'the modem does not answer' },
): DriverFact => ({
  type: 'failed',
  cause,
})

export const gone = (
  cause: Cause = { code: 'unplugged', message: 'the modem was unplugged' },
): DriverFact => ({
  type: 'gone',
  cause,
})

export const connect = (
  request: number,
  change: { by?: string; profile?: string; dialInterface?: string } = {},
): ModemFact => {
  const { by = 'anna', profile = 'internet', dialInterface } = change
  return {
    type: 'connect',
    sessionId: 0,
    request,
    by,
    settings,
    use: { by, profile, accessString: settings.accessString, ...(dialInterface && { dialInterface }) },
  }
}

export const disconnect = (request: number, by = 'anna'): ModemFact => ({
  type: 'disconnect',
  sessionId: 0,
  request,
  by,
})

export const cancel = (request: number): ModemFact => ({ type: 'cancel', request })

/** A verb that ended well, or with `cause`. */
export const outcome = (
  attempt: number,
  end: { cause?: Cause; activation?: Activation } = {},
): ModemFact => ({
  type: 'outcome',
  sessionId: 0,
  attempt,
  ...end,
})

/** A modem as it is after it has come up and registered at home; attached unless told otherwise. */
export const bringUp = (attached = true): ModemFact[] => [
  opened(),
  sim(),
  radio(),
  registration('home'),
  packetService(attached ? 'attached' : 'detached'),
  context('deactivated'),
  ready,
]
