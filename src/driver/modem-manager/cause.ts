/** Why a verb failed, as a whole cause: our code, ModemManager's error and the network's cause, kept together. */
import { compact, type ErrorCode } from '../../base/index.ts'
import { CauseError, type Cause, type NetworkCause } from '../../core/index.ts'
import { failed } from '../failure.ts'
import { networkCauseOf } from '../mbim/fact/network-cause.ts'
import { BUS, CallError } from './bus/index.ts'
import { SERVICE } from './names.ts'
import { text as readable } from './read.ts'

const ERRORS = `${SERVICE}.Error.`
const EQUIPMENT = 'MobileEquipment.'

/**
 * What ModemManager's errors mean for who asked; a refusal by the network stands in `NETWORK`. `Core.Cancelled` is none of them: it
 * answers so when it gives up by itself, as of a modem that is being pulled out, and whoever has given up waits for no answer.
 */
const CODES: Readonly<Record<string, ErrorCode>> = {
  'Core.Aborted': 'status',
  'Core.Unsupported': 'not_supported',
  'Core.NoPlugins': 'not_supported',
  'Core.Unauthorized': 'access_denied',
  'Core.InvalidArgs': 'invalid_argument',
  'Core.InProgress': 'busy',
  'Core.Retry': 'busy',
  'Core.WrongState': 'invalid_state',
  'Core.WrongSimState': 'pin_required',
  'Core.Connected': 'busy',
  'Core.TooMany': 'max_activated_contexts',
  'Core.NotFound': 'not_found',
  'Core.Exists': 'already_exists',
  'MobileEquipment.NotSupported': 'not_supported',
  'MobileEquipment.PhSimPin': 'pin_required',
  'MobileEquipment.PhFsimPin': 'pin_required',
  'MobileEquipment.PhFsimPuk': 'pin_required',
  'MobileEquipment.SimPin': 'pin_required',
  'MobileEquipment.SimPuk': 'pin_required',
  'MobileEquipment.SimPin2': 'pin_required',
  'MobileEquipment.SimPuk2': 'pin_required',
  'MobileEquipment.NetworkPin': 'pin_required',
  'MobileEquipment.NetworkSubsetPin': 'pin_required',
  'MobileEquipment.ServicePin': 'pin_required',
  'MobileEquipment.CorpPin': 'pin_required',
  'MobileEquipment.SimNotInserted': 'sim_not_inserted',
  'MobileEquipment.SimFailure': 'bad_sim',
  'MobileEquipment.SimWrong': 'bad_sim',
  'MobileEquipment.SimBusy': 'busy',
  'MobileEquipment.IncorrectPassword': 'pin_failed',
  'MobileEquipment.IncorrectParameters': 'invalid_argument',
  'MobileEquipment.InvalidIndex': 'not_found',
  'MobileEquipment.NotFound': 'not_found',
  'MobileEquipment.NoNetwork': 'not_registered',
  'Message.SimNotInserted': 'sim_not_inserted',
  'Message.SimPin': 'pin_required',
  'Message.SimFailure': 'bad_sim',
  'Message.SimBusy': 'busy',
  'Message.InvalidIndex': 'not_found',
  'Message.NotSupported': 'not_supported',
  'Message.NoNetwork': 'not_registered',
  'Serial.ResponseTimeout': 'timeout',
  'Serial.SendFailed': 'channel_failed',
  'Serial.NotOpen': 'channel_failed',
}

/** Those of the bus, or of a ModemManager that does not know what it is asked. */
const BUS_CODES: Readonly<Record<string, ErrorCode>> = {
  AccessDenied: 'access_denied',
  InvalidArgs: 'invalid_argument',
  NoReply: 'timeout',
  TimedOut: 'timeout',
  Timeout: 'timeout',
  ServiceUnknown: 'channel_failed',
  NameHasNoOwner: 'channel_failed',
  Disconnected: 'channel_failed',
  UnknownMethod: 'not_supported',
  UnknownInterface: 'not_supported',
  UnknownProperty: 'not_supported',
  NotSupported: 'not_supported',
  UnknownObject: 'not_found',
}

/** 3GPP TS 24.008 §10.5.5.14 and §10.5.6.6, TS 24.301 §9.9.3.9 and §9.9.4.4, by the names that ModemManager has for them. */
const NETWORK: Readonly<Record<string, number>> = {
  ImsiUnknownInHss: 2,
  IllegalUe: 3,
  ImsiUnknownInVlr: 4,
  ImeiNotAccepted: 5,
  IllegalMe: 6,
  PsServicesNotAllowed: 7,
  PsAndNonPsServicesNotAllowed: 8,
  UeIdentityNotDerivedFromNetwork: 9,
  ImplicitlyDetached: 10,
  PlmnNotAllowed: 11,
  AreaNotAllowed: 12,
  RoamingNotAllowedInArea: 13,
  PsServicesNotAllowedInPlmn: 14,
  NoCellsInArea: 15,
  MscTemporarilyNotReachable: 16,
  NetworkFailureAttach: 17,
  CsDomainUnavailable: 18,
  EsmFailure: 19,
  Congestion: 22,
  NotAuthorizedForCsg: 25,
  InsufficientResources: 26,
  MissingOrUnknownApn: 27,
  UnknownPdpAddressOrType: 28,
  UserAuthenticationFailed: 29,
  PdpAuthFailure: 29,
  ActivationRejectedByGgsnOrGw: 30,
  ActivationRejectedUnspecified: 31,
  ServiceOptionNotSupported: 32,
  ServiceOptionNotSubscribed: 33,
  ServiceOptionOutOfOrder: 34,
  RegularDeactivation: 36,
  QosNotAccepted: 37,
  NetworkFailureActivation: 38,
  ReactivationRequested: 39,
  NoBearerActivated: 40,
  SemanticErrorInTftOperation: 41,
  SyntacticalErrorInTftOperation: 42,
  UnknownPdpContext: 43,
  SemanticErrorsInPacketFilter: 44,
  SyntacticalErrorsInPacketFilter: 45,
  PdpContextWithoutTftAlreadyActivated: 46,
  RequestRejectedBcmViolation: 48,
  LastPdnDisconnectionNotAllowed: 49,
  LastPdnDisconnectionNotAllowedLegacy: 49,
  Ipv4OnlyAllowed: 50,
  Ipv6OnlyAllowed: 51,
  MultiplePdnConnectionSameApnNotAllowed: 55,
  NoNetworkSlicesAvailable: 62,
  MaximumNumberOfBearersReached: 65,
  RequestedApnNotSupported: 66,
  InsufficientResourcesForSliceAndDnn: 67,
  InsufficientResourcesForSlice: 69,
  NkgsiAlreadyInUse: 71,
  Non3gppAccessTo5gcnNotAllowed: 72,
  ServingNetworkNotAuthorized: 73,
  TemporarilyUnauthorizedForSnpn: 74,
  PermanentlyUnauthorizedForSnpn: 75,
  UnauthorizedForCag: 76,
  WirelineAccessAreaNotAllowed: 77,
  PayloadNotForwarded: 90,
  DnnNotSupportedInSlice: 91,
  InsufficientUserPlaneResourcesForPduSession: 92,
  SemanticallyIncorrectMessage: 95,
  InvalidMandatoryInformation: 96,
  MessageTypeNotImplemented: 97,
  MessageTypeNotCompatibleWithProtocolState: 98,
  IeNotImplemented: 99,
  ConditionalIeError: 100,
  MessageNotCompatibleWithProtocolState: 101,
  UnspecifiedProtocolError: 111,
  ApnRestrictionIncompatible: 112,
  MultipleAccessToPdnConnectionNotAllowed: 113,
}

/** What an error's name says of the network; nothing where it does not come from there. */
export function networkCauseFrom(errorName: string): NetworkCause | undefined {
  const prefix = `${ERRORS}${EQUIPMENT}`
  if (!errorName.startsWith(prefix)) return undefined
  const name = errorName.slice(prefix.length)
  const value = Object.hasOwn(NETWORK, name) ? NETWORK[name] : undefined
  return value === undefined ? undefined : networkCauseOf(value)
}

/**
 * @param what was tried: `attaching to the packet service`
 * @param options.failure the code for an error that says nothing, and for a refusal by the network
 */
export function causeError(
  error: unknown,
  what: string,
  options: { readonly failure?: ErrorCode } = {},
): CauseError {
  return error instanceof CallError
    ? new CauseError(refusal(error, what, options), { cause: error })
    : failed(error, what)
}

function refusal(error: CallError, what: string, { failure = 'status' }: { failure?: ErrorCode }): Cause {
  const { errorName, text } = error
  const name = errorName.startsWith(ERRORS) ? errorName.slice(ERRORS.length) : errorName
  const network = networkCauseFrom(errorName)
  const code = network === undefined ? codeOf(errorName, name) : undefined
  const why =
    network === undefined
      ? `ModemManager says: ${readable(text) ?? readable(name) ?? 'nothing'}`
      : `${network.text} (3GPP cause ${network.value})`
  return compact({
    code: code ?? failure,
    message: `${what} failed: ${why}`,
    // Its errors have names, and no numbers that travel.
    status: { protocol: 'modem-manager', value: network?.value ?? 0, name: readable(name) ?? '' },
    network,
  })
}

/** What a modem answered goes through as it is, by the library that speaks its protocol. */
const MODEM_CODES: Readonly<Record<string, ErrorCode>> = {
  'org.freedesktop.libmbim.Error.Status.Busy': 'busy',
  'org.freedesktop.libmbim.Error.Status.PinFailure': 'pin_failed',
  'org.freedesktop.libmbim.Error.Status.PinRequired': 'pin_required',
  'org.freedesktop.libmbim.Error.Status.SimNotInserted': 'sim_not_inserted',
  'org.freedesktop.libmbim.Error.Status.NotRegistered': 'not_registered',
  'org.freedesktop.libmbim.Error.Status.NoDeviceSupport': 'not_supported',
  'org.freedesktop.libmbim.Error.Status.RadioPowerOff': 'radio_off',
  'org.freedesktop.libmbim.Error.Status.ProviderNotVisible': 'not_found',
  'org.freedesktop.libmbim.Error.Status.PacketServiceDetached': 'packet_service_detached',
  'org.freedesktop.libmbim.Error.Status.MaxActivatedContexts': 'max_activated_contexts',
  'org.freedesktop.libqmi.Error.Protocol.IncorrectPin': 'pin_failed',
  'org.freedesktop.libqmi.Error.Protocol.NotSupported': 'not_supported',
}

function codeOf(errorName: string, name: string): ErrorCode | undefined {
  if (Object.hasOwn(CODES, name)) return CODES[name]
  if (Object.hasOwn(MODEM_CODES, errorName)) return MODEM_CODES[errorName]
  const prefix = `${BUS}.Error.`
  const short = errorName.startsWith(prefix) ? errorName.slice(prefix.length) : ''
  return Object.hasOwn(BUS_CODES, short) ? BUS_CODES[short] : undefined
}
