/** Who changed what stands in the journal: every operation that changes something leaves an event with its caller. */
import { expect, test } from 'vitest'
import { DialtoneError, Hours } from '../../src/base/index.ts'
import { formatCursor, type Caller } from '../../src/core/index.ts'
import { OPERATIONS, type OperationName, type Service } from '../../src/api/index.ts'
import { openService, type OpenService } from '../../src/main/open-service.ts'
import { EVERY_REQUEST, operationOf, OTHER_WAYS, REQUEST_KINDS } from '../support/every-request.ts'
import { VirtualVendor } from '../../src/virtual/index.ts'
import { BRANCH } from '../support/dial-story.ts'

const AUDITOR: Caller = { name: 'auditor', scopes: ['admin'] }
const PROFILE = `<MBNProfile xmlns="http://www.microsoft.com/networking/WWAN/profile/v1">
  <Name>other</Name><IsDefault>false</IsDefault><SubscriberID>001010123456789</SubscriberID>
  <Context><AccessString>internet</AccessString></Context>
</MBNProfile>`

/** Operations that need more than `read`, and change nothing. */
const LOOKING: readonly OperationName[] = ['checkProfile', 'messages', 'message', 'tokens', 'captureStatus']

/** Operations that this service refuses, as it is; where they are done, they are told (`operation.done`, `request.started`). */
const REFUSED: Partial<Record<OperationName, string>> = {
  // No configuration file, no dial interface that is connected.
  reloadConfiguration: 'not_supported',
  clearDialStatistics: 'not_connected',
  disconnectPort: 'not_connected',
  disconnectInterface: 'not_connected',
  // A modem of one carrier.
  setHomeProvider: 'not_supported',
}

type Call = (service: Service) => Promise<unknown>

/** What makes no request of a modem. */
const PLAIN: Partial<Record<OperationName, Call>> = {
  // Of its two kinds the one that a modem of one carrier has.
  scan: EVERY_REQUEST.scan,
  addProfile: (service) => service.addProfile({ xml: PROFILE }),
  updateProfile: (service) => service.updateProfile({ profile: 'other', xml: PROFILE }),
  removeProfile: (service) => service.removeProfile({ profile: 'other' }),
  setDataPlan: (service) => service.setDataPlan({ modem: 'modem0', cost: 'fixed', limit: 1000 }),
  removeDataPlan: (service) => service.removeDataPlan({ modem: 'modem0' }),
  pauseDemandDial: (service) => service.pauseDemandDial(),
  continueDemandDial: (service) => service.continueDemandDial(),
  addDialInterface: (service) =>
    service.addDialInterface({ settings: { ...BRANCH, name: 'second', routes: [] } }),
  setDialInterface: (service) =>
    service.setDialInterface({ dialInterface: 'branch', change: { priority: 7 } }),
  removeDialInterface: (service) => service.removeDialInterface({ dialInterface: 'branch' }),
  reloadConfiguration: (service) => service.reloadConfiguration(),
  clearDialStatistics: (service) => service.clearDialStatistics({ dialInterface: 'branch' }),
  disconnectPort: (service) => service.disconnectPort({ port: 'modem0' }),
  createToken: (service) => service.createToken({ name: 'x' }),
  revokeToken: (service) => service.revokeToken({ token: 'x' }),
  startCapture: (service) => service.startCapture(),
  stopCapture: (service) => service.stopCapture(),
  saveCapture: (service) => service.saveCapture(),
  virtualCommand: (service) => service.virtualCommand({ command: 'roam', arguments: { to: 'home' } }),
}

/** What has to be there before. */
const BEFORE: Partial<Record<OperationName, Call>> = {
  updateProfile: (service) => service.addProfile({ xml: PROFILE }),
  removeProfile: (service) => service.addProfile({ xml: PROFILE }),
  removeDataPlan: (service) => service.setDataPlan({ modem: 'modem0', cost: 'fixed', limit: 1000 }),
  continueDemandDial: (service) => service.pauseDemandDial(),
  revokeToken: (service) => service.createToken({ name: 'x' }),
  stopCapture: (service) => service.startCapture(),
  disconnect: connected,
  acquire: connected,
  writeStream: (service) => service.openStream({ modem: 'modem0', service: VirtualVendor.uuid }),
  closeStream: (service) => service.openStream({ modem: 'modem0', service: VirtualVendor.uuid }),
  closeDeviceService: (service) =>
    service.openDeviceService({ modem: 'modem0', service: VirtualVendor.uuid }),
}

async function connected(service: Service): Promise<void> {
  const { requestId } = await service.connect({ connection: 'modem0', profile: 'internet' })
  await service.request({ request: requestId, wait: 60_000 })
}

const calls = new Map<OperationName, Call>([
  ...REQUEST_KINDS.map((kind): [OperationName, Call] => [operationOf(kind), EVERY_REQUEST[kind]]),
  ...(Object.entries(OTHER_WAYS) as [OperationName, Call][]), // its keys
  ...(Object.entries(PLAIN) as [OperationName, Call][]), // its keys
])

const changing = (Object.keys(OPERATIONS) as OperationName[]).filter(
  (name) => OPERATIONS[name].scope !== 'read' && name !== 'cancelRequest' && !LOOKING.includes(name),
)

async function opened(): Promise<OpenService> {
  const open = await openService({
    virtual: { count: 1, seed: 7, timing: 'instant' },
    record: { enabled: true, size: 2 ** 20, age: Hours(1) },
  })
  const preparing = open.as({ name: 'somebody', scopes: ['admin'] })
  for await (const { type } of preparing.watch({ since: '0' })) if (type === 'connection.arrived') break
  await preparing.addDialInterface({ settings: BRANCH })
  return open
}

/** Types of the events after a cursor that bear the auditor's name. */
async function told(service: Service, since: string): Promise<readonly string[]> {
  const types: string[] = []
  const end = (await service.snapshot()).cursor.seq
  if (formatCursor((await service.snapshot()).cursor) === since) return []
  for await (const item of service.watch({ since })) {
    if (!('seq' in item)) throw new Error('nothing is lost')
    if (item.by === AUDITOR.name) types.push(item.type)
    if (item.seq >= end) break
  }
  return types
}

test.each(changing)('%s leaves an event with its caller', async (name) => {
  const call = calls.get(name)
  if (call === undefined) throw new Error(`how is ${name} called?`)
  await using open = await opened()
  await BEFORE[name]?.(open.as({ name: 'somebody', scopes: ['admin'] }))
  const service = open.as(AUDITOR)
  const { cursor } = await service.snapshot()
  const code = await call(service).then(
    () => undefined,
    (thrown: unknown) => DialtoneError.of(thrown)?.code ?? String(thrown),
  )
  expect([name, code]).toEqual([name, REFUSED[name]])
  if (code === undefined) expect(await told(service, formatCursor(cursor))).not.toEqual([])
})

test('who gives up the request of another is told', async () => {
  await using open = await opened()
  const service = open.as(AUDITOR)
  await service.virtualCommand({ command: 'apn', arguments: { name: 'internet', answer: 'silent' } })
  const other = open.as({ name: 'bert', scopes: ['connect', 'read'] })
  const { requestId } = await other.connect({ connection: 'modem0', profile: 'internet' })
  const { cursor } = await service.snapshot()
  await service.cancelRequest({ request: requestId })
  expect(await told(service, formatCursor(cursor))).toContain('operation.done')
})
