/** Standing with the network: why registration and packet service are as they are, and why they bar a connection. */
import type { Cause } from '../cause.ts'
import type { Radio, Reason } from '../modem.ts'
import {
  isRegistered,
  type PacketService,
  type PacketServiceState,
  type Provider,
  type Registration,
  type RegistrationState,
} from '../registration.ts'

export function explainRegistration(registration: Registration | undefined): Reason {
  if (registration === undefined) {
    return { code: 'registration-not-asked', text: 'the modem has not told of its registration yet' }
  }
  const network = nameOf(registration.provider)
  const because = registration.networkError === undefined ? '' : `: ${registration.networkError.text}`
  const sentences: Record<RegistrationState, string> = {
    unknown: 'the modem does not know whether it is registered',
    deregistered: `the modem is not registered with any network${because}`,
    searching:
      registration.mode === 'manual'
        ? 'the modem searches for the network that was chosen by hand'
        : 'the modem searches for a network',
    home: `registered with the home network ${network}`,
    roaming: `registered with ${network}, roaming`,
    partner: `registered with ${network}, a partner of the home network`,
    denied: `${registration.provider === undefined ? 'the network' : network} denies registration${because}`,
  }
  return { code: `registration-${registration.state}`, text: sentences[registration.state] }
}

/** Why the standing with the network bars a connection; a standing that is not known bars nothing. */
export function registrationObstacle(registration: Registration | undefined): Cause | undefined {
  if (registration === undefined || registration.state === 'unknown') return undefined
  if (isRegistered(registration.state)) return undefined
  const { networkError } = registration
  return {
    code: 'not_registered',
    message: explainRegistration(registration).text,
    ...(networkError === undefined ? {} : { network: networkError }),
  }
}

export function explainPacketService(packetService: PacketService | undefined): Reason {
  const { state = 'unknown', networkError } = packetService ?? {}
  const because = networkError === undefined ? '' : `: ${networkError.text}`
  const sentences: Record<PacketServiceState, string> = {
    unknown: 'the modem has not told of its packet service yet',
    attaching: 'attaching to the packet service',
    attached: 'attached to the packet service',
    detaching: 'detaching from the packet service',
    detached: `not attached to the packet service${because}; connecting attaches by itself`,
  }
  return { code: `packet-service-${state}`, text: sentences[state] }
}

export function explainRadio(radio: Radio | undefined): Reason {
  if (radio === undefined) return { code: 'radio-not-asked', text: 'the modem has not told of its radio yet' }
  if (radio.hardware === 'off') return { code: 'radio-off', text: 'the radio is off by the hardware switch' }
  if (radio.software === 'off') return { code: 'radio-off', text: 'the radio is switched off by software' }
  return { code: 'radio-on', text: 'the radio is on' }
}

export function radioObstacle(radio: Radio | undefined): Cause | undefined {
  const reason = explainRadio(radio)
  return reason.code === 'radio-off' ? { code: 'radio_off', message: reason.text } : undefined
}

function nameOf(provider: Provider | undefined): string {
  if (provider === undefined) return '(name not known)'
  return provider.name === '' ? provider.id : provider.name
}
