/**
 * Why the network refused or ended something: the 3GPP cause, as MBIM carries it in `nwError`. Causes of mobility
 * management (TS 24.008 10.5.3.6 and 10.5.5.14, TS 24.301 9.9.3.9, TS 24.501 9.11.3.2) and of session management
 * (TS 24.008 10.5.6.6, TS 24.301 9.9.4.4, TS 24.501 9.11.4.2) share one range of numbers; where two of them have the
 * same number, the command it came with tells which is meant: registration and attach, or activation.
 */
import { explained } from './codec/enumeration.ts'

const { codec, texts } = explained({
  none: [0, 'no error'],
  'imsi-unknown-in-hlr': [2, 'the home network does not know this subscriber'],
  'illegal-ms': [3, 'the network does not accept this SIM: it failed authentication'],
  'imsi-unknown-in-vlr': [4, 'the visited network does not know this subscriber'],
  'imei-not-accepted': [5, 'the network does not accept this equipment identity'],
  'illegal-me': [6, 'the network has barred this equipment'],
  'gprs-not-allowed': [7, 'the subscription does not allow packet data'],
  'gprs-and-non-gprs-not-allowed': [8, 'the subscription allows neither packet data nor calls'],
  'ms-identity-not-derived-by-network': [
    9,
    'the network lost track of who this modem is; attaching anew helps',
  ],
  'implicitly-detached': [10, 'the network detached the modem after it was not heard of for long'],
  'plmn-not-allowed': [11, 'the subscription does not allow this network'],
  'location-area-not-allowed': [12, 'the subscription does not allow this area'],
  'roaming-not-allowed-in-location-area': [13, 'the subscription does not allow roaming in this area'],
  'gprs-not-allowed-in-plmn': [14, 'the subscription does not allow packet data on this network'],
  'no-cells-in-location-area': [15, 'no cell of this area may be used; another area or technology may do'],
  'msc-temporarily-not-reachable': [16, 'the switch for calls and messages cannot be reached for the moment'],
  'network-failure': [17, 'the network failed'],
  'cs-domain-not-available': [18, 'calls are not available here'],
  'esm-failure': [19, 'the network could not set up the session that belongs to attaching'],
  'mac-failure': [20, 'the network failed to authenticate itself to the SIM'],
  'synch-failure': [21, 'the SIM and the network disagree on the authentication sequence number'],
  congestion: [22, 'the network is congested'],
  'gsm-authentication-unacceptable': [23, 'the network authenticated in a way that is too weak for the SIM'],
  'security-mode-rejected': [24, 'the modem and the network agree on no security mode'],
  'not-authorized-for-csg': [25, 'the subscription does not allow this closed group of cells'],
  'insufficient-resources': [26, 'the network has no resources for it now'],
  'missing-or-unknown-apn': [27, 'the access point name is missing, or the network does not know it'],
  'unknown-pdp-address-or-type': [28, 'the network does not serve this kind of address (IPv4, IPv6)'],
  'user-authentication-failed': [29, 'the access point refused the user name or the password'],
  'activation-rejected-by-ggsn-or-gw': [30, 'the gateway behind the access point refused'],
  'activation-rejected-unspecified': [31, 'the network refused without giving a reason'],
  'service-option-not-supported': [32, 'the network does not support what was asked for'],
  'requested-service-option-not-subscribed': [33, 'the subscription does not include what was asked for'],
  'service-option-temporarily-out-of-order': [34, 'what was asked for is out of order for the moment'],
  'regular-deactivation': [36, 'ended regularly'],
  'qos-not-accepted': [37, 'the network does not accept the quality of service asked for'],
  'network-failure-sm': [38, 'the network failed'],
  'reactivation-requested': [39, 'the network asks to activate anew'],
  'no-pdp-context-activated': [40, 'the network has no session of this modem'],
  'semantic-error-in-the-tft-operation': [41, 'the traffic template makes no sense to the network'],
  'syntactical-error-in-the-tft-operation': [42, 'the traffic template is malformed'],
  'unknown-pdp-context': [43, 'the network does not know this session'],
  'semantic-errors-in-packet-filter': [44, 'a packet filter makes no sense to the network'],
  'syntactical-errors-in-packet-filter': [45, 'a packet filter is malformed'],
  'pdp-context-without-tft-already-activated': [46, 'a session without a traffic template exists already'],
  'request-rejected-or-bearer-control-mode-violation': [
    48,
    'the network does not let the modem control this bearer',
  ],
  'last-pdn-disconnection-not-allowed': [49, 'the last session of an attached modem cannot be ended'],
  'pdp-type-ipv4-only-allowed': [50, 'the network gives IPv4 only'],
  'pdp-type-ipv6-only-allowed': [51, 'the network gives IPv6 only'],
  'no-network-slices-available': [62, 'no network slice is available to this subscription here'],
  'maximum-number-of-pdp-contexts-reached': [65, 'the network allows no further session'],
  'requested-apn-not-supported-in-current-rat-and-plmn': [
    66,
    'this network does not serve the access point name with the present access technology',
  ],
  'insufficient-resources-for-specific-slice-and-dnn': [
    67,
    'the slice has no resources for this access point now',
  ],
  'insufficient-resources-for-specific-slice': [69, 'the slice has no resources now'],
  'ngksi-already-in-use': [71, 'the key identifier is in use already'],
  'non-3gpp-access-to-5gcn-not-allowed': [
    72,
    'the subscription does not allow access over Wi-Fi or the like',
  ],
  'serving-network-not-authorized': [73, 'the serving network is not authorised'],
  'temporarily-not-authorized-for-this-snpn': [
    74,
    'for the moment this private network does not admit the subscriber',
  ],
  'permanently-not-authorized-for-this-snpn': [75, 'this private network does not admit the subscriber'],
  'not-authorized-for-this-cag-or-authorized-for-cag-cells-only': [
    76,
    'the subscription does not allow this closed group of cells, or allows nothing else',
  ],
  'wireline-access-area-not-allowed': [77, 'the subscription does not allow this area of wireline access'],
  'payload-was-not-forwarded': [90, 'the network could not pass the payload on'],
  'dnn-not-supported-or-not-subscribed-in-the-slice': [91, 'the slice does not serve this access point'],
  'insufficient-user-plane-resources-for-the-pdu-session': [
    92,
    'the network has no resources to carry the data',
  ],
  'semantically-incorrect-message': [95, 'the network took a message for senseless'],
  'invalid-mandatory-information': [96, 'the network took a mandatory element for invalid'],
  'message-type-non-existent-or-not-implemented': [97, 'the network does not know this kind of message'],
  'message-type-not-compatible-with-protocol-state': [98, 'this kind of message does not fit the state'],
  'information-element-non-existent-or-not-implemented': [99, 'the network does not know an element'],
  'conditional-ie-error': [100, 'a conditional element is wrong'],
  'message-not-compatible-with-protocol-state': [101, 'a message does not fit the state'],
  'protocol-error-unspecified': [111, 'the modem and the network disagree on the protocol'],
  'apn-restriction-value-incompatible-with-active-pdp-context': [
    112,
    'the access point cannot be used beside the one that is active',
  ],
  'multiple-accesses-to-a-pdn-connection-not-allowed': [
    113,
    'the session cannot be used over several accesses',
  ],
})

export const NwError = codec
export type NwError = keyof typeof texts | number

/** The cause as a sentence for a person. */
export function nwErrorText(cause: NwError): string {
  return typeof cause === 'string' ? texts[cause] : `an unknown cause, number ${cause}`
}
