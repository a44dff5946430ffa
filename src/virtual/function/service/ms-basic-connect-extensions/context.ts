/** Contexts: stored ones by type, those of the LTE attach, and the options the network gave along. */
import {
  MsLteAttachConfiguration,
  MsLteAttachInfo,
  MsPco,
  MsProvisionedContextsV2,
} from '../../../../mbim/index.ts'
import type { IpLease } from '../../../carrier/address-pool.ts'
import type { AttachConfiguration } from '../../../modem/lte-attach.ts'
import type { Modem } from '../../../modem/modem.ts'
import { Answer, indication, query, set, told, type Part } from '../../part.ts'
import { nwError } from '../wire-value.ts'

function provisionedContexts({ sim, storedContexts }: Modem) {
  return {
    provisionedContexts: storedContexts.of(sim.home).map((one) => ({
      contextId: one.id,
      contextType: one.contextType,
      ipType: one.ipType,
      state: one.enabled ? ('enabled' as const) : ('disabled' as const),
      roaming: one.roaming,
      mediaType: one.media,
      source: one.source,
      accessString: one.accessString,
      userName: one.userName,
      password: one.password,
      compression: one.compression,
      authProtocol: one.auth,
      snssai: one.slice,
    })),
  }
}

function attachConfigurations({ lteAttach }: Modem) {
  return {
    configurations: lteAttach.configurations.map(({ auth, ...one }) => ({ ...one, authProtocol: auth })),
  }
}

function attachInfo({ lteAttach, packetService }: Modem) {
  const { context } = lteAttach
  return {
    lteAttachState: context === undefined ? 'detached' : 'attached',
    nwError: nwError(packetService.networkError),
    ipType: context?.ipType ?? 'default',
    accessString: context?.accessString ?? '',
    userName: context?.userName ?? '',
    password: context?.password ?? '',
    compression: context?.compression ?? 'none',
    authProtocol: context?.auth ?? 'none',
  } as const
}

/** Protocol configuration options of an active session: what the network put into them (3GPP TS 24.008 §10.5.6.3). */
function pco({ contexts }: Modem, sessionId: number) {
  const context = contexts.get(sessionId)
  if (context?.bearer === undefined || context.state !== 'activated') return undefined
  const { ipv4, ipv6 } = context.bearer.leases
  const options = [...containers(ipv4, DNS_IPV4), ...containers(ipv6, DNS_IPV6), ...mtu(ipv4)]
  const data = Uint8Array.from([PPP_WITH_IP, ...options])
  return { pcoValue: { sessionId, pcoDataType: 'complete', pcoDataBuffer: data } } as const
}

/** Extension bit, configuration protocol 0. */
const PPP_WITH_IP = 0x80
const DNS_IPV6 = 0x0003
const DNS_IPV4 = 0x000d
const LINK_MTU_IPV4 = 0x0010

function containers(lease: IpLease | undefined, id: number): number[] {
  return (lease?.dns ?? []).flatMap((address) => {
    const bytes = id === DNS_IPV4 ? address.split('.').map(Number) : ipv6Bytes(address)
    return [id >> 8, id & 0xff, bytes.length, ...bytes]
  })
}

function mtu(lease: IpLease | undefined): number[] {
  return lease === undefined
    ? []
    : [LINK_MTU_IPV4 >> 8, LINK_MTU_IPV4 & 0xff, 2, lease.mtu >> 8, lease.mtu & 0xff]
}

function ipv6Bytes(address: string): number[] {
  const [head = [], tail = []] = address
    .split('::')
    .map((half) => half.split(':').filter((group) => group !== ''))
  const gap = Array.from({ length: 8 - head.length - tail.length }, () => '0')
  return [...head, ...gap, ...tail].flatMap((group) => {
    const value = Number.parseInt(group, 16)
    return [value >> 8, value & 0xff]
  })
}

export const context: readonly Part[] = [
  ...told(MsProvisionedContextsV2, 'provisioned-contexts', provisionedContexts),
  set(MsProvisionedContextsV2, (served, input) => {
    const { modem } = served
    const { storedContexts } = modem
    const { operation, contextType, ipType, state, roaming, mediaType, source } = input
    const { compression, authProtocol: auth, accessString, userName, password, snssai } = input
    if (operation === 'restore-factory') {
      storedContexts.restoreFactory(served)
      return provisionedContexts(modem)
    }
    if (operation === 'delete') {
      const status = storedContexts.remove((one) => one.contextType === contextType, served)
      return status === 'success' ? provisionedContexts(modem) : new Answer(status)
    }
    if (
      operation !== 'default' ||
      typeof ipType === 'number' ||
      typeof state === 'number' ||
      typeof roaming === 'number' ||
      typeof mediaType === 'number' ||
      typeof source === 'number' ||
      typeof compression === 'number' ||
      typeof auth === 'number'
    ) {
      return new Answer('invalid-parameters')
    }
    const status = storedContexts.writeType(
      {
        contextType,
        accessString,
        userName,
        password,
        compression,
        auth,
        ipType,
        roaming,
        source,
        plmn: '',
        enabled: state === 'enabled',
        media: mediaType,
        slice: snssai?.slice() ?? new Uint8Array(0),
      },
      served,
    )
    return status === 'success' ? provisionedContexts(modem) : new Answer(status)
  }),

  ...told(MsLteAttachConfiguration, 'lte-attach-configuration', attachConfigurations),
  set(MsLteAttachConfiguration, (served, { operation, configurations }) => {
    const { modem } = served
    if (operation === 'restore-factory') {
      modem.lteAttach.restoreFactory(served)
      return attachConfigurations(modem)
    }
    if (operation !== 'default') return new Answer('invalid-parameters')
    const list = configurations.map(
      ({ authProtocol: auth, ipType, roaming, source, compression, ...names }) =>
        typeof auth === 'number' ||
        typeof ipType === 'number' ||
        typeof roaming === 'number' ||
        typeof source === 'number' ||
        typeof compression === 'number'
          ? undefined
          : ({ auth, ipType, roaming, source, compression, ...names } satisfies AttachConfiguration),
    )
    const valid = list.filter((one) => one !== undefined)
    const status =
      valid.length < list.length ? 'invalid-parameters' : modem.lteAttach.configure(valid, served)
    return status === 'success' ? attachConfigurations(modem) : new Answer(status)
  }),
  ...told(MsLteAttachInfo, 'lte-attach', attachInfo),

  query(MsPco, ({ modem }, { pcoValue: { sessionId } }) =>
    sessionId < modem.equipment.maxSessions
      ? (pco(modem, sessionId) ?? new Answer('context-not-activated'))
      : new Answer('invalid-parameters'),
  ),
  indication(MsPco, 'pco', (modem, { index = 0 }) => pco(modem, index)),
]
