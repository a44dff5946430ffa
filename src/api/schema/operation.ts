/**
 * What each operation takes and gives, as JSON Schema. The input is written once; where in the request a part of it
 * travels (path, query, body) follows from `OPERATIONS`.
 */
import { Type, type TObject, type TSchema } from 'typebox'
import type { OperationName } from '../operation.ts'
import { ACCESS_SCHEMAS } from './access.ts'
import { CAPTURE_SCHEMAS } from './capture.ts'
import {
  authProtocol,
  cellularClass,
  connection,
  contextType,
  cursor,
  dataClass,
  errorCode,
  cause,
  ipType,
  deviceServices,
  modem,
  object,
  onOff,
  pinKind,
  profile,
  profileWithXml,
  providerList,
  provisionedContexts,
  request,
  scope,
} from './core.ts'
import { tagged } from './shape.ts'
import { CONFIGURATION_SCHEMAS } from './configuration/operation.ts'
import { DIAL_SCHEMAS, demandDial, dialInterface } from './dial.ts'
import { explanation } from './explanation.ts'
import {
  messageConfiguration,
  messageFilter,
  messageFormat,
  openMessage,
  selection,
  sendMessage,
} from './message.ts'
import {
  dataPlanProperties,
  dataPlanStatus,
  intervals,
  networkStatus,
  timeline,
  usage,
  usageGranularity,
} from './network.ts'
import { POLL_EVENTS } from './poll-events.ts'

/** Longest name or id that is looked up. */
const name = (description: string) => Type.String({ minLength: 1, maxLength: 255, description })
/** A profile of every element at its longest takes 8 kB; an icon is a path, not a picture. */
const xml = Type.String({ maxLength: 65_536, description: 'WWAN profile XML' })
const requestId = Type.Integer({ minimum: 1 })
/** Of a command for a virtual modem. */
const argument = Type.Union([Type.String(), Type.Number(), Type.Boolean()])
/** MBIM 1.0 §10.5.4: no code has more than 16 characters. Longer ones are for the modem's rules to refuse, in words. */
const code = (description: string) => Type.String({ maxLength: 64, description })
/** What is too much is for the request to end with, in words. */
const report = (description: string) =>
  Type.Optional(Type.Union([Type.Integer(), Type.Literal('off')], { description }))
/** MCC and MNC. What is no such number is for the request to end with, in words. */
const number = (description: string) =>
  Type.String({ maxLength: 64, description: `${description}: MCC and MNC, 5 or 6 digits` })
const ofModem = { modem: name('Name or id of a modem') }
const ofService = { ...ofModem, service: name('UUID or name of a device service') }
/** 64 kB of text: more than twice the longest command, which the modem's own limit is then held to. */
const hex = (description: string) => Type.String({ maxLength: 65_536, description })
const ofMessage = {
  ...ofModem,
  message: name('Id of a message, its first 8 characters or more, or its place in the store'),
}
const ofPin = { ...ofModem, pin: Type.Optional(pinKind) }
/** MBIM 1.0 §10.5.12.4: the lengths of a context's texts. */
const connectSettings = {
  profile: Type.Optional(name('Name of a stored profile')),
  temporary: Type.Optional(xml),
  accessString: Type.Optional(Type.String({ maxLength: 100, description: 'Access point name' })),
  userName: Type.Optional(Type.String({ maxLength: 255 })),
  password: Type.Optional(Type.String({ maxLength: 255 })),
  authProtocol: Type.Optional(authProtocol),
  ipType: Type.Optional(ipType),
}
const usageRange = {
  from: Type.Optional(Type.Integer({ description: 'Milliseconds since 1970-01-01 UTC' })),
  to: Type.Optional(Type.Integer()),
  granularity: Type.Optional(usageGranularity),
}
const pinInput = object({ ...ofPin, code: code('The PIN') })
const nothing = object({})
const accepted = object({ requestId })

const snapshot = object({
  cursor,
  service: object({
    id: Type.String(),
    version: Type.String(),
    startedAt: Type.Number(),
    pid: Type.Integer(),
  }),
  modems: Type.Array(modem),
  connections: Type.Array(connection),
  profiles: Type.Array(profile),
  demandDial,
  dialInterfaces: Type.Array(dialInterface),
  requests: Type.Array(request),
})

export const SCHEMAS = {
  caller: { input: nothing, output: object({ name: Type.String(), scopes: Type.Array(scope) }) },
  snapshot: { input: nothing, output: snapshot },
  pollEvents: POLL_EVENTS,
  modems: { input: nothing, output: Type.Array(modem) },
  modem: { input: object({ modem: name('Name or id of a modem') }), output: modem },
  connections: { input: nothing, output: Type.Array(connection) },
  connection: { input: object({ connection: name('Name or id of a connection') }), output: connection },
  connect: {
    input: object({ connection: name('Name or id of a connection'), ...connectSettings }),
    output: accepted,
  },
  disconnect: { input: object({ connection: name('Name or id of a connection') }), output: accepted },
  acquire: {
    input: object({ ...ofModem, ...connectSettings }),
    output: object({ requestId, connection: Type.String({ description: 'Id of the connection' }) }),
  },
  why: {
    input: object({ name: name('Name or id of a dial interface, connection or modem') }),
    output: Type.Array(explanation),
  },
  attention: { input: nothing, output: Type.Array(explanation) },
  network: { input: nothing, output: networkStatus },
  dataPlan: { input: object(ofModem), output: tagged(dataPlanStatus) },
  setDataPlan: { input: object({ ...ofModem, ...dataPlanProperties }), output: tagged(dataPlanStatus) },
  removeDataPlan: { input: object(ofModem), output: Type.Void() },
  intervals: {
    input: object({
      connection: name('Name or id of a connection'),
      from: usageRange.from,
      to: usageRange.to,
    }),
    output: intervals,
  },
  timeline: { input: object({ from: usageRange.from, to: usageRange.to }), output: timeline },
  connectionUsage: {
    input: object({ connection: name('Name or id of a connection'), ...usageRange }),
    output: usage,
  },
  modemUsage: { input: object({ ...ofModem, ...usageRange }), output: usage },
  askPin: { input: object(ofModem), output: accepted },
  enterPin: { input: pinInput, output: accepted },
  enablePin: { input: pinInput, output: accepted },
  disablePin: { input: pinInput, output: accepted },
  changePin: {
    input: object({ ...ofPin, code: code('The PIN as it is'), newCode: code('The PIN as it is to be') }),
    output: accepted,
  },
  unblockPin: {
    input: object({ ...ofPin, puk: code('Its PUK'), newCode: code('The PIN as it is to be') }),
    output: accepted,
  },
  setRadio: { input: object({ ...ofModem, software: onOff }), output: accepted },
  register: {
    input: object({
      ...ofModem,
      mode: Type.Enum(['automatic', 'manual']),
      provider: Type.Optional(number('With manual: the network')),
      dataClasses: Type.Optional(
        Type.Array(dataClass, { maxItems: 16, description: 'The technologies that are wanted' }),
      ),
    }),
    output: accepted,
  },
  scan: {
    input: object({
      ...ofModem,
      multicarrier: Type.Optional(Type.Boolean({ description: 'For carriers to change to' })),
    }),
    output: accepted,
  },
  preferredProviders: { input: object(ofModem), output: tagged(providerList) },
  setPreferredProviders: {
    input: object({
      ...ofModem,
      providers: Type.Array(
        object({ id: number('The network'), state: Type.Optional(Type.Enum(['preferred', 'forbidden'])) }),
        { maxItems: 255 },
      ),
    }),
    output: accepted,
  },
  setHomeProvider: {
    input: object({
      ...ofModem,
      provider: number('The carrier'),
      cellularClass: Type.Optional(cellularClass),
    }),
    output: accepted,
  },
  provisionedContexts: { input: object(ofModem), output: tagged(provisionedContexts) },
  setProvisionedContext: {
    input: object({
      ...ofModem,
      id: Type.Optional(
        Type.Integer({ minimum: 0, description: 'The slot; the modem chooses one when left out' }),
      ),
      type: contextType,
      accessString: Type.Optional(Type.String({ maxLength: 1024 })),
      userName: Type.Optional(Type.String({ maxLength: 1024 })),
      password: Type.Optional(Type.String({ maxLength: 1024, description: 'A secret' })),
      authProtocol: Type.Optional(authProtocol),
      compression: Type.Optional(Type.Boolean()),
      provider: Type.Optional(Type.String({ maxLength: 16, description: 'MCC and MNC' })),
    }),
    output: accepted,
  },
  activateService: {
    input: object({ ...ofModem, data: hex("In the operator's format, in hexadecimal; may be empty") }),
    output: accepted,
  },
  deviceServices: { input: object(ofModem), output: deviceServices },
  askDeviceService: { input: object(ofService), output: accepted },
  deviceCommand: {
    input: object({
      ...ofService,
      command: Type.Integer({ minimum: 0, maximum: 0xffff_ffff }),
      type: Type.Enum(['query', 'set']),
      data: hex("In the vendor's format, in hexadecimal; may be empty"),
    }),
    output: accepted,
  },
  openDeviceService: { input: object(ofService), output: accepted },
  closeDeviceService: {
    input: object({ ...ofService, session: Type.Optional(requestId) }),
    output: accepted,
  },
  openStream: { input: object(ofService), output: accepted },
  writeStream: {
    input: object({ ...ofService, stream: requestId, data: hex('One piece, in hexadecimal') }),
    output: accepted,
  },
  closeStream: { input: object({ ...ofService, stream: requestId }), output: accepted },
  setSignalReports: {
    input: object({
      ...ofModem,
      interval: report('Seconds between reports'),
      rssiChange: report('dB'),
      errorRateChange: report('Classes of the bit error rate'),
    }),
    output: accepted,
  },
  messages: {
    input: object({ ...ofModem, filter: Type.Optional(messageFilter) }),
    output: Type.Array(openMessage),
  },
  message: { input: object(ofMessage), output: openMessage },
  sendMessage: { input: object({ ...ofModem, ...sendMessage }), output: accepted },
  readMessages: { input: object({ ...ofModem, ...selection }), output: accepted },
  deleteMessage: { input: object(ofMessage), output: accepted },
  deleteMessages: { input: object({ ...ofModem, ...selection }), output: accepted },
  messageConfiguration: {
    input: object(ofModem),
    output: tagged(object({ serviceCentre: messageConfiguration.serviceCentre, format: messageFormat })),
  },
  setMessageConfiguration: { input: object({ ...ofModem, ...messageConfiguration }), output: accepted },
  requests: {
    input: object({
      state: Type.Optional(request.properties.state),
      modem: Type.Optional(name('Name or id of a modem: those that it was asked')),
    }),
    output: Type.Array(request),
  },
  request: {
    input: object({
      request: requestId,
      wait: Type.Optional(
        Type.Integer({ minimum: 0, maximum: 60_000, description: 'Milliseconds to wait for its end' }),
      ),
    }),
    output: request,
  },
  cancelRequest: { input: object({ request: requestId }), output: request },
  profiles: {
    input: object({ modem: Type.Optional(name('Name or id of a modem: those for its SIM')) }),
    output: Type.Array(profile),
  },
  profile: { input: object({ profile: name('Name of a profile') }), output: tagged(profileWithXml) },
  addProfile: { input: object({ xml, replace: Type.Optional(Type.Boolean()) }), output: tagged(profile) },
  updateProfile: { input: object({ profile: name('Name of a profile'), xml }), output: tagged(profile) },
  checkProfile: { input: object({ xml, replace: Type.Optional(Type.Boolean()) }), output: profile },
  removeProfile: { input: object({ profile: name('Name of a profile') }), output: Type.Void() },
  virtualModems: {
    input: nothing,
    output: Type.Array(object({ name: Type.String(), summary: Type.String() })),
  },
  virtualCommands: {
    input: nothing,
    output: Type.Array(
      object({
        name: Type.String(),
        summary: Type.String(),
        parameters: Type.Array(
          object({
            name: Type.String(),
            type: Type.String({ description: 'In words' }),
            help: Type.String(),
            default: Type.Optional(argument),
            required: Type.Boolean(),
            choices: Type.Optional(Type.Array(Type.String())),
          }),
        ),
      }),
    ),
  },
  virtualCommand: {
    input: object({
      modem: Type.Optional(name('Name of a virtual modem')),
      command: name('As `dialtone virtual --help` lists them'),
      arguments: Type.Record(Type.String(), argument),
    }),
    output: object({ message: Type.String() }),
  },
  ...DIAL_SCHEMAS,
  ...ACCESS_SCHEMAS,
  ...CONFIGURATION_SCHEMAS,
  ...CAPTURE_SCHEMAS,
} as const satisfies Record<OperationName, { readonly input: TObject; readonly output: TSchema }>

export const PROBLEM = object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  detail: Type.String(),
  code: errorCode,
  reason: Type.Optional(cause),
  facts: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
})
