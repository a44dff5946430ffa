/** Radio, registration and packet service as steps of an explanation, and what would change them. */
import { calledInCommand, type ExplanationStanding, type ReasonedStep, type Remedy } from '../explanation.ts'
import type { PacketServiceState, Registration, RegistrationState } from '../registration.ts'
import type { ModemMachine } from './modem.ts'
import { registrationAdvice } from './network-advice.ts'
import { explainPacketService, explainRadio, explainRegistration } from './registration.ts'

export function radioStep({ identity, radio, since }: ModemMachine): ReasonedStep {
  const { text, code } = explainRadio(radio)
  const off = code === 'radio-off'
  const modem = calledInCommand(identity)
  return {
    part: 'radio',
    name: identity.name,
    state: radio === undefined ? 'not-told' : off ? 'off' : 'on',
    standing: radio === undefined ? 'unclear' : off ? 'blocked' : 'well',
    text,
    ...(since.radio !== undefined && { since: since.radio }),
    facts: [],
    remedies: [
      ...(radio?.hardware === 'off'
        ? [{ text: 'Switch the radio on at the device: a switch, a key, or a pin of its slot' }]
        : []),
      ...(radio?.software === 'off'
        ? [{ text: 'Switch the radio on', command: `dialtone modem radio on ${modem}` }]
        : []),
    ],
  }
}

const REGISTRATION_STANDING: Record<RegistrationState, ExplanationStanding> = {
  unknown: 'unclear',
  deregistered: 'blocked',
  searching: 'blocked',
  home: 'well',
  roaming: 'well',
  partner: 'well',
  denied: 'blocked',
}

export function registrationStep(modem: ModemMachine): ReasonedStep {
  const { identity, registration, emergencyMode, since } = modem
  return {
    part: 'registration',
    name: identity.name,
    state: told(registration?.state),
    standing: registration === undefined ? 'unclear' : REGISTRATION_STANDING[registration.state],
    text: explainRegistration(registration).text,
    ...(since.registration !== undefined && { since: since.registration }),
    ...causeOf(registration, 'not_registered'),
    facts: [
      ...(registration?.mode === 'manual' ? [{ name: 'Network', value: chosen(registration) }] : []),
      ...(registration === undefined || registration.availableDataClasses.length === 0
        ? []
        : [{ name: 'Available', value: registration.availableDataClasses.join(', ').toUpperCase() }]),
      ...(emergencyMode === true ? [{ name: 'Emergency', value: 'emergency calls only' }] : []),
    ],
    remedies: registration === undefined ? [] : registering(registration, calledInCommand(identity)),
  }
}

function chosen({ provider }: Registration): string {
  const which = provider === undefined ? '' : `: ${provider.name === '' ? provider.id : provider.name}`
  return `chosen by hand${which}`
}

function registering({ state, mode, networkError }: Registration, modem: string): readonly Remedy[] {
  if (REGISTRATION_STANDING[state] !== 'blocked') return []
  const advice = registrationAdvice(networkError)
  const automatic = {
    text: 'Have the modem choose its network itself',
    command: `dialtone modem register automatic ${modem}`,
  }
  return [
    ...(advice === undefined ? [] : [{ text: advice }]),
    ...(mode === 'manual' || state === 'deregistered' ? [automatic] : []),
    ...(state === 'denied' && advice === undefined
      ? [{ text: 'Ask the operator why the network denies this SIM' }]
      : []),
    ...(state === 'searching' ? [{ text: 'Check the antenna, and whether there is a network here' }] : []),
    { text: 'See which networks are in reach', command: `dialtone modem scan ${modem}` },
  ]
}

export function packetServiceStep({ identity, packetService, since }: ModemMachine): ReasonedStep {
  const refused = packetService?.networkError !== undefined && packetService.state === 'detached'
  const standings: Record<PacketServiceState, ExplanationStanding> = {
    unknown: 'unclear',
    attaching: 'busy',
    attached: 'well',
    detaching: 'busy',
    // Connecting attaches.
    detached: refused ? 'blocked' : 'well',
  }
  const advice = registrationAdvice(packetService?.networkError)
  return {
    part: 'packet-service',
    name: identity.name,
    state: told(packetService?.state),
    standing: standings[packetService?.state ?? 'unknown'],
    text: explainPacketService(packetService).text,
    ...(since.packetService !== undefined && { since: since.packetService }),
    ...causeOf(packetService, 'packet_service_detached'),
    facts:
      packetService?.dataClass === undefined
        ? []
        : [{ name: 'Technology', value: packetService.dataClass.toUpperCase() }],
    remedies: refused
      ? [{ text: advice ?? 'Ask the operator why the network refuses data to this SIM' }]
      : [],
  }
}

/** What a modem does not know it has not told. */
function told(state: string | undefined): string {
  return state === undefined || state === 'unknown' ? 'not-told' : state
}

function causeOf(
  part: Pick<Registration, 'networkError'> | undefined,
  code: 'not_registered' | 'packet_service_detached',
): Pick<ReasonedStep, 'cause'> {
  const network = part?.networkError
  return network === undefined ? {} : { cause: { code, message: network.text, network } }
}
