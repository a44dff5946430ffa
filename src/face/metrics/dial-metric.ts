/** What is told of demand dialling. */
import {
  UNREACHABILITY_REASONS,
  type DataPathCounters,
  type DataPathState,
  type DemandDial,
  type DialInterface,
  type DialState,
} from '../../core/index.ts'
import { known, listed, oneOf, type Labels, type Metric, type Sample } from './metric.ts'

const RUNNING = { running: 0, paused: 0, absent: 0 } satisfies Record<DemandDial['state'], 0>

const STATES = {
  unreachable: 0,
  disconnected: 0,
  connecting: 0,
  connected: 0,
} satisfies Record<DialState, 0>

const PATHS = { holding: 0, open: 0, withdrawn: 0, absent: 0 } satisfies Record<DataPathState['state'], 0>

/** What became of packets that came while the link was down. */
const FATES = ['released', 'refused', 'overflowed', 'expired'] as const satisfies (keyof DataPathCounters)[]

const INTERFACE = { interface: 'name of the dial interface' }
const CODE = 'a code of [errors](errors.md), or `none`'

type Gauge = Omit<Metric, 'type' | 'read'> & {
  readonly of: (one: DialInterface, labels: Labels) => Iterable<Sample>
}

/** A gauge of every dial interface. */
function gauge({ of, ...row }: Gauge): Metric {
  return {
    ...row,
    type: 'gauge',
    read: ({ snapshot }) => snapshot.dialInterfaces.flatMap((one) => [...of(one, { interface: one.name })]),
  }
}

/** Samples of every dial interface that has a data path. */
function packets(of: (counters: DataPathCounters, labels: Labels) => Iterable<Sample>): Metric['read'] {
  return ({ snapshot, vitals }) => {
    const names = new Map(snapshot.dialInterfaces.map(({ id, name }) => [id, name]))
    return vitals.packets.flatMap(({ dialInterface, counters }) => {
      const name = names.get(dialInterface)
      return name === undefined ? [] : [...of(counters, { interface: name })]
    })
  }
}

export const DIAL_METRICS: readonly Metric[] = [
  {
    name: 'dialtone_demand_dial',
    type: 'gauge',
    help: 'Demand dialling as a whole: 1 for what is so.',
    labels: { state: listed(RUNNING) },
    read: ({ snapshot }) => oneOf({}, 'state', RUNNING, snapshot.demandDial.state),
  },
  gauge({
    name: 'dialtone_dial_interface_state',
    help: 'The state of a dial interface: 1 for the present one.',
    labels: { ...INTERFACE, state: listed(STATES) },
    of: ({ state }, labels) => oneOf(labels, 'state', STATES, state),
  }),
  gauge({
    name: 'dialtone_dial_interface_unreachable',
    help: 'Why a dial interface cannot be used: 1 for each reason that holds.',
    labels: { ...INTERFACE, reason: UNREACHABILITY_REASONS.map((one) => `\`${one}\``).join(', ') },
    of: ({ unreachability }, labels) =>
      UNREACHABILITY_REASONS.map((reason) => ({
        labels: { ...labels, reason },
        value: Number(unreachability.includes(reason)),
      })),
  }),
  gauge({
    name: 'dialtone_dial_interface_data_path',
    help: 'What the data path of a dial interface does: 1 for what is so.',
    labels: { ...INTERFACE, state: listed(PATHS) },
    of: ({ dataPath }, labels) => oneOf(labels, 'state', PATHS, dataPath.state),
  }),
  gauge({
    name: 'dialtone_dial_interface_next_attempt_timestamp_seconds',
    help: 'When a dial interface tries again by itself (Unix time), where it will.',
    labels: INTERFACE,
    of: ({ nextAttempt }, labels) => known(labels, nextAttempt && nextAttempt / 1000),
  }),
  {
    name: 'dialtone_dials_total',
    type: 'counter',
    help: 'How often a dial interface began to connect, whoever asked.',
    labels: INTERFACE,
    read: ({ tally }) => tally.dials,
  },
  {
    name: 'dialtone_redials_total',
    type: 'counter',
    help: 'Attempts after the first one of a dial had failed.',
    labels: INTERFACE,
    read: ({ tally }) => tally.redials,
  },
  {
    name: 'dialtone_dial_connections_total',
    type: 'counter',
    help: 'How often a dial interface became connected.',
    labels: INTERFACE,
    read: ({ tally }) => tally.dialConnections,
  },
  {
    name: 'dialtone_dial_failures_total',
    type: 'counter',
    help: 'Dials that ended without a connection, redials included, by cause.',
    labels: { ...INTERFACE, code: CODE },
    read: ({ tally }) => tally.dialFailures,
  },
  {
    name: 'dialtone_hang_ups_total',
    type: 'counter',
    help: 'Connections of a dial interface that ended, by cause; `idle` where there was no traffic for too long.',
    labels: { ...INTERFACE, code: CODE },
    read: ({ tally }) => tally.hangUps,
  },
  {
    name: 'dialtone_held_packets',
    type: 'gauge',
    help: 'Packets that wait for a dial interface to be connected.',
    labels: INTERFACE,
    read: packets(({ waiting }, labels) => known(labels, waiting)),
  },
  {
    name: 'dialtone_packets_total',
    type: 'counter',
    help: 'What became of packets that came while a dial interface was not connected: sent on, refused by the filter, given up.',
    labels: { ...INTERFACE, fate: FATES.map((fate) => `\`${fate}\``).join(', ') },
    read: packets((counters, labels) =>
      FATES.map((fate) => ({ labels: { ...labels, fate }, value: counters[fate] })),
    ),
  },
]
