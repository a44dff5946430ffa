/** The contexts that are stored in a modem: what the ProfileManager interface lists. Passwords stay behind. */
import { compact } from '../../../base/index.ts'
import type {
  AuthProtocol,
  ContextType,
  IpType,
  NewProvisionedContext,
  ProvisionedContext,
  ProvisionedContexts,
} from '../../../core/index.ts'
import { variant } from '../bus/index.ts'
import { count, flag, integer, list, record, text } from '../read.ts'
import { PROTOCOLS } from './bearer.ts'

/** MMBearerApnType, by bit. */
const TYPES: readonly (readonly [bit: number, type: ContextType])[] = [
  [1 << 1, 'internet'],
  [1 << 2, 'ims'],
  [1 << 3, 'mms'],
  [1 << 4, 'admin'],
  [1 << 5, 'voice'],
  [1 << 6, 'emergency-calling'],
  [1 << 7, 'vpn'],
  [1 << 8, 'purchase'],
  [1 << 9, 'video-share'],
  [1 << 10, 'local'],
  [1 << 11, 'app'],
  [1 << 12, 'xcap'],
  [1 << 13, 'tethering'],
]

/** MMBearerIpFamily. */
const FAMILIES: Readonly<Record<number, IpType>> = { 1: 'ipv4', 2: 'ipv6', 4: 'ipv4v6' }

const LONGEST_PASSWORD = 255

export function storedContexts(value: unknown): ProvisionedContexts {
  return { supported: true, contexts: list(value).flatMap((one) => storedContext(record(one)) ?? []) }
}

function storedContext(profile: Readonly<Record<string, unknown>>): ProvisionedContext | undefined {
  const id = integer(profile['profile-id'])
  if (id === undefined || id < 0) return undefined
  const kinds = count(profile['apn-type']) ?? 0
  const auth = count(profile['allowed-auth']) ?? 0
  const protocols = Object.entries(PROTOCOLS) as [AuthProtocol, number][] // the keys of a constant table are its keys
  return compact({
    id,
    type: TYPES.find(([bit]) => (kinds & bit) !== 0)?.[1] ?? 'internet',
    accessString: text(profile['apn'], 100) ?? '',
    userName: text(profile['user']),
    hasPassword: text(profile['password'], LONGEST_PASSWORD) !== undefined,
    authProtocol: protocols.find(([, bit]) => (auth & bit) !== 0)?.[0] ?? ('none' as const),
    compression: false,
    ipType: FAMILIES[count(profile['ip-type']) ?? 0],
    enabled: flag(profile['profile-enabled']),
  })
}

/** What of a context can be stored; the type that has no bit cannot. */
export function profileProperties(
  stored: NewProvisionedContext,
): Readonly<Record<string, unknown>> | undefined {
  const bit = TYPES.find(([, type]) => type === stored.type)?.[0]
  if (bit === undefined) return undefined
  const { id, accessString, userName, password, authProtocol } = stored
  return compact({
    'profile-id': id === undefined ? undefined : variant('i', id),
    apn: variant('s', accessString),
    'apn-type': variant('u', bit),
    'allowed-auth': variant('u', PROTOCOLS[authProtocol]),
    user: userName ? variant('s', userName) : undefined,
    password: password ? variant('s', password) : undefined,
  })
}
