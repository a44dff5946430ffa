/** Every scope and every operation, over HTTP: who has the scope gets through the door, nobody else does. */
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { silent, systemClock } from '../../src/base/index.ts'
import { SCOPES, type Scope } from '../../src/core/index.ts'
import { createClient, OPERATIONS, type OperationName } from '../../src/api/index.ts'
import { serveService, type Serving } from '../../src/main/serve-service.ts'
import { unixFetch } from '../../src/reach/index.ts'
import { scratch } from '../support/scratch.ts'

/** What each scope lets do, by hand and not from the table that is tried. What is not here is for `read`. */
const NEEDS: Partial<Record<OperationName, readonly Scope[]>> = {
  ...each(['connect', 'disconnect', 'acquire'], ['connect', 'connect-temporary']),
  ...each(['connectInterface', 'disconnectInterface', 'disconnectPort'], ['connect']),
  ...each(['askPin', 'enterPin', 'enablePin', 'disablePin', 'changePin', 'unblockPin'], ['sim']),
  ...each(['messages', 'message', 'sendMessage', 'readMessages', 'deleteMessage', 'deleteMessages'], ['sms']),
  ...each(['setDataPlan', 'removeDataPlan', 'setRadio', 'register', 'scan'], ['configure']),
  ...each(['setPreferredProviders', 'setHomeProvider', 'setProvisionedContext'], ['configure']),
  ...each(['setSignalReports', 'activateService', 'setMessageConfiguration'], ['configure']),
  ...each(['addProfile', 'updateProfile', 'checkProfile', 'removeProfile'], ['configure']),
  ...each(['pauseDemandDial', 'continueDemandDial', 'reloadConfiguration'], ['configure']),
  ...each(['addDialInterface', 'setDialInterface', 'removeDialInterface'], ['configure']),
  ...each(['clearDialStatistics'], ['configure']),
  ...each(['askDeviceService', 'deviceCommand', 'openDeviceService', 'closeDeviceService'], []),
  ...each(['openStream', 'writeStream', 'closeStream', 'virtualCommand'], []),
  ...each(['tokens', 'createToken', 'revokeToken'], []),
  ...each(['captureStatus', 'startCapture', 'stopCapture', 'saveCapture'], ['capture']),
  // Whose it is decides, and that is looked at behind the door.
  ...each(['cancelRequest'], SCOPES),
}

function each(
  names: readonly OperationName[],
  scopes: readonly Scope[],
): Partial<Record<OperationName, readonly Scope[]>> {
  return Object.fromEntries(names.map((name) => [name, scopes]))
}

const stack = new AsyncDisposableStack()
let serving: Serving
const tokens = new Map<Scope, string>()

beforeAll(async () => {
  const folder = stack.use(scratch()).path
  serving = stack.use(
    await serveService({
      socket: join(folder, 's'),
      listen: [{ host: '127.0.0.1', port: 0 }],
      virtual: { count: 1, seed: 7, timing: 'instant' },
      clock: systemClock,
      log: silent,
    }),
  )
  const local = createClient(stack.use(unixFetch(serving.socket)).fetch)
  for (const scope of SCOPES) {
    tokens.set(scope, (await local.createToken({ name: scope, scopes: [scope] })).secret)
  }
})
afterAll(() => stack.disposeAsync())

const rows = (Object.keys(OPERATIONS) as OperationName[]).map((name) => [name] as const)

test.each(rows)('%s', async (name) => {
  const { method, path } = OPERATIONS[name]
  const needs = NEEDS[name] ?? ['read']
  const url = `${serving.urls[0] ?? ''}/v1${path.replaceAll(/:request|:stream/g, '4711').replaceAll(/:\w+/g, 'nobody')}`
  for (const scope of SCOPES) {
    const response = await fetch(url, {
      method,
      headers: {
        authorization: `Bearer ${tokens.get(scope) ?? ''}`,
        ...(method === 'GET' || method === 'DELETE' ? {} : { 'content-type': 'application/json' }),
      },
      ...(method === 'GET' || method === 'DELETE' ? {} : { body: '{}' }),
      signal: AbortSignal.timeout(10_000),
    })
    await response.body?.cancel()
    const has = scope === 'admin' || needs.includes(scope)
    expect([scope, response.status === 403], `${response.status}`).toEqual([scope, !has])
    expect(response.status).not.toBe(401)
  }
})
