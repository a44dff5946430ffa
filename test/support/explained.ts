/** Machines in every state there is, for tests of what is said of them: made by facts as far as facts lead there. */
import { initialModem, stepModem, type ModemMachine } from '../../src/core/machine/modem.ts'
import type { Phase } from '../../src/core/machine/phase.ts'
import type {
  Cause,
  ConnectionMachine,
  DataPathState,
  ModemFact,
  PacketServiceState,
  PinType,
  RegistrationState,
  Sim,
  SimState,
} from '../../src/core/index.ts'
import type { DialMachine, DialPhase } from '../../src/policy/dial/machine.ts'
import { Seconds } from '../../src/base/index.ts'
import { link, packet, run, settings as dialSettings, START } from './dial-machine.ts'
import {
  bringUp,
  context,
  failed,
  gone,
  ip,
  opened,
  radio,
  ready,
  refused,
  registration,
  settings,
  sim,
} from './facts.ts'

/** Nothing of it may be in an explanation. */
export const PERSONAL = {
  imei: '490154203237518',
  imsi: '001010123456789',
  iccid: '8949000000000000001',
  number: '+491700000001',
  userName: 'mallory@example.test',
  password: 'hunter2hunter2',
} as const

const identity = {
  id: '2f1a7d5e-0000-5000-8000-000000000001',
  name: 'modem0',
  driver: 'mbim',
  device: '/dev/cdc-wdm0',
}

export function play(facts: readonly ModemFact[]): ModemMachine {
  let state = initialModem(identity, { now: START })
  for (const [at, fact] of facts.entries()) state = stepModem(state, fact, START + at).state
  return state
}

/** Every member of a union, held to be all of them: a member more does not compile. */
const SIM_STATES = Object.keys({
  'not-initialized': 0,
  initialized: 0,
  'not-inserted': 0,
  bad: 0,
  failure: 0,
  'not-activated': 0,
  locked: 0,
  'no-esim-profile': 0,
} satisfies Record<SimState, 0>) as SimState[] // its keys

const PIN_TYPES = Object.keys({
  none: 0,
  custom: 0,
  pin1: 0,
  pin2: 0,
  'device-sim-pin': 0,
  'device-first-sim-pin': 0,
  'network-pin': 0,
  'network-subset-pin': 0,
  'service-provider-pin': 0,
  'corporate-pin': 0,
  'subsidy-pin': 0,
  puk1: 0,
  puk2: 0,
  'device-first-sim-puk': 0,
  'network-puk': 0,
  'network-subset-puk': 0,
  'service-provider-puk': 0,
  'corporate-puk': 0,
} satisfies Record<PinType, 0>) as PinType[] // its keys

const REGISTRATION_STATES = Object.keys({
  unknown: 0,
  deregistered: 0,
  searching: 0,
  home: 0,
  roaming: 0,
  partner: 0,
  denied: 0,
} satisfies Record<RegistrationState, 0>) as RegistrationState[] // its keys

const PACKET_STATES = Object.keys({
  unknown: 0,
  attaching: 0,
  attached: 0,
  detaching: 0,
  detached: 0,
} satisfies Record<PacketServiceState, 0>) as PacketServiceState[] // its keys

/** What the network may say, one that is known and one that is not. */
const NETWORK_CAUSES = [
  undefined,
  refused,
  { value: 8, name: 'gprs-and-non-gprs-not-allowed', text: 'the subscription allows neither' },
  { value: 250, name: '250', text: 'cause 250' },
]

const personalSim = {
  subscriberId: PERSONAL.imsi,
  iccid: PERSONAL.iccid,
  telephoneNumbers: [PERSONAL.number],
}

/** By what it shows. */
export function modems(): readonly (readonly [string, ModemMachine])[] {
  const up = bringUp()
  const sims = SIM_STATES.flatMap((state): readonly Sim[] =>
    state === 'locked'
      ? PIN_TYPES.flatMap((type) =>
          [undefined, 0, 1, 3].map((attemptsLeft) => ({
            state,
            ...personalSim,
            pin: { type, state: 'locked' as const, ...(attemptsLeft !== undefined && { attemptsLeft }) },
          })),
        )
      : [{ state, ...personalSim }],
  )
  const registrations = REGISTRATION_STATES.flatMap((state) =>
    (['automatic', 'manual', 'unknown'] as const).flatMap((mode) =>
      NETWORK_CAUSES.map((networkError) =>
        registration(state, { mode, ...(networkError && { networkError }) }),
      ),
    ),
  )
  const services = PACKET_STATES.flatMap((state) =>
    NETWORK_CAUSES.map((networkError): ModemFact => ({
      type: 'packet-service',
      packetService: { state, uplinkSpeed: 0, downlinkSpeed: 0, ...(networkError && { networkError }) },
    })),
  )
  const failures: readonly Cause[] = [
    { code: 'timeout', message: 'the modem does not answer' },
    { code: 'access_denied', message: 'the service may not open /dev/cdc-wdm0' },
    { code: 'unplugged', message: 'the modem was unplugged' },
  ]
  const facts: readonly (readonly [string, readonly ModemFact[]])[] = [
    ['just found', []],
    ['being opened', [opened()]],
    ['ready, of which nothing is known', [opened(), ready]],
    ['well', up],
    ...sims.map(
      (one) => [`SIM ${JSON.stringify([one.state, one.pin])}`, [...up, { type: 'sim', sim: one }]] as const,
    ),
    ...registrations.map((one, at) => [`registration ${at}`, [...up, one]] as const),
    ...services.map((one, at) => [`packet service ${at}`, [...up, one]] as const),
    ['radio off by software', [...up, radio('off')]],
    ['radio off by hardware', [...up, { type: 'radio', radio: { hardware: 'off', software: 'on' } }]],
    ['radio off twice', [...up, { type: 'radio', radio: { hardware: 'off', software: 'off' } }]],
    ['emergency calls only', [...up, registration('searching'), { type: 'emergency', emergencyMode: true }]],
    ['everything wrong', [...up, sim({ state: 'not-inserted' }), radio('off'), registration('searching')]],
    ...failures.map((cause) => [`failed: ${cause.code}`, [...up, failed(cause)]] as const),
    ...failures.map((cause) => [`gone: ${cause.code}`, [...up, gone(cause)]] as const),
    ['connected', [...up, context('activated')]],
  ]
  return facts.map(([what, all]) => [what, play(all)] as const)
}

/** In every phase there is; `satisfies` holds the list to be whole. */
export function connections(): readonly (readonly [string, ConnectionMachine])[] {
  const mover = { request: 1, by: 'anna' }
  const cause = { code: 'connect_failed', message: 'the network refused', network: refused } as const
  const ended = { how: 'asked', by: 'anna' } as const
  const phases = {
    down: [
      { at: 'down' },
      { at: 'down', ended },
      { at: 'down', ended: { how: 'failed', cause } },
      { at: 'down', ended: { how: 'failed', cause: { code: 'timeout', message: 'no answer in time' } } },
      {
        at: 'down',
        ended: { how: 'lost', cause: { code: 'disconnected', message: 'the network ended it' } },
      },
    ],
    attaching: [{ at: 'attaching', mover, attempt: 1, settings }],
    activating: [{ at: 'activating', mover, attempt: 1, settings, attached: false }],
    'activating-elsewhere': [{ at: 'activating-elsewhere' }],
    up: [
      { at: 'up', confirmed: true, ip },
      { at: 'up', confirmed: true, ip, limitation: refused },
    ],
    abandoning: [{ at: 'abandoning', attempt: 1, sent: true, movers: [mover], ended }],
    deactivating: [
      { at: 'deactivating', attempt: 1, movers: [mover], tries: 0, ended },
      { at: 'deactivating', attempt: 0, movers: [mover], tries: 1, ended },
    ],
    'deactivating-elsewhere': [{ at: 'deactivating-elsewhere' }],
  } satisfies { readonly [At in Phase['at']]: readonly Extract<Phase, { at: At }>[] }
  const use = { by: 'anna', profile: 'internet', accessString: 'internet' }
  return Object.values(phases)
    .flat()
    .map((phase) => [
      `connection ${JSON.stringify(phase)}`,
      {
        id: '2f1a7d5e-0000-5000-8000-00000000000a',
        sessionId: 0,
        since: START,
        phase,
        ...(phase.at !== 'down' && { use }),
      },
    ])
}

export const DATA_PATHS: readonly DataPathState[] = [
  { state: 'holding' },
  { state: 'open' },
  { state: 'withdrawn' },
  ...(['access_denied', 'already_exists', 'not_supported'] as const).map((code) => ({
    state: 'absent' as const,
    cause: { code, message: `it cannot be, by ${code}` },
  })),
]

/** In every phase, and with every obstacle; where they count also with any two of them. */
export function dials(): readonly (readonly [string, DialMachine])[] {
  const { machine } = run([{ type: 'available' }], {
    credentials: { userName: PERSONAL.userName, password: PERSONAL.password },
  })
  const movers = [{ request: 1, by: 'anna' }]
  const hand = { how: 'hand', by: 'anna' } as const
  const cause: Cause = { code: 'connect_failed', message: 'the network refused', network: refused }
  const until = START + Seconds(60)
  const origins = [hand, { how: 'traffic', packet }, { how: 'persistence' }] as const
  const phases = {
    down: [{ at: 'down' }],
    dialling: origins.map((origin) => ({ at: 'dialling', attempt: 1, number: 1, origin, movers })),
    waiting: origins.map((origin) => ({ at: 'waiting', until, number: 1, origin, movers, cause })),
    'connecting-elsewhere': [{ at: 'connecting-elsewhere' }, { at: 'connecting-elsewhere', by: 'bert' }],
    up: [
      { at: 'up', link, connection: 1, since: START },
      ...origins.map((origin) => ({ at: 'up' as const, link, connection: 1, since: START, origin })),
      { at: 'up', link: { ...link, direction: 'incoming' }, connection: 1, since: START },
      { at: 'up', link, connection: 1, since: START, hangUp: { attempt: 1, movers, why: cause } },
    ],
    ending: [
      { at: 'ending', attempt: 1, movers },
      ...origins.map((origin) => ({
        at: 'ending' as const,
        attempt: 1,
        movers: [],
        next: { origin, movers },
      })),
    ],
  } satisfies { readonly [At in DialPhase['at']]: readonly Extract<DialPhase, { at: At }>[] }
  const bars: readonly (readonly [string, Partial<DialMachine>])[] = [
    ['', {}],
    ['disabled', { settings: dialSettings({ enabled: false }) }],
    ['paused', { paused: true }],
    ['hours', { allowed: false, hoursAt: until }],
    ['no hours at all', { allowed: false }],
    ['failed', { failure: { round: 2, until }, lastError: cause }],
    [
      'no redials',
      {
        failure: { round: 1, until },
        settings: dialSettings({ redial: { attempts: 0, interval: Seconds(10) } }),
      },
    ],
    ['no modem', { obstacle: { code: 'no_device', message: 'there is no modem' } }],
    [
      'not its modem',
      {
        obstacle: { code: 'no_device', message: 'none of its modems is there (modem7)' },
        settings: dialSettings({ dialer: { kind: 'modem', modems: ['modem7'], profile: 'internet' } }),
      },
    ],
    ['busy', { obstacle: { code: 'busy', message: 'modem0 is in use' } }],
    ['no profile', { obstacle: { code: 'not_found', message: 'its profile "internet" is not there' } }],
    ['no network', { obstacle: { code: 'not_registered', message: 'modem0 cannot connect: no network' } }],
    [
      'ended by hand',
      { lastError: { code: 'cancelled', message: 'branch was disconnected by anna' }, resting: 'anna' },
    ],
    ['idle', { lastError: { code: 'idle', message: 'no traffic that counts' } }],
    ['persistent, at rest', { settings: dialSettings({ persistent: true }), resting: 'anna' }],
    ['quiet', { settings: dialSettings({ routes: [] }) }],
  ]
  return Object.values(phases)
    .flat()
    .flatMap((phase) =>
      bars.flatMap(([one, first]) =>
        (phase.at === 'down' ? bars : bars.slice(0, 1)).map(
          ([other, second]) =>
            [
              `dial ${phase.at} ${one} ${other}`,
              { ...machine, phase, ...first, ...second } satisfies DialMachine,
            ] as const,
        ),
      ),
    )
}
