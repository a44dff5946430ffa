/** Two operators look at the same thing and change it: the second is told, and overwrites nothing. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DialtoneError } from '../../src/base/index.ts'
import { inProcess } from '../../src/core/index.ts'
import { createConnectionManager, HIDDEN, redacting, type Service } from '../../src/api/index.ts'
import { openService, type OpenService } from '../../src/main/open-service.ts'
import { deriveIdentity, HOME_PLMN } from '../../src/virtual/index.ts'

const modem = 'modem0'

const xml = (apn: string, password = ''): string => `<?xml version="1.0"?>
<MBNProfile xmlns="http://www.microsoft.com/networking/WWAN/profile/v1">
  <Name>shared</Name>
  <IsDefault>false</IsDefault>
  <SubscriberID>${deriveIdentity(7, 0, HOME_PLMN).imsi}</SubscriberID>
  <Context><AccessString>${apn}</AccessString>${
    password === ''
      ? ''
      : `<UserLogonCred><UserName>u</UserName><Password>${password}</Password></UserLogonCred>`
  }</Context>
</MBNProfile>`

let stack: AsyncDisposableStack
let service: Service

const open = async (state?: string): Promise<OpenService> => {
  const opened = await openService({
    virtual: { count: 1, seed: 7, timing: 'instant' },
    ...(state === undefined ? {} : { state }),
  })
  for await (const item of opened.as(inProcess).watch({})) {
    if (item.type === 'snapshot' && item.connections.length > 0) break
    if (item.type === 'connection.arrived') break
  }
  return opened
}

beforeEach(async () => {
  stack = new AsyncDisposableStack()
  service = stack.use(await open()).as(inProcess)
})
afterEach(() => stack.disposeAsync())

const refused = async (change: Promise<unknown>): Promise<unknown> => {
  const error = await change.then(
    () => undefined,
    (thrown: unknown) => DialtoneError.of(thrown),
  )
  return error?.code
}
const ended = async (accepted: Promise<{ readonly requestId: number }>): Promise<string> =>
  (await service.request({ request: (await accepted).requestId, wait: 5000 })).state

describe('a profile', () => {
  beforeEach(() => service.addProfile({ xml: xml('one') }))

  test('is changed by who has seen what it is, and by nobody who has not', async () => {
    const { etag } = await service.profile({ profile: 'shared' })
    const mine = service.under({ ifMatch: etag })
    await mine.updateProfile({ profile: 'shared', xml: xml('two') })
    expect(await refused(mine.updateProfile({ profile: 'shared', xml: xml('three') }))).toBe(
      'precondition_failed',
    )
    expect(await refused(mine.removeProfile({ profile: 'shared' }))).toBe('precondition_failed')
    expect(await refused(mine.addProfile({ xml: xml('three'), replace: true }))).toBe('precondition_failed')
    expect((await service.profile({ profile: 'shared' })).context.accessString).toBe('two')
    const now = await service.profile({ profile: 'shared' })
    await service.under({ ifMatch: [etag, now.etag] }).removeProfile({ profile: 'shared' })
    expect(await refused(service.under({ ifMatch: '*' }).addProfile({ xml: xml('x'), replace: true }))).toBe(
      'precondition_failed',
    )
  })

  test('of two changes at the same time one is made', async () => {
    const { etag } = await service.profile({ profile: 'shared' })
    const both = ['a', 'b'].map((apn) =>
      service.under({ ifMatch: etag }).updateProfile({ profile: 'shared', xml: xml(apn) }),
    )
    const outcomes = await Promise.allSettled(both)
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  })

  test('is another version when only its password is another, and the same for who may not see it', async () => {
    await service.updateProfile({ profile: 'shared', xml: xml('one', 'first') })
    const before = await service.profile({ profile: 'shared' })
    expect((await redacting(service).profile({ profile: 'shared' })).etag).toBe(before.etag)
    await service.updateProfile({ profile: 'shared', xml: xml('one', 'second') })
    const after = await service.profile({ profile: 'shared' })
    expect({ ...after, etag: '' }).toEqual({ ...before, etag: '' })
    expect(after.etag).not.toBe(before.etag)
  })

  test('is changed again by who changed it, who need not look at it in between', async () => {
    const first = await service.updateProfile({ profile: 'shared', xml: xml('two', 'secret') })
    expect(first.etag).toBe((await service.profile({ profile: 'shared' })).etag)
    const replaced = await service
      .under({ ifMatch: first.etag })
      .addProfile({ xml: xml('three'), replace: true })
    expect(replaced.etag).toBe((await service.profile({ profile: 'shared' })).etag)
    // Whoever comes between is not overwritten by a version that was never seen.
    await service.updateProfile({ profile: 'shared', xml: xml('other') })
    const mine = service.under({ ifMatch: replaced.etag })
    expect(await refused(mine.updateProfile({ profile: 'shared', xml: xml('x') }))).toBe(
      'precondition_failed',
    )
  })

  test('is not replaced where there must be none, or not that version', async () => {
    const { etag } = await service.profile({ profile: 'shared' })
    const none = service.under({ ifNoneMatch: '*' })
    expect(await refused(none.updateProfile({ profile: 'shared', xml: xml('x') }))).toBe(
      'precondition_failed',
    )
    expect(await refused(none.addProfile({ xml: xml('x'), replace: true }))).toBe('precondition_failed')
    expect(await refused(none.removeProfile({ profile: 'shared' }))).toBe('precondition_failed')
    expect(await refused(none.updateProfile({ profile: 'nothing', xml: xml('x') }))).toBe('not_found')
    const not = service.under({ ifNoneMatch: ['?', etag] })
    expect(await refused(not.updateProfile({ profile: 'shared', xml: xml('x') }))).toBe('precondition_failed')
    const other = service.under({ ifMatch: etag, ifNoneMatch: '?' })
    await other.updateProfile({ profile: 'shared', xml: xml('two') })
    // What has no versions is none that was ruled out.
    await none.setRadio({ modem, software: 'on' })
    await service.removeProfile({ profile: 'shared' })
    await none.addProfile({ xml: xml('one'), replace: true })
  })

  test('is held by the objects, too', async () => {
    await using manager = createConnectionManager(service)
    const { etag } = await manager.profiles.get('shared')
    await manager.profiles.update('shared', xml('two'), { ifMatch: etag })
    expect(await refused(manager.profiles.remove('shared', { ifMatch: etag }))).toBe('precondition_failed')
    expect(await refused(manager.profiles.remove('shared', { ifNoneMatch: '*' }))).toBe('precondition_failed')
  })
})

test('the settings of a dial interface', async () => {
  const added = await service.addDialInterface({
    settings: {
      name: 'branch',
      dialer: { kind: 'modem', modems: [], profile: 'internet' },
      credentials: { userName: 'u', password: 'first' },
    },
  })
  const branch = { dialInterface: 'branch' }
  const seen = await service.dialSettings(branch)
  expect(added).toEqual(seen)
  expect(seen.credentials).toEqual({ userName: 'u', hasPassword: true })
  expect((await redacting(service).dialSettings(branch)).credentials?.userName).toBe(HIDDEN)
  expect((await service.dialSettings({ ...branch, of: 'stored' })).etag).toBe(seen.etag)
  const mine = service.under({ ifMatch: seen.etag })
  const changed = await mine.setDialInterface({
    ...branch,
    change: { credentials: { userName: 'u', password: 'second' } },
  })
  expect(changed).toEqual(await service.dialSettings(branch))
  expect(changed.etag).toBe((await service.dialSettings({ ...branch, of: 'stored' })).etag)
  expect(await refused(mine.setDialInterface({ ...branch, change: { enabled: false } }))).toBe(
    'precondition_failed',
  )
  expect(await refused(mine.removeDialInterface(branch))).toBe('precondition_failed')
  const { etag } = await service.dialSettings(branch)
  await service.under({ ifMatch: etag }).removeDialInterface(branch)
  expect(await refused(service.dialSettings(branch))).toBe('not_found')
})

test('a data plan, whatever was counted meanwhile', async () => {
  expect(await refused(service.under({ ifMatch: '*' }).setDataPlan({ modem, cost: 'fixed' }))).toBe(
    'precondition_failed',
  )
  const { etag } = await service.setDataPlan({ modem, cost: 'fixed', limit: 1000 })
  expect((await service.dataPlan({ modem })).etag).toBe(etag)
  await service.under({ ifMatch: etag }).setDataPlan({ modem, cost: 'fixed', limit: 2000 })
  expect(await refused(service.under({ ifMatch: etag }).removeDataPlan({ modem }))).toBe(
    'precondition_failed',
  )
})

test('what is stored in a modem: a change that is on its way counts as made', async () => {
  const { etag } = await service.preferredProviders({ modem })
  const mine = service.under({ ifMatch: etag })
  const first = mine.setPreferredProviders({ modem, providers: [{ id: '00102' }] })
  const second = mine.setPreferredProviders({ modem, providers: [{ id: '00103' }] })
  expect(await refused(second)).toBe('precondition_failed')
  expect(await ended(first)).toBe('succeeded')
  expect(await refused(mine.setPreferredProviders({ modem, providers: [] }))).toBe('precondition_failed')
  expect((await service.preferredProviders({ modem })).providers.map(({ id }) => id)).toEqual(['00102'])

  const contexts = await service.provisionedContexts({ modem })
  const held = service.under({ ifMatch: contexts.etag })
  expect(await ended(held.setProvisionedContext({ modem, type: 'mms', accessString: 'mms' }))).toBe(
    'succeeded',
  )
  expect(await refused(held.setProvisionedContext({ modem, type: 'none', id: 1 }))).toBe(
    'precondition_failed',
  )

  const messages = await service.messageConfiguration({ modem })
  const sms = service.under({ ifMatch: messages.etag })
  expect(await ended(sms.setMessageConfiguration({ modem, serviceCentre: '+15550199' }))).toBe('succeeded')
  expect(await refused(sms.setMessageConfiguration({ modem, serviceCentre: '+15550198' }))).toBe(
    'precondition_failed',
  )
})

test('what has no versions is never the one that was seen', async () => {
  expect(
    await refused(service.under({ ifMatch: '*' }).connect({ connection: modem, profile: 'internet' })),
  ).toBe('precondition_failed')
  expect(await service.under({ ifMatch: '*' }).modems()).toEqual(await service.modems())
})

test('who has no right to a change learns nothing of what there is', async () => {
  const opened = stack.use(await open())
  const reader = opened.as({ name: 'r', scopes: ['read'] }).under({ ifMatch: 'x' })
  expect(await refused(reader.removeProfile({ profile: 'internet' }))).toBe('access_denied')
  expect(await refused(reader.setDataPlan({ modem, cost: 'fixed' }))).toBe('access_denied')
  expect(await refused(reader.setPreferredProviders({ modem, providers: [] }))).toBe('access_denied')
})

test('a version has the same name after a restart, and another in another service', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dialtone-overwrite-'))
  stack.defer(() => rmSync(folder, { recursive: true }))
  const tag = async (): Promise<string> => {
    await using opened = await open(folder)
    return (await opened.as(inProcess).profile({ profile: 'internet' })).etag
  }
  const first = await tag()
  expect(await tag()).toBe(first)
  expect((await service.profile({ profile: 'internet' })).etag).not.toBe(first)
})
