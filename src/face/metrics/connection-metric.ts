/** What is told of connections and their contexts. */
import type { ConnectionState } from '../../core/index.ts'
import { listed, oneOf, type Metric, type Sample, type Scene } from './metric.ts'

const STATES = {
  deactivated: 0,
  activating: 0,
  activated: 0,
  deactivating: 0,
} satisfies Record<ConnectionState, 0>

const MODEM = { modem: 'name of the modem' }
const CONNECTION = { ...MODEM, connection: 'name of the connection' }
const ENDED = {
  ...CONNECTION,
  code: 'a code of [errors](errors.md), or `none`',
  network_cause: "the network's cause by its number (3GPP TS 24.008 §10.5.6.6), or nothing",
}
const USED = {
  ...MODEM,
  connection: 'nothing where several were up and share the counter',
}

/** Bytes in one direction, by the names that modems and connections have now. */
function bytes({ snapshot, vitals }: Scene, direction: 'received' | 'sent'): ReturnType<Metric['read']> {
  const modems = new Map(snapshot.modems.map(({ id, name }) => [id, name]))
  const connections = new Map(snapshot.connections.map(({ id, name }) => [id, name]))
  return vitals.traffic.flatMap((amount) => {
    const modem = modems.get(amount.modem)
    const connection = amount.connection === '' ? '' : connections.get(amount.connection)
    // Of what has gone nobody asks; the amounts are kept, and come back with it.
    if (modem === undefined || connection === undefined) return []
    return [{ labels: { modem, connection }, value: amount[direction] }]
  })
}

export const CONNECTION_METRICS: readonly Metric[] = [
  {
    name: 'dialtone_connection_state',
    type: 'gauge',
    help: 'The state of a connection: 1 for the present one.',
    labels: { ...CONNECTION, state: listed(STATES) },
    read: ({ snapshot }: Scene): readonly Sample[] => {
      const modems = new Map(snapshot.modems.map(({ id, name }) => [id, name]))
      return snapshot.connections.flatMap(({ modem, name, state }) =>
        oneOf({ modem: modems.get(modem) ?? '', connection: name }, 'state', STATES, state),
      )
    },
  },
  {
    name: 'dialtone_connection_activation_attempts_total',
    type: 'counter',
    help: 'Contexts that were to be activated.',
    labels: CONNECTION,
    read: ({ tally }) => tally.attempts,
  },
  {
    name: 'dialtone_connection_activations_total',
    type: 'counter',
    help: 'Contexts that were activated.',
    labels: CONNECTION,
    read: ({ tally }) => tally.activations,
  },
  {
    name: 'dialtone_connection_activation_failures_total',
    type: 'counter',
    help: 'Contexts that could not be activated, by cause.',
    labels: ENDED,
    read: ({ tally }) => tally.failures,
  },
  {
    name: 'dialtone_connection_deactivations_total',
    type: 'counter',
    help: 'Contexts that were activated and ended, by cause.',
    labels: ENDED,
    read: ({ tally }) => tally.deactivations,
  },
  {
    name: 'dialtone_context_duration_seconds',
    type: 'histogram',
    help: 'How long contexts were activated that have ended.',
    labels: MODEM,
    read: ({ tally }) => tally.contexts,
  },
  {
    name: 'dialtone_connection_received_bytes_total',
    type: 'counter',
    help: 'Bytes received, as the modem counts them; read while a context is activated, so at most half a minute old.',
    labels: USED,
    read: (scene) => bytes(scene, 'received'),
  },
  {
    name: 'dialtone_connection_sent_bytes_total',
    type: 'counter',
    help: 'Bytes sent, as the modem counts them; read while a context is activated, so at most half a minute old.',
    labels: USED,
    read: (scene) => bytes(scene, 'sent'),
  },
]
