/** What is told of modems and their SIMs. */
import {
  DATA_CLASSES,
  type Modem,
  type ModemState,
  type PacketServiceState,
  type RegistrationState,
  type SimState,
} from '../../core/index.ts'
import { known, listed, oneOf, type Labels, type Metric, type Sample } from './metric.ts'

const MODEM = { modem: 'name of the modem' }

const MODEM_STATES = {
  initializing: 0,
  failed: 0,
  locked: 0,
  disabled: 0,
  enabled: 0,
  searching: 0,
  registered: 0,
  connecting: 0,
  connected: 0,
  disconnecting: 0,
} satisfies Record<ModemState, 0>

const REGISTRATION_STATES = {
  unknown: 0,
  deregistered: 0,
  searching: 0,
  home: 0,
  roaming: 0,
  partner: 0,
  denied: 0,
} satisfies Record<RegistrationState, 0>

const PACKET_SERVICE_STATES = {
  unknown: 0,
  attaching: 0,
  attached: 0,
  detaching: 0,
  detached: 0,
} satisfies Record<PacketServiceState, 0>

const SIM_STATES = {
  'not-initialized': 0,
  initialized: 0,
  'not-inserted': 0,
  bad: 0,
  failure: 0,
  'not-activated': 0,
  locked: 0,
  'no-esim-profile': 0,
} satisfies Record<SimState, 0>

type Gauge = Omit<Metric, 'type' | 'read'> & {
  readonly of: (modem: Modem, labels: Labels) => Iterable<Sample>
}

/** A gauge of every modem that is there. */
function gauge({ of, ...row }: Gauge): Metric {
  return {
    ...row,
    type: 'gauge',
    read: ({ snapshot }) => snapshot.modems.flatMap((modem) => [...of(modem, { modem: modem.name })]),
  }
}

export const MODEM_METRICS: readonly Metric[] = [
  {
    name: 'dialtone_modem_present',
    type: 'gauge',
    help: 'Whether a modem that was seen since the service was started is there.',
    labels: MODEM,
    read: ({ tally }) =>
      Array.from(tally.modems, ({ name, present }) => ({ labels: { modem: name }, value: Number(present) })),
  },
  {
    name: 'dialtone_modem_arrivals_total',
    type: 'counter',
    help: 'How often a modem came.',
    labels: MODEM,
    read: ({ tally }) => tally.arrivals,
  },
  {
    name: 'dialtone_modem_removals_total',
    type: 'counter',
    help: 'How often a modem went: unplugged, or not answering any more.',
    labels: MODEM,
    read: ({ tally }) => tally.removals,
  },
  gauge({
    name: 'dialtone_modem_info',
    help: 'What drives a modem; always 1.',
    labels: { ...MODEM, driver: 'what drives it: `mbim`' },
    of: ({ driver }, labels) => known({ ...labels, driver }, 1),
  }),
  gauge({
    name: 'dialtone_modem_state',
    help: 'The state of a modem: 1 for the present one.',
    labels: { ...MODEM, state: listed(MODEM_STATES) },
    of: ({ state }, labels) => oneOf(labels, 'state', MODEM_STATES, state),
  }),
  gauge({
    name: 'dialtone_modem_radio_on',
    help: 'Whether a switch of the radio is on; it is on when both are.',
    labels: { ...MODEM, switch: '`hardware`, `software`' },
    of: ({ radio }, labels) =>
      radio === undefined
        ? []
        : [
            { labels: { ...labels, switch: 'hardware' }, value: Number(radio.hardware === 'on') },
            { labels: { ...labels, switch: 'software' }, value: Number(radio.software === 'on') },
          ],
  }),
  gauge({
    name: 'dialtone_modem_registration',
    help: "A modem's standing with the network: 1 for the present one.",
    labels: { ...MODEM, state: listed(REGISTRATION_STATES) },
    of: ({ registration }, labels) =>
      oneOf(labels, 'state', REGISTRATION_STATES, registration?.state ?? 'unknown'),
  }),
  gauge({
    name: 'dialtone_modem_packet_service',
    help: 'The packet service of a modem: 1 for the present state.',
    labels: { ...MODEM, state: listed(PACKET_SERVICE_STATES) },
    of: ({ packetService }, labels) =>
      oneOf(labels, 'state', PACKET_SERVICE_STATES, packetService?.state ?? 'unknown'),
  }),
  gauge({
    name: 'dialtone_modem_data_class',
    help: 'The fastest access technology now in use, while attached; always 1.',
    labels: { ...MODEM, class: DATA_CLASSES.map((one) => `\`${one}\``).join(', ') },
    of: ({ packetService }, labels) =>
      packetService?.dataClass === undefined ? [] : known({ ...labels, class: packetService.dataClass }, 1),
  }),
  gauge({
    name: 'dialtone_modem_signal_rssi_dbm',
    help: 'Received signal strength; absent while not known.',
    labels: MODEM,
    of: ({ signal }, labels) => known(labels, signal?.rssi),
  }),
  gauge({
    name: 'dialtone_modem_signal_rsrp_dbm',
    help: 'Reference signal received power (3GPP TS 36.214, TS 38.215); absent where the modem does not report it.',
    labels: MODEM,
    of: ({ signal }, labels) => known(labels, signal?.rsrp),
  }),
  gauge({
    name: 'dialtone_modem_signal_snr_db',
    help: 'Signal to noise ratio; absent where the modem does not report it.',
    labels: MODEM,
    of: ({ signal }, labels) => known(labels, signal?.snr),
  }),
  gauge({
    name: 'dialtone_modem_signal_error_rate_class',
    help: 'Bit error rate class, 0 to 7 (3GPP TS 45.008 §8.2.4); absent while not known.',
    labels: MODEM,
    of: ({ signal }, labels) => known(labels, signal?.errorRate),
  }),
  gauge({
    name: 'dialtone_sim_state',
    help: 'The state of the SIM in a modem: 1 for the present one. None where nothing is known of it.',
    labels: { ...MODEM, state: listed(SIM_STATES) },
    of: ({ sim }, labels) => (sim === undefined ? [] : oneOf(labels, 'state', SIM_STATES, sim.state)),
  }),
  gauge({
    name: 'dialtone_sim_pin_required',
    help: 'Whether a PIN or PUK is awaited, and which. None where nothing is known of it.',
    labels: { ...MODEM, pin: 'the PIN or PUK that is awaited: `pin1`, `puk1`, `network-pin` …; `none`' },
    of: ({ sim }, labels) =>
      sim?.pin === undefined
        ? []
        : [{ labels: { ...labels, pin: sim.pin.type }, value: Number(sim.pin.state === 'locked') }],
  }),
  gauge({
    name: 'dialtone_sim_pin_attempts_left',
    help: 'Attempts left to enter the PIN or PUK that is awaited, where the modem says so.',
    labels: MODEM,
    of: ({ sim }, labels) => (sim?.pin?.state === 'locked' ? known(labels, sim.pin.attemptsLeft) : []),
  }),
  gauge({
    name: 'dialtone_message_store_capacity',
    help: 'Places for short messages.',
    labels: MODEM,
    of: ({ messageStore }, labels) =>
      messageStore?.state === 'initialized' ? known(labels, messageStore.capacity) : [],
  }),
  gauge({
    name: 'dialtone_message_store_full',
    help: 'Whether no more short messages are received until some are deleted.',
    labels: MODEM,
    of: ({ messageStore }, labels) =>
      messageStore?.state === 'initialized' ? known(labels, Number(messageStore.full)) : [],
  }),
  {
    name: 'dialtone_messages_received_total',
    type: 'counter',
    help: 'Short messages received.',
    labels: { ...MODEM, kind: '`text`, `data`, `status-report`, `unreadable`' },
    read: ({ tally }) => tally.received,
  },
  {
    name: 'dialtone_messages_sent_total',
    type: 'counter',
    help: 'Short messages that were to be sent, by what came of it.',
    labels: { ...MODEM, result: '`succeeded`, or a code of [errors](errors.md)' },
    read: ({ tally }) => tally.sent,
  },
  {
    name: 'dialtone_message_deliveries_total',
    type: 'counter',
    help: 'Status reports on short messages that were sent.',
    labels: { state: '`pending`, `delivered`, `failed`' },
    read: ({ tally }) => tally.deliveries,
  },
]
