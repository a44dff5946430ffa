/** A machine as others see it: the modem and its connections in the words of the API. */
import { compact } from '../../base/index.ts'
import { connectionName, type Connection } from '../connection.ts'
import type { Modem, ModemState, Reason } from '../modem.ts'
import { isRegistered } from '../registration.ts'
import { causeOfEnd, explainConnection } from './connection-explain.ts'
import type { ModemMachine } from './modem.ts'
import { moverOf, STATE_OF, type ConnectionMachine } from './phase.ts'
import { scanning } from './provider.ts'
import { explainRadio, explainRegistration, radioObstacle } from './registration.ts'
import { explainSim } from './sim.ts'

export function viewModem(modem: ModemMachine): Modem {
  const { identity, equipment, capabilities, sim, radio, homeProvider } = modem
  const { registration, packetService, signal, provisionedContexts, messageStore, cause } = modem
  return compact({
    id: identity.id,
    name: identity.name,
    driver: identity.driver,
    device: identity.device,
    reached: modem.reached,
    state: modemState(modem),
    reason: explainModem(modem),
    equipment,
    capabilities,
    sim,
    radio,
    homeProvider,
    preferredProviders: modem.preferredProviders,
    visibleProviders: modem.visibleProviders,
    scanning: scanning(modem),
    multicarrier: modem.multicarrier,
    registration,
    packetService,
    signal,
    emergencyMode: modem.emergencyMode,
    provisionedContexts,
    messageStore,
    cause,
  })
}

export function viewConnection(modem: ModemMachine, connection: ConnectionMachine): Connection {
  const { phase, use } = connection
  return compact({
    id: connection.id,
    name: connectionName(modem.identity.name, connection.sessionId),
    modem: modem.identity.id,
    sessionId: connection.sessionId,
    state: STATE_OF[phase.at],
    reason: explainConnection(connection),
    since: connection.since,
    profile: use?.profile,
    accessString: use?.accessString,
    ip: phase.at === 'up' ? phase.ip : undefined,
    link: phase.at === 'up' ? phase.link : undefined,
    voiceCall: connection.voiceCall,
    activationNetworkError: connection.activationNetworkError,
    cause: causeOfEnd(connection),
    request: moverOf(phase)?.request,
  })
}

/**
 * A connection is there as long as anything is with its context; that of the default session also while the modem is
 * registered or device-locked (the rule of IMbnConnection).
 */
export function connectionExists(modem: ModemMachine, connection: ConnectionMachine): boolean {
  if (modem.phase === 'unknown' || modem.phase === 'gone') return false
  if (connection.phase.at !== 'down') return true
  if (connection.sessionId !== 0) return false
  if (modem.sim?.state === 'locked') return true
  return modem.registration !== undefined && isRegistered(modem.registration.state)
}

export function modemState(modem: ModemMachine): ModemState {
  const { phase, sim, radio, registration } = modem
  if (phase === 'failed' || phase === 'gone') return 'failed'
  if (phase !== 'ready') return 'initializing'
  const busiest = activity(modem)
  if (busiest !== undefined) return busiest
  if (sim?.state === 'locked') return 'locked'
  if (sim !== undefined && sim.state !== 'initialized' && sim.state !== 'not-initialized') return 'failed'
  if (radioObstacle(radio) !== undefined) return 'disabled'
  if (sim?.state === 'not-initialized') return 'initializing'
  if (registration === undefined) return 'enabled'
  if (isRegistered(registration.state)) return 'registered'
  return registration.state === 'searching' ? 'searching' : 'enabled'
}

/** Why the modem is in the state that `modemState` gives: said by the part that decides it. */
export function explainModem(modem: ModemMachine): Reason {
  const { phase, cause, sim, radio, registration } = modem
  switch (phase) {
    case 'unknown':
    case 'initializing':
      return { code: 'opening', text: 'the modem is being opened and asked for its state' }
    case 'failed':
    case 'gone':
      return {
        code: `${phase === 'gone' ? 'gone' : 'modem'}-${(cause?.code ?? 'failed').replaceAll('_', '-')}`,
        text: cause?.message ?? 'the modem failed',
      }
    case 'ready':
      break
  }
  switch (modemState(modem)) {
    case 'connected':
      return { code: 'connected', text: activatedIn(modem) }
    case 'connecting':
      return { code: 'connecting', text: 'a context is being activated' }
    case 'disconnecting':
      return { code: 'disconnecting', text: 'the context is being deactivated' }
    case 'locked':
    case 'failed':
    case 'initializing':
      return explainSim(sim)
    case 'disabled':
      return explainRadio(radio)
    case 'enabled':
    case 'searching':
    case 'registered':
      return explainRegistration(registration)
  }
}

function activatedIn({ sessions }: ModemMachine): string {
  const count = [...sessions.values()].filter(({ phase }) => STATE_OF[phase.at] === 'activated').length
  return count === 1 ? 'a context is activated' : `${count.toString()} contexts are activated`
}

function activity(modem: ModemMachine): ModemState | undefined {
  const states = new Set(Array.from(modem.sessions.values(), ({ phase }) => STATE_OF[phase.at]))
  if (states.has('activated')) return 'connected'
  if (states.has('activating')) return 'connecting'
  return states.has('deactivating') ? 'disconnecting' : undefined
}
