/**
 * What is known to bar registering by hand, scanning and changing lists of networks. What the modem as it is can never do is
 * refused before there is a request; what is wrong with the particulars, or in the way at the moment, ends the request.
 */
import type { Cause } from '../cause.ts'
import type { ModemOperation, RegistrationChoice, SignalReportsChoice } from '../operation.ts'
import type { ModemMachine } from './modem.ts'
import { radioObstacle } from './registration.ts'

/** Why it is not taken on. */
export function networkObstacle(modem: ModemMachine, operation: ModemOperation): Cause | undefined {
  const { capabilities } = modem
  switch (operation.kind) {
    case 'register':
      if (operation.mode === 'manual' && capabilities?.manualRegistration === false) {
        return { code: 'not_supported', message: 'the modem always chooses its network itself' }
      }
      return connectedObstacle(modem, operation)
    case 'set-home-provider':
    case 'scan-multicarrier':
      return capabilities?.multicarrier === false
        ? { code: 'not_supported', message: 'the modem cannot change its carrier' }
        : undefined
    default:
      return undefined
  }
}

/** Why its request ends at once. */
export function lateNetworkObstacle(modem: ModemMachine, operation: ModemOperation): Cause | undefined {
  switch (operation.kind) {
    case 'register':
      return choiceObstacle(operation)
    case 'set-home-provider':
      return numberObstacle(operation.provider)
    case 'set-preferred-providers':
      return operation.providers.map(({ id }) => numberObstacle(id)).find((cause) => cause !== undefined)
    case 'set-signal-reports':
      return reportsObstacle(operation)
    case 'scan':
    case 'scan-multicarrier':
      return radioObstacle(modem.radio)
    default:
      return undefined
  }
}

/**
 * It is so already, and asking could only do harm: to a connection that is up. A modem that is not connected is asked, as
 * it may find a network now that it did not find before.
 */
export function isSettled(modem: ModemMachine, operation: ModemOperation): boolean {
  return operation.kind === 'register' && isConnected(modem) && isChosen(modem, operation)
}

function connectedObstacle(modem: ModemMachine, choice: RegistrationChoice): Cause | undefined {
  if (!isConnected(modem) || isChosen(modem, choice)) return undefined
  return { code: 'invalid_state', message: 'it is connected; disconnect it before choosing a network' }
}

function isConnected({ sessions }: ModemMachine): boolean {
  return [...sessions.values()].some(({ phase }) => phase.at !== 'down')
}

function isChosen({ registration }: ModemMachine, { mode, provider }: RegistrationChoice): boolean {
  if (registration?.mode !== mode) return false
  return mode === 'automatic' || registration.provider?.id === provider
}

function choiceObstacle({ mode, provider }: RegistrationChoice): Cause | undefined {
  if (mode === 'manual') return numberObstacle(provider ?? '')
  if (provider === undefined) return undefined
  return { code: 'invalid_argument', message: 'a network is named only where it is chosen by hand' }
}

/** The most that each can be: a day, the scale of 3GPP TS 27.007 §8.5 in dB, its classes of the bit error rate. */
const MOST = { interval: 86_400, rssiChange: 62, errorRateChange: 7 } as const

function reportsObstacle(choice: SignalReportsChoice): Cause | undefined {
  for (const name of ['interval', 'rssiChange', 'errorRateChange'] as const) {
    const value = choice[name] ?? 'off'
    if (value === 'off' || (Number.isInteger(value) && value >= 1 && value <= MOST[name])) continue
    const message = `${name} is a whole number from 1 to ${MOST[name]}, or off`
    return { code: 'invalid_argument', message }
  }
  return undefined
}

/** MCC and MNC, 3GPP TS 23.003 §2.2; the SID of a 3GPP2 network has as many digits (MBIM 1.0 §10.5.6). */
function numberObstacle(id: string): Cause | undefined {
  if (/^[0-9]{5,6}$/.test(id)) return undefined
  const shown = JSON.stringify(id.slice(0, 16))
  return {
    code: 'invalid_argument',
    message: `${shown} is not the number of a network: those have 5 or 6 digits, such as 26201`,
  }
}
