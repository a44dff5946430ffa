/**
 * Where each operation of the service lives in HTTP, and the scope it needs: the one table from which the client builds
 * its requests and the server its routes. Schemas are in `schema.ts`, so that a client need not load them.
 */
import type { Scope } from '../core/index.ts'
import { ACCESS_OPERATIONS } from './access/access-operation.ts'
import { CAPTURE_OPERATIONS } from './capture/capture-operation.ts'
import { CONFIGURATION_OPERATIONS } from './configuration/configuration-operation.ts'
import { DIAL_OPERATIONS } from './dial/dial-operation.ts'
import { MESSAGE_OPERATIONS } from './message/message-operation.ts'
import type { Service } from './service.ts'

export interface Operation {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Under `/v1`. `:name` segments are taken from the input; with GET and DELETE the rest goes into the query, else the body. */
  readonly path: string
  /** `own`: any caller for what is its own; for what is another's, the scope that this would have needed. */
  readonly scope: Scope | 'own'
  readonly status: 200 | 201 | 202 | 204
  readonly summary: string
  /** The answer is the version that there is now of what two could overwrite, and its `etag` names it: as `ETag` over HTTP, too. */
  readonly tagged?: true
  /** A change of such: holds to the versions that its caller has seen, or has ruled out (`ifMatch`, `ifNoneMatch`). */
  readonly conditional?: true
  /** The answer is no JSON but bytes of this media type. */
  readonly binary?: string
}

export const OPERATIONS = {
  caller: {
    method: 'GET',
    path: '/caller',
    scope: 'read',
    status: 200,
    summary: 'Who asks, and what he may do',
  },
  snapshot: {
    method: 'GET',
    path: '/snapshot',
    scope: 'read',
    status: 200,
    summary: 'Everything at one cursor',
  },
  pollEvents: {
    method: 'GET',
    path: '/events/poll',
    scope: 'read',
    status: 200,
    summary: 'What has happened since a cursor, waiting for it where nothing has',
  },
  modems: { method: 'GET', path: '/modems', scope: 'read', status: 200, summary: 'All modems' },
  modem: { method: 'GET', path: '/modems/:modem', scope: 'read', status: 200, summary: 'One modem' },
  connections: {
    method: 'GET',
    path: '/connections',
    scope: 'read',
    status: 200,
    summary: 'All connections',
  },
  connection: {
    method: 'GET',
    path: '/connections/:connection',
    scope: 'read',
    status: 200,
    summary: 'One connection',
  },
  connect: {
    method: 'POST',
    path: '/connections/:connection/connect',
    // A caller with `connect-temporary` alone gets past the door; the manager then holds it to temporary profiles.
    scope: 'connect-temporary',
    status: 202,
    summary: 'Activate the context of a connection',
  },
  disconnect: {
    method: 'POST',
    path: '/connections/:connection/disconnect',
    scope: 'connect-temporary',
    status: 202,
    summary: 'Deactivate the context of a connection',
  },
  acquire: {
    method: 'POST',
    path: '/modems/:modem/connections',
    scope: 'connect-temporary',
    status: 202,
    summary: 'One connection more, in a session that is free',
  },
  why: {
    method: 'GET',
    path: '/why/:name',
    scope: 'read',
    status: 200,
    summary: 'Why something is as it is, and what would change it',
  },
  attention: {
    method: 'GET',
    path: '/why',
    scope: 'read',
    status: 200,
    summary: 'The same of everything that is blocked',
  },
  network: {
    method: 'GET',
    path: '/network',
    scope: 'read',
    status: 200,
    summary: 'All connections in one flat view',
  },
  dataPlan: {
    method: 'GET',
    path: '/modems/:modem/data-plan',
    scope: 'read',
    status: 200,
    summary: 'The data plan of a SIM, and how much of it is used',
  },
  setDataPlan: {
    method: 'POST',
    path: '/modems/:modem/data-plan',
    scope: 'configure',
    status: 200,
    summary: 'Set the data plan of a SIM',
    conditional: true,
  },
  removeDataPlan: {
    method: 'DELETE',
    path: '/modems/:modem/data-plan',
    scope: 'configure',
    status: 204,
    summary: 'Forget the data plan of a SIM',
    conditional: true,
  },
  intervals: {
    method: 'GET',
    path: '/connections/:connection/intervals',
    scope: 'read',
    status: 200,
    summary: 'When a connection was activated',
  },
  timeline: {
    method: 'GET',
    path: '/timeline',
    scope: 'read',
    status: 200,
    summary: 'When which connection and dial interface was up',
  },
  connectionUsage: {
    method: 'GET',
    path: '/connections/:connection/usage',
    scope: 'read',
    status: 200,
    summary: 'What a connection transferred',
  },
  modemUsage: {
    method: 'GET',
    path: '/modems/:modem/usage',
    scope: 'read',
    status: 200,
    summary: 'What the SIM of a modem transferred',
  },
  askPin: {
    method: 'POST',
    path: '/modems/:modem/pin/ask',
    scope: 'sim',
    status: 202,
    summary: 'Ask a modem which PIN it awaits',
  },
  enterPin: {
    method: 'POST',
    path: '/modems/:modem/pin/enter',
    scope: 'sim',
    status: 202,
    summary: 'Enter a PIN',
  },
  enablePin: {
    method: 'POST',
    path: '/modems/:modem/pin/enable',
    scope: 'sim',
    status: 202,
    summary: 'Have a PIN asked for after power-on',
  },
  disablePin: {
    method: 'POST',
    path: '/modems/:modem/pin/disable',
    scope: 'sim',
    status: 202,
    summary: 'Have a PIN not asked for any more',
  },
  changePin: {
    method: 'POST',
    path: '/modems/:modem/pin/change',
    scope: 'sim',
    status: 202,
    summary: 'Change a PIN',
  },
  unblockPin: {
    method: 'POST',
    path: '/modems/:modem/pin/unblock',
    scope: 'sim',
    status: 202,
    summary: 'Set a new PIN by the PUK of a blocked one',
  },
  setRadio: {
    method: 'POST',
    path: '/modems/:modem/radio',
    scope: 'configure',
    status: 202,
    summary: 'Switch the radio of a modem on or off',
  },
  register: {
    method: 'POST',
    path: '/modems/:modem/register',
    scope: 'configure',
    status: 202,
    summary: 'Have a modem choose its network, or choose it by hand',
  },
  scan: {
    method: 'POST',
    path: '/modems/:modem/scan',
    scope: 'configure',
    status: 202,
    summary: 'Look for the networks in reach',
  },
  preferredProviders: {
    method: 'GET',
    path: '/modems/:modem/preferred-providers',
    scope: 'read',
    status: 200,
    summary: 'The list of preferred networks on the SIM',
    tagged: true,
  },
  setPreferredProviders: {
    method: 'POST',
    path: '/modems/:modem/preferred-providers',
    scope: 'configure',
    status: 202,
    summary: 'Replace the list of preferred networks on the SIM',
    conditional: true,
  },
  setHomeProvider: {
    method: 'POST',
    path: '/modems/:modem/home-provider',
    scope: 'configure',
    status: 202,
    summary: 'Change the carrier of a multi-carrier modem',
  },
  provisionedContexts: {
    method: 'GET',
    path: '/modems/:modem/contexts',
    scope: 'read',
    status: 200,
    summary: 'The contexts that are stored in a modem',
    tagged: true,
  },
  setProvisionedContext: {
    method: 'POST',
    path: '/modems/:modem/contexts',
    scope: 'configure',
    status: 202,
    summary: 'Write one of the contexts that are stored in a modem',
    conditional: true,
  },
  setSignalReports: {
    method: 'POST',
    path: '/modems/:modem/signal-reports',
    scope: 'configure',
    status: 202,
    summary: 'Say when a modem is to tell of its signal',
  },
  activateService: {
    method: 'POST',
    path: '/modems/:modem/activate',
    scope: 'configure',
    status: 202,
    summary: 'Have the operator activate the subscription',
  },
  deviceServices: {
    method: 'GET',
    path: '/modems/:modem/services',
    scope: 'read',
    status: 200,
    summary: 'The device services of a modem',
  },
  askDeviceService: {
    method: 'POST',
    path: '/modems/:modem/services/:service/ask',
    scope: 'admin',
    status: 202,
    summary: 'Ask a modem which commands a device service has',
  },
  deviceCommand: {
    method: 'POST',
    path: '/modems/:modem/services/:service/command',
    scope: 'admin',
    status: 202,
    summary: 'Send a command to a device service',
  },
  openDeviceService: {
    method: 'POST',
    path: '/modems/:modem/services/:service/open',
    scope: 'admin',
    status: 202,
    summary: 'Have the indications of a device service told',
  },
  closeDeviceService: {
    method: 'POST',
    path: '/modems/:modem/services/:service/close',
    scope: 'admin',
    status: 202,
    summary: 'Have them told no more',
  },
  openStream: {
    method: 'POST',
    path: '/modems/:modem/services/:service/streams',
    scope: 'admin',
    status: 202,
    summary: 'Open a stream of a device service',
  },
  writeStream: {
    method: 'POST',
    path: '/modems/:modem/services/:service/streams/:stream/write',
    scope: 'admin',
    status: 202,
    summary: 'Write to a stream',
  },
  closeStream: {
    method: 'POST',
    path: '/modems/:modem/services/:service/streams/:stream/close',
    scope: 'admin',
    status: 202,
    summary: 'Close a stream',
  },
  ...MESSAGE_OPERATIONS,
  requests: {
    method: 'GET',
    path: '/requests',
    scope: 'read',
    status: 200,
    summary: 'Requests that are pending, and the latest that have ended',
  },
  request: { method: 'GET', path: '/requests/:request', scope: 'read', status: 200, summary: 'One request' },
  cancelRequest: {
    method: 'POST',
    path: '/requests/:request/cancel',
    scope: 'own',
    status: 200,
    summary: 'Give up a pending request',
  },
  profiles: { method: 'GET', path: '/profiles', scope: 'read', status: 200, summary: 'All profiles' },
  profile: {
    method: 'GET',
    path: '/profiles/:profile',
    scope: 'read',
    status: 200,
    summary: 'One profile',
    tagged: true,
  },
  addProfile: {
    method: 'POST',
    path: '/profiles',
    scope: 'configure',
    status: 201,
    summary: 'Add a profile',
    tagged: true,
    conditional: true,
  },
  updateProfile: {
    method: 'PUT',
    path: '/profiles/:profile',
    scope: 'configure',
    status: 200,
    summary: 'Change a profile',
    tagged: true,
    conditional: true,
  },
  checkProfile: {
    method: 'POST',
    path: '/profiles/check',
    scope: 'configure',
    status: 200,
    summary: 'Say what a profile holds, and whether it could be added',
  },
  removeProfile: {
    method: 'DELETE',
    path: '/profiles/:profile',
    scope: 'configure',
    status: 204,
    summary: 'Remove a profile',
    conditional: true,
  },
  virtualModems: {
    method: 'GET',
    path: '/virtual/modems',
    scope: 'read',
    status: 200,
    summary: 'Virtual modems',
  },
  virtualCommands: {
    method: 'GET',
    path: '/virtual/commands',
    scope: 'read',
    status: 200,
    summary: 'What can be done to a virtual modem',
  },
  virtualCommand: {
    method: 'POST',
    path: '/virtual/command',
    scope: 'admin',
    status: 200,
    summary: 'Do something to a virtual modem',
  },
  ...DIAL_OPERATIONS,
  ...ACCESS_OPERATIONS,
  ...CONFIGURATION_OPERATIONS,
  ...CAPTURE_OPERATIONS,
} as const satisfies Record<Exclude<keyof Service, 'watch' | 'under'>, Operation>

export type OperationName = keyof typeof OPERATIONS

/** Whether what is not in the path travels in the body; in the query where not. */
export function takesBody({ method }: Pick<Operation, 'method'>): boolean {
  return method === 'POST' || method === 'PUT'
}

/**
 * Whether it begins or makes something, so that a repetition has to be told from a second wish. What a token is worth is kept
 * nowhere, so its making cannot be answered twice: the name is taken then, which says enough.
 */
export function takesKey({ method, status, path }: Pick<Operation, 'method' | 'status' | 'path'>): boolean {
  return method === 'POST' && (status === 201 || status === 202) && path !== '/tokens'
}

/** The names of the path's segments that are taken from the input. */
export function pathNames({ path }: Pick<Operation, 'path'>): readonly string[] {
  return Array.from(path.matchAll(/:(\w+)/g), ([, name = '']) => name)
}
