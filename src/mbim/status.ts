/**
 * How a command ended, as OPEN_DONE, CLOSE_DONE and COMMAND_DONE say it: a word, and a sentence for a person.
 * Numbers: MBIM 1.0 errata-1 §9.4.5; 39 to 42, 105 and 200 to 204 the Microsoft extensions; from 0x80000000 on they
 * belong to vendors.
 */
import { explained } from './codec/enumeration.ts'

const { codec, texts } = explained({
  success: [0, 'done'],
  busy: [1, 'the modem cannot serve this now; it can be tried again later'],
  failure: [2, 'the command failed; for the network, the network error tells why'],
  'sim-not-inserted': [3, 'no SIM is inserted'],
  'bad-sim': [4, 'the SIM is unusable'],
  'pin-required': [5, 'a PIN must be entered first'],
  'pin-disabled': [6, 'the PIN is disabled'],
  'not-registered': [7, 'the modem is not registered with a network'],
  'providers-not-found': [8, 'the scan found no network'],
  'no-device-support': [9, 'the modem does not support this service, command or operation'],
  'provider-not-visible': [10, 'the chosen network is not in sight'],
  'data-class-not-available': [11, 'the chosen access technology is not available'],
  'packet-service-detached': [12, 'the packet service is not attached'],
  'max-activated-contexts': [13, 'no further context can be activated'],
  'not-initialized': [14, 'the modem or its store is still starting'],
  'voice-call-in-progress': [15, 'a voice call stands in the way'],
  'context-not-activated': [16, 'the context is not activated'],
  'service-not-activated': [17, 'the subscription needs to be activated first'],
  'invalid-access-string': [18, 'the access point name is not valid'],
  'invalid-user-name-pwd': [19, 'the user name or the password is not valid'],
  'radio-power-off': [20, 'the radio is off'],
  'invalid-parameters': [21, 'a value was not valid, or the information buffer malformed'],
  'read-failure': [22, 'the store could not be read'],
  'write-failure': [23, 'the store could not be written'],
  'reserved-24': [24, 'a status that is reserved'],
  'no-phonebook': [25, 'there is no phonebook'],
  'parameter-too-long': [26, 'a name or a number is too long'],
  'stk-busy': [27, 'another SIM toolkit session is running'],
  'operation-not-allowed': [28, 'the operation is not allowed'],
  'memory-failure': [29, 'the message store failed'],
  'invalid-memory-index': [30, 'the message store has no such index'],
  'memory-full': [31, 'the message store is full'],
  'filter-not-supported': [32, 'this kind of filter is not supported'],
  'dss-instance-limit': [33, 'no further device service stream can be opened'],
  'invalid-device-service-operation': [34, 'the device service has no such operation'],
  'auth-incorrect-autn': [35, 'the SIM refused the network authentication token'],
  'auth-sync-failure': [36, 'the sequence number of the authentication is out of range'],
  'auth-amf-not-set': [37, 'the authentication lacks the AMF separation bit'],
  'context-not-supported': [38, 'this type of context is not supported'],
  'shareability-condition-error': [39, 'the file on the card cannot be shared'],
  'pin-failure': [40, 'the card refused the PIN'],
  'no-lte-attach-config': [41, 'no context is stored for the LTE attach'],
  'session-already-exists': [42, 'the session exists already'],
  'sms-unknown-smsc-address': [100, 'the address of the service centre is not known'],
  'sms-network-timeout': [101, 'the network did not answer'],
  'sms-lang-not-supported': [102, 'the language of the message is not supported'],
  'sms-encoding-not-supported': [103, 'the encoding of the message is not supported'],
  'sms-format-not-supported': [104, 'the format of the message is not supported'],
  'sms-more-data': [105, 'the list was cut short; there are more messages'],
  'matching-pdu-session-found': [200, 'a PDU session fits already'],
  'dissociation-needed-for-application': [201, 'the application must leave its session first'],
  'error-invalid-slot': [202, 'there is no such slot'],
  'no-matching-ursp-rule': [203, 'no route selection rule fits'],
  'default-ursp-rule': [204, 'the default route selection rule was used'],
  'uicc-no-logical-channels': [0x87430001, 'the card has no free logical channel'],
  'uicc-select-failed': [0x87430002, 'the application on the card cannot be selected'],
  'uicc-invalid-logical-channel': [0x87430003, 'the logical channel was not opened here'],
  'google-invalid-signature': [0x91000001, 'the signature of the carrier lock is not valid'],
  'google-invalid-imei': [0x91000002, 'the equipment identity of the carrier lock is not valid'],
  'google-invalid-timestamp': [0x91000003, 'the time stamp of the carrier lock is not valid'],
})

export const Status = codec
export type Status = keyof typeof texts | number

/** The status as a sentence for a person. */
export function statusText(status: Status): string {
  if (typeof status === 'string') return texts[status]
  const whose = status >= 0x80000000 ? "a vendor's status" : 'an unknown status'
  return `${whose}, 0x${status.toString(16).padStart(8, '0')}`
}
