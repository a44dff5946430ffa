/** Contexts: activating and storing them, their addresses, their traffic. */
import {
  Connect,
  IpConfiguration,
  IpPacketFilters,
  PacketStatistics,
  ProvisionedContexts,
  ServiceActivation,
  type MbimExVersion,
} from '../../../../mbim/index.ts'
import type { IpLease } from '../../../carrier/address-pool.ts'
import type { Modem } from '../../../modem/modem.ts'
import { NEW_CONTEXT } from '../../../modem/stored-contexts.ts'
import { Answer, indication, query, set, told, type Part } from '../../part.ts'
import { nwError } from '../wire-value.ts'

function connectInfo({ contexts }: Modem, sessionId: number) {
  const context = contexts.get(sessionId)
  const { state = 'deactivated', networkError = 0, ipType = 'default', request, bearer } = context ?? {}
  return {
    sessionId,
    activationState: state,
    voiceCallState: contexts.voiceCall,
    ipType,
    contextType: request?.contextType ?? 'none',
    nwError: nwError(networkError),
    accessMedia: state === 'activated' ? '3gpp' : 'unknown',
    // What the network made of a blank name.
    accessString: request === undefined ? '' : (bearer?.apn.name ?? request.accessString),
    snssai: new Uint8Array(0),
    unnamedIes: [],
  } as const
}

/** A context type without a word is one that nobody has defined. */
function isContextType(type: string): boolean {
  return !/^[0-9a-f]{8}-/.test(type)
}

function ipConfiguration({ contexts }: Modem, sessionId: number) {
  const leases = contexts.get(sessionId)?.bearer?.leases
  if (leases === undefined || contexts.get(sessionId)?.state !== 'activated') return undefined
  const { ipv4, ipv6 } = leases
  return {
    sessionId,
    ipv4ConfigurationAvailable: available(ipv4),
    ipv6ConfigurationAvailable: available(ipv6),
    ipv4Address:
      ipv4 === undefined ? [] : [{ onLinkPrefixLength: ipv4.prefixLength, ipv4Address: ipv4.address }],
    ipv6Address:
      ipv6 === undefined ? [] : [{ onLinkPrefixLength: ipv6.prefixLength, ipv6Address: ipv6.address }],
    ipv4Gateway: ipv4?.gateway,
    ipv6Gateway: ipv6?.gateway,
    ipv4DnsServer: ipv4?.dns ?? [],
    ipv6DnsServer: ipv6?.dns ?? [],
    ipv4Mtu: ipv4?.mtu ?? 0,
    ipv6Mtu: ipv6?.mtu ?? 0,
  }
}

function available(lease: IpLease | undefined) {
  if (lease === undefined) return []
  const dns = lease.dns.length > 0 ? (['dns'] as const) : []
  return ['address', 'gateway', ...dns, 'mtu'] as const
}

function provisionedContexts({ sim, storedContexts }: Modem) {
  return {
    provisionedContexts: storedContexts.of(sim.home).map((one) => ({
      contextId: one.id,
      contextType: one.contextType,
      accessString: one.accessString,
      userName: one.userName,
      password: one.password,
      compression: one.compression,
      authProtocol: one.auth,
    })),
  }
}

function packetFilters({ settings }: Modem, sessionId: number) {
  return {
    sessionId,
    packetFilters: (settings.packetFilters.get(sessionId) ?? []).map(({ filter, mask, id }) => ({
      packetFilter: filter,
      packetMask: mask,
      filterId: id,
    })),
  }
}

export const connection: readonly Part[] = [
  query(Connect, ({ modem }, { sessionId }) =>
    sessionId < modem.equipment.maxSessions
      ? connectInfo(modem, sessionId)
      : new Answer('invalid-parameters'),
  ),
  indication(Connect, 'context', (modem, { index = 0 }) => connectInfo(modem, index)),
  set(Connect, async (served, input) => {
    const { modem, version, signal } = served
    const { sessionId, activationCommand, authProtocol, ipType, contextType } = input
    const info = () => connectInfo(modem, sessionId)
    if (activationCommand === 'deactivate') {
      return new Answer(await modem.contexts.deactivate(sessionId, served), info())
    }
    if (
      activationCommand !== 'activate' ||
      typeof authProtocol === 'number' ||
      typeof ipType === 'number' ||
      typeof input.compression === 'number'
    ) {
      return new Answer('invalid-parameters', info())
    }
    if (!isContextType(contextType)) return new Answer('context-not-supported', info())
    // Without rules of the network none can match (MBIMEx 4.0).
    const option = input.activationOption ?? 'default'
    if (version >= 4 && option !== 'default') return new Answer('no-matching-ursp-rule', info())
    const { accessString, userName, password } = input
    const request = { sessionId, contextType, accessString, userName, password, auth: authProtocol, ipType }
    const status = await modem.contexts.activate(request, { by: served, signal })
    const told = known(status, version)
    // What the modem refuses by itself has nothing to do with what the network said to an earlier attempt.
    return new Answer(
      told,
      told === 'success' || told === 'failure' ? info() : { ...info(), nwError: nwError(0) },
    )
  }),

  ...told(ProvisionedContexts, 'provisioned-contexts', provisionedContexts),
  set(ProvisionedContexts, (served, input) => {
    const { modem } = served
    const { contextId, contextType, compression, authProtocol } = input
    if (modem.sim.fault !== undefined) return new Answer(modem.sim.fault)
    if (typeof compression === 'number' || typeof authProtocol === 'number') {
      return new Answer('invalid-parameters')
    }
    if (!/^(?:[0-9]{5,6})?$/.test(input.providerId)) return new Answer('invalid-parameters')
    const removes = contextType === 'none' && input.accessString === ''
    const before = modem.storedContexts.list.find(({ id }) => id === contextId)
    const { accessString, userName, password, providerId: plmn } = input
    const change = { contextType, accessString, userName, password, compression, auth: authProtocol, plmn }
    const status = removes
      ? modem.storedContexts.remove(({ id }) => id === contextId, served)
      : modem.storedContexts.write(contextId, { ...NEW_CONTEXT, ...before, ...change }, served)
    return status === 'success' ? provisionedContexts(modem) : new Answer(status)
  }),

  set(ServiceActivation, async ({ modem, signal }, { buffer }) => {
    const data = buffer.slice() // a view on the frame, which does not outlive the wait
    const { status, cause } = await modem.activateSubscription(data, signal)
    // What the operator answers is its own affair; these send back what they were sent.
    const answered = status === 'success' || cause !== undefined
    return new Answer(status, { nwError: cause ?? 'none', buffer: answered ? data : NOTHING })
  }),

  query(IpConfiguration, ({ modem }, { sessionId }) => {
    if (sessionId >= modem.equipment.maxSessions) return new Answer('invalid-parameters')
    return ipConfiguration(modem, sessionId) ?? new Answer('context-not-activated')
  }),
  indication(IpConfiguration, 'ip-configuration', (modem, { index = 0 }) => ipConfiguration(modem, index)),

  query(PacketStatistics, ({ modem: { statistics } }) => {
    const received = statistics.read('in')
    const sent = statistics.read('out')
    return {
      inDiscards: received.discards,
      inErrors: received.errors,
      inOctets: received.octets,
      inPackets: received.packets,
      outOctets: sent.octets,
      outPackets: sent.packets,
      outErrors: sent.errors,
      outDiscards: sent.discards,
    }
  }),

  query(IpPacketFilters, ({ modem }, { sessionId }) =>
    sessionId < modem.equipment.maxSessions
      ? packetFilters(modem, sessionId)
      : new Answer('invalid-parameters'),
  ),
  set(IpPacketFilters, ({ modem }, { sessionId, packetFilters: filters }) => {
    const { maxSessions, packetFilters: room } = modem.equipment
    if (sessionId >= maxSessions) return new Answer('invalid-parameters')
    if (filters.length > room.count) return new Answer('filter-not-supported')
    if (filters.some(({ packetFilter: { length } }) => length === 0 || length > room.size)) {
      return new Answer('invalid-parameters')
    }
    modem.settings.packetFilters.set(
      sessionId,
      // Copies: what was read is a view on the frame.
      filters.map(({ packetFilter, packetMask, filterId = 0 }) => ({
        filter: packetFilter.slice(),
        mask: packetMask.slice(),
        id: filterId,
      })),
    )
    return packetFilters(modem, sessionId)
  }),
]

const NOTHING = new Uint8Array(0)

/** The same context once more is a success, except where MBIMEx 4.0 has a status for it. */
function known<S>(
  status: S | 'session-already-exists',
  version: MbimExVersion,
): S | 'success' | 'session-already-exists' {
  return status === 'session-already-exists' && version < 4 ? 'success' : status
}
