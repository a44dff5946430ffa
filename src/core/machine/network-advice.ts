/**
 * What to do about a cause that the network gave. Numbers: mobility management, 3GPP TS 24.008 §10.5.3.6 and §10.5.5.14,
 * TS 24.301 §9.9.3.9; session management, TS 24.008 §10.5.6.6, TS 24.301 §9.9.4.4.
 */
import type { NetworkCause } from '../cause.ts'

const OPERATOR = 'Ask the operator: the subscription does not allow this'
const LATER = 'Try again later: the network is short of resources at present'

const REGISTRATION: Readonly<Record<number, string>> = {
  2: 'Ask the operator: the network does not know this SIM',
  3: 'Ask the operator: the network does not accept this SIM',
  5: 'Ask the operator: the network does not accept this modem',
  6: 'Ask the operator: the network does not accept this modem',
  7: OPERATOR,
  8: OPERATOR,
  11: 'Choose another network: this one does not serve this SIM',
  12: 'Choose another place or network: this SIM is not served here',
  13: 'Ask the operator for roaming, or choose another network',
  14: 'Ask the operator for data while roaming, or choose another network',
  15: 'Choose another place or network: no cell here serves this SIM',
  17: LATER,
  22: LATER,
  25: 'Choose another network: this cell is for subscribers of its own',
}

const SESSION: Readonly<Record<number, string>> = {
  8: 'Ask the operator: the subscription is barred',
  26: LATER,
  27: 'Check the access point name of the profile: the network does not know it',
  28: 'Choose another IP type in the profile: the network does not know this one',
  29: 'Check user name and password of the profile: the network refuses them',
  30: 'Check the access point name of the profile: the gateway of the network refuses it',
  31: 'Try again later: the network gives no reason',
  32: OPERATOR,
  33: OPERATOR,
  34: 'Try again later: the network is out of order at present',
  38: 'Try again later: the network has a failure',
  50: 'Choose IPv4 in the profile: the network gives nothing else',
  51: 'Choose IPv6 in the profile: the network gives nothing else',
  55: 'Use one connection to this access point: the network allows no second one',
}

/** Why registration or attachment was refused, turned into what to do; nothing where only the operator could tell. */
export function registrationAdvice(cause: NetworkCause | undefined): string | undefined {
  return cause === undefined ? undefined : REGISTRATION[cause.value]
}

/** The same of a context. */
export function sessionAdvice(cause: NetworkCause | undefined): string | undefined {
  return cause === undefined ? undefined : SESSION[cause.value]
}
