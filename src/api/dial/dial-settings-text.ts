/**
 * The settings of a dial interface as people write them: a table of keys, the same in the configuration file and, with two
 * dashes, on the command line. Durations are text with a unit.
 */
import { DialtoneError, toDialtoneError } from '../../base/index.ts'
import {
  parseDialOutHours,
  type DialSettings,
  type PacketFilter,
  type PublicDialSettings,
} from '../../core/index.ts'
import type { DialSettingsChange } from './dial-service.ts'
import { DIALER_KINDS, DIALER_READERS, dialerOfKind, type DialerReader } from './dialer-settings-text.ts'
import { parseDialRoute, parsePacketRule } from './packet-rule-text.ts'
import { bytes, duration, flag, number, oneOf, text, texts, wrong } from './setting-value.ts'

type Draft = { -readonly [Key in keyof DialSettingsChange]: DialSettingsChange[Key] }
type Base = DialSettings | PublicDialSettings

/** What a key does to the settings; what they were is in `base`. */
type Reader = (value: unknown, draft: Draft, base: Base) => void

/** By key. Both halves of a setting of two keys start from what it was. */
const READERS = {
  type: (value, draft) => (draft.type = oneOf(value, ['home-router', 'full-router'])),
  enabled: (value, draft) => (draft.enabled = flag(value)),
  persistent: (value, draft) => (draft.persistent = flag(value)),
  priority: (value, draft) => (draft.priority = number(value)),
  routes: (value, draft) => (draft.routes = texts(value).map(parseDialRoute)),
  only: (value, draft) => (draft.filter = filterOf('only', value, draft)),
  except: (value, draft) => (draft.filter = filterOf('except', value, draft)),
  hours: (value, draft, base) =>
    (draft.dialOutHours = parseDialOutHours(
      texts(value),
      (draft.dialOutHours ?? base.dialOutHours)?.timeZone,
    )),
  'time-zone': (value, draft, base) =>
    (draft.dialOutHours = { days: [], ...(draft.dialOutHours ?? base.dialOutHours), timeZone: text(value) }),
  'idle-timeout': (value, draft) => (draft.idleTimeout = value === 'never' ? 'never' : duration(value)),
  'redial-attempts': (value, draft, base) =>
    (draft.redial = { ...(draft.redial ?? base.redial), attempts: number(value) }),
  'redial-interval': (value, draft, base) =>
    (draft.redial = { ...(draft.redial ?? base.redial), interval: duration(value) }),
  'unreachable-first': (value, draft, base) =>
    (draft.unreachable = { ...(draft.unreachable ?? base.unreachable), first: duration(value) }),
  'unreachable-step': (value, draft, base) =>
    (draft.unreachable = { ...(draft.unreachable ?? base.unreachable), step: duration(value) }),
  'unreachable-longest': (value, draft, base) =>
    (draft.unreachable = { ...(draft.unreachable ?? base.unreachable), longest: duration(value) }),
  'hold-packets': (value, draft, base) =>
    (draft.hold = { ...(draft.hold ?? base.hold), packets: number(value) }),
  'hold-bytes': (value, draft, base) => (draft.hold = { ...(draft.hold ?? base.hold), bytes: bytes(value) }),
  'hold-age': (value, draft, base) => (draft.hold = { ...(draft.hold ?? base.hold), age: duration(value) }),
  nat: (value, draft) => (draft.nat = flag(value)),
  dns: (value, draft) => (draft.dns = flag(value)),
  'user-name': (value, draft, base) =>
    (draft.credentials = { ...credentialsOf(draft, base), userName: text(value) }),
  domain: (value, draft, base) =>
    (draft.credentials = { ...credentialsOf(draft, base), domain: text(value) }),
  password: (value, draft, base) =>
    (draft.credentials = { ...credentialsOf(draft, base), password: text(value) }),
} as const satisfies Record<string, Reader>

export type DialSettingKey = keyof typeof READERS | keyof typeof DIALER_READERS
export const DIAL_SETTING_KEYS = Object.keys({ ...READERS, ...DIALER_READERS }) as readonly DialSettingKey[]

/** @throws DialtoneError `invalid_argument` that names the key. */
export function readDialSettings(
  table: Readonly<Record<string, unknown>>,
  base: DialSettings | PublicDialSettings,
): DialSettingsChange {
  const draft: Draft = {}
  const kind = DIALER_KINDS.find((key) => table[key] !== undefined)
  if (kind !== undefined) within(kind, () => (draft.dialer = dialerOfKind(table, base.dialer)))
  for (const [key, value] of Object.entries(table)) {
    if (key === kind) continue
    const reader = readerOf(key)
    if (reader === undefined) {
      throw new DialtoneError(
        'invalid_argument',
        `${key} is no setting of a dial interface; there are ${DIAL_SETTING_KEYS.join(', ')}`,
      )
    }
    within(key, () => reader(value, draft, base))
  }
  return draft
}

function readerOf(key: string): Reader | undefined {
  const ofDialer: Readonly<Record<string, DialerReader>> = DIALER_READERS
  const dialer = Object.hasOwn(ofDialer, key) ? ofDialer[key] : undefined
  if (dialer !== undefined) {
    return (value, draft, base) => (draft.dialer = dialer(value, draft.dialer ?? base.dialer))
  }
  const others: Readonly<Record<string, Reader>> = READERS
  return Object.hasOwn(others, key) ? others[key] : undefined
}

function within(key: string, read: () => unknown): void {
  try {
    read()
  } catch (thrown) {
    throw new DialtoneError('invalid_argument', `${key}: ${toDialtoneError(thrown).message}`, {
      detail: { key },
    })
  }
}

function credentialsOf(draft: Draft, { credentials }: Base): NonNullable<DialSettings['credentials']> {
  if (draft.credentials) return draft.credentials
  if (credentials === undefined) return { userName: '' }
  const { userName, domain } = credentials
  return { userName, ...(domain === undefined ? {} : { domain }) }
}

function filterOf(action: PacketFilter['action'], value: unknown, { filter }: Draft): PacketFilter {
  if (filter) throw wrong('either only or except, not both')
  return { action, rules: texts(value).map(parsePacketRule) }
}
