import { expect, test } from 'vitest'
import { Milliseconds, Seconds } from '../../../../base/index.ts'
import {
  Connect,
  IpConfiguration,
  IpPacketFilters,
  MsVersion,
  PacketStatistics,
  ProvisionedContexts,
  ServiceActivation,
  SubscriberReadyStatus,
} from '../../../../mbim/index.ts'
import { activation, open } from '../../../../../test/support/host-rig.ts'

const ALL = ['address', 'gateway', 'dns', 'mtu']

test('a context comes up with addresses of both families, and goes down with them', async () => {
  const { host } = await open()
  expect((await host.query(Connect, { sessionId: 0 })).info).toMatchObject({
    activationState: 'deactivated',
    voiceCallState: 'none',
    contextType: 'none',
    nwError: 'none',
  })
  expect((await host.set(Connect, activation())).info).toEqual({
    sessionId: 0,
    activationState: 'activated',
    voiceCallState: 'none',
    ipType: 'ipv4v6',
    contextType: 'internet',
    nwError: 'none',
  })
  expect((await host.query(IpConfiguration, { sessionId: 0 })).info).toEqual({
    sessionId: 0,
    ipv4ConfigurationAvailable: ALL,
    ipv6ConfigurationAvailable: ALL,
    ipv4Address: [{ onLinkPrefixLength: 30, ipv4Address: '100.64.0.2' }],
    ipv6Address: [{ onLinkPrefixLength: 64, ipv6Address: '2001:db8:100::2' }],
    ipv4Gateway: '100.64.0.1',
    ipv6Gateway: '2001:db8:100::1',
    ipv4DnsServer: ['198.51.100.53', '198.51.100.54'],
    ipv6DnsServer: ['2001:db8::53', '2001:db8::54'],
    ipv4Mtu: 1500,
    ipv6Mtu: 1500,
  })
  const down = activation({ activationCommand: 'deactivate' })
  expect(await host.set(Connect, down)).toMatchObject({
    status: 'success',
    info: { activationState: 'deactivated' },
  })
  expect(await host.set(Connect, down)).toMatchObject({ status: 'context-not-activated' })
  expect((await host.query(IpConfiguration, { sessionId: 0 })).status).toBe('context-not-activated')
})

// MBIM 1.0 §10.5.12: what is asked for, the status, the network's cause
test.each([
  ['refused', { accessString: 'unsubscribed' }, 'failure', 'requested-service-option-not-subscribed'],
  ['unknown', { accessString: 'nobody.knows' }, 'failure', 'missing-or-unknown-apn'],
  ['crowded', { accessString: 'crowded' }, 'failure', 'insufficient-resources'],
  ['wrong credentials', { accessString: 'company.example' }, 'failure', 'user-authentication-failed'],
  [
    'right credentials',
    { accessString: 'company.example', userName: 'dialtone', password: 'secret', authProtocol: 'chap' },
    'success',
    'pdp-type-ipv4-only-allowed',
  ],
  ['one family given', { accessString: 'v6only' }, 'success', 'pdp-type-ipv6-only-allowed'],
  [
    'a family it has not',
    { accessString: 'v4only', ipType: 'ipv6' },
    'failure',
    'pdp-type-ipv4-only-allowed',
  ],
  ['a blank name', { accessString: '' }, 'success', 'none'],
  ['a name that is none', { accessString: '-bad-' }, 'invalid-access-string', 'none'],
  [
    'a type that nobody knows',
    { contextType: '00000000-0000-0000-0000-000000000001' },
    'context-not-supported',
    'none',
  ],
  ['a session too many', { sessionId: 8 }, 'invalid-parameters', 'none'],
  ['a command that is none', { activationCommand: 9 }, 'invalid-parameters', 'none'],
  ['an IP type that is none', { ipType: 9 }, 'invalid-parameters', 'none'],
  ['an authentication that is none', { authProtocol: 9 }, 'invalid-parameters', 'none'],
] as const)('activating: %s', async (_what, changes, status, cause) => {
  const { host } = await open()
  const answer = await host.set(Connect, activation(changes))
  expect(answer).toMatchObject({ status, info: { nwError: cause } })
  expect(answer.info?.activationState).toBe(status === 'success' ? 'activated' : 'deactivated')
})

test('the family that was given is the type of the context', async () => {
  const { host } = await open()
  expect((await host.set(Connect, activation({ accessString: 'v6only' }))).info?.ipType).toBe('ipv6')
  expect((await host.query(IpConfiguration, { sessionId: 0 })).info).toMatchObject({
    ipv4ConfigurationAvailable: [],
    ipv4Address: [],
    ipv6ConfigurationAvailable: ALL,
  })
})

test('the same context once more is a success before MBIMEx 4.0, and has a status of its own there', async () => {
  const { host } = await open({ version: 4 })
  await host.set(Connect, activation())
  expect(await host.set(Connect, activation())).toMatchObject({
    status: 'success',
    info: { activationState: 'activated' },
  })
  expect((await host.set(Connect, activation({ accessString: 'ims' }))).status).toBe('max-activated-contexts')
  await host.open()
  await host.query(MsVersion, { mbimVersion: 0x0100, mbimExtendedVersion: 0x0400 })
  host.version = 4
  await host.set(Connect, activation())
  expect((await host.set(Connect, activation())).status).toBe('session-already-exists')
  const byRule = activation({ sessionId: 1, activationOption: 'per-ursp-rules' })
  expect((await host.set(Connect, byRule)).status).toBe('no-matching-ursp-rule')
})

test('sessions are apart: each has its own addresses, and ends alone', async () => {
  const { host, modem, clock } = await open()
  await host.set(Connect, activation())
  await host.set(Connect, activation({ sessionId: 3 }))
  const first = await host.query(IpConfiguration, { sessionId: 0 })
  const second = await host.query(IpConfiguration, { sessionId: 3 })
  expect(first.info?.ipv4Address).not.toEqual(second.info?.ipv4Address)
  host.forget()
  modem.networkDisconnect({ sessionId: 3, cause: 38 })
  await clock.advance(Milliseconds(1))
  expect(host.told(Connect)).toMatchObject([
    { sessionId: 3, activationState: 'deactivated', nwError: 'network-failure-sm' },
  ])
  expect((await host.query(Connect, { sessionId: 0 })).info?.activationState).toBe('activated')
  expect((await host.query(Connect, { sessionId: 8 })).status).toBe('invalid-parameters')
  expect((await host.query(IpConfiguration, { sessionId: 8 })).status).toBe('invalid-parameters')
})

test('a context that the network opens is indicated, and is one like any other', async () => {
  const { host, modem, clock } = await open()
  host.forget()
  expect(modem.networkConnect({ apn: 'internet' })).toBe('success')
  await clock.advance(Milliseconds(1))
  expect(host.told(Connect)).toMatchObject([{ sessionId: 0, activationState: 'activated', nwError: 'none' }])
  expect((await host.query(IpConfiguration, { sessionId: 0 })).info?.ipv4Address).toHaveLength(1)
  expect(modem.networkConnect({ apn: 'internet' })).toBe('max-activated-contexts')
  expect(modem.networkConnect({ sessionId: 9 })).toBe('invalid-parameters')
  await host.set(Connect, activation({ activationCommand: 'deactivate' }))
  host.forget()
  modem.networkDetach()
  expect(modem.networkConnect()).toBe('packet-service-detached')
  await clock.advance(Milliseconds(1))
  expect(host.told(Connect)).toEqual([])
})

test('a slow access point is answered late, and other commands meanwhile', async () => {
  const { host, clock } = await open()
  const slow = host.set(Connect, activation({ accessString: 'slow' }))
  await clock.advance(Seconds(9))
  expect((await host.query(Connect, { sessionId: 0 })).info?.activationState).toBe('activating')
  expect((await host.set(Connect, activation())).status).toBe('busy')
  expect(await clock.resolve(slow)).toMatchObject({ status: 'success' })
})

test('other addresses are indicated whole', async () => {
  const { host, modem, clock } = await open()
  await host.set(Connect, activation())
  modem.changeIp()
  await clock.advance(Milliseconds(1))
  const [told] = host.told(IpConfiguration)
  expect(told).toEqual((await host.query(IpConfiguration, { sessionId: 0 })).info)
  expect(told?.ipv4Address).toEqual([{ onLinkPrefixLength: 30, ipv4Address: '100.64.0.6' }])
})

test('contexts are stored: appended, replaced, removed, indicated to nobody who asked', async () => {
  const { host } = await open()
  const context = {
    contextId: 0xffffffff,
    contextType: 'mms',
    accessString: 'mms',
    userName: 'u',
    password: 'p',
    compression: 'none',
    authProtocol: 'pap',
    providerId: '00101',
  } as const
  const ids = async (): Promise<unknown> =>
    (await host.query(ProvisionedContexts)).info?.provisionedContexts.map((one) => [
      one.contextId,
      one.contextType,
      one.accessString,
    ])
  expect(await ids()).toEqual([
    [1, 'internet', 'internet'],
    [2, 'ims', 'ims'],
  ])
  expect((await host.set(ProvisionedContexts, context)).info?.provisionedContexts).toHaveLength(3)
  expect(await ids()).toContainEqual([0, 'mms', 'mms'])
  await host.set(ProvisionedContexts, { ...context, contextId: 0, accessString: 'mms2' })
  expect(await ids()).toContainEqual([0, 'mms', 'mms2'])
  const nothing = { ...context, contextType: 'none', accessString: '', userName: '', password: '' } as const
  await host.set(ProvisionedContexts, { ...nothing, contextId: 1 })
  expect(await ids()).toEqual([
    [2, 'ims', 'ims'],
    [0, 'mms', 'mms2'],
  ])
  expect((await host.set(ProvisionedContexts, { ...nothing, contextId: 1 })).status).toBe(
    'invalid-parameters',
  )
  expect((await host.set(ProvisionedContexts, { ...context, authProtocol: 9 })).status).toBe(
    'invalid-parameters',
  )
  expect(host.told(ProvisionedContexts)).toEqual([])
})

test('a subscription is activated over the air', async () => {
  const { host, modem } = await open()
  modem.setSubscriptionActive(false)
  expect((await host.query(SubscriberReadyStatus)).info?.readyState).toBe('not-activated')
  expect((await host.set(Connect, activation())).status).toBe('service-not-activated')
  const buffer = Uint8Array.of(1, 2, 3, 4)
  expect(await host.set(ServiceActivation, { buffer })).toMatchObject({
    status: 'success',
    info: { nwError: 'none', buffer },
  })
  expect(host.told(SubscriberReadyStatus).at(-1)?.readyState).toBe('initialized')
  expect((await host.set(Connect, activation())).status).toBe('success')
  modem.removeSim()
  expect((await host.set(ServiceActivation, { buffer })).status).toBe('sim-not-inserted')
})

test('traffic is counted from OPEN on', async () => {
  const { host, modem } = await open()
  modem.inside.statistics.count('in', { octets: 5_000_000_000n, packets: 4_000_000n, errors: 1, discards: 2 })
  modem.inside.statistics.count('out', { octets: 3n, packets: 1n })
  expect((await host.query(PacketStatistics)).info).toEqual({
    inDiscards: 2,
    inErrors: 1,
    inOctets: 5_000_000_000n,
    inPackets: 4_000_000n,
    outOctets: 3n,
    outPackets: 1n,
    outErrors: 0,
    outDiscards: 0,
  })
})

test('wake filters are kept by session, as many and as long as there is room', async () => {
  const { host } = await open({ equipment: { packetFilters: { count: 2, size: 8 } } })
  const filter = { packetFilter: Uint8Array.of(0x45, 0), packetMask: Uint8Array.of(0xff, 0) }
  const set = (sessionId: number, packetFilters: (typeof filter)[]) =>
    host.set(IpPacketFilters, { sessionId, packetFilters })
  expect((await set(0, [filter, filter])).info).toEqual({ sessionId: 0, packetFilters: [filter, filter] })
  expect((await host.query(IpPacketFilters, { sessionId: 1 })).info?.packetFilters).toEqual([])
  expect((await set(0, [filter, filter, filter])).status).toBe('filter-not-supported')
  const long = { packetFilter: new Uint8Array(9), packetMask: new Uint8Array(9) }
  expect((await set(0, [long])).status).toBe('invalid-parameters')
  expect((await set(9, [])).status).toBe('invalid-parameters')
  expect((await host.query(IpPacketFilters, { sessionId: 0 })).info?.packetFilters).toHaveLength(2)
  expect((await set(0, [])).info?.packetFilters).toEqual([])
  await set(0, [filter])
  await host.open()
  expect((await host.query(IpPacketFilters, { sessionId: 0 })).info?.packetFilters).toEqual([])
})
