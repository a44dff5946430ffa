/**
 * The settings of a dial interface as people write them: a table of keys, the same in the configuration file and, with two
 * dashes, on the command line. Durations are text with a unit.
 */
import { DialtoneError, parseDuration, parseSize, toDialtoneError, type Duration } from '../../base/index.ts'
import {
  parseDialOutHours,
  type DialSettings,
  type PacketFilter,
  type PublicDialSettings,
} from '../../core/index.ts'
import type { DialSettingsChange } from './dial-service.ts'
import { parseDialRoute, parsePacketRule } from './packet-rule-text.ts'

type Draft = { -readonly [Key in keyof DialSettingsChange]: DialSettingsChange[Key] }
type Base = DialSettings | PublicDialSettings

/** What a key does to the settings; what they were is in `base`. */
type Reader = (value: unknown, draft: Draft, base: Base) => void

/** By key. Both halves of a setting of two keys start from what it was. */
const READERS = {
  type: (value, draft) => (draft.type = oneOf(value, ['home-router', 'full-router'])),
  enabled: (value, draft) => (draft.enabled = flag(value)),
  profile: (value, draft, base) => (draft.dialer = { ...dialerOf(draft, base), profile: text(value) }),
  modems: (value, draft, base) => (draft.dialer = { ...dialerOf(draft, base), modems: texts(value) }),
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

export type DialSettingKey = keyof typeof READERS
export const DIAL_SETTING_KEYS = Object.keys(READERS) as readonly DialSettingKey[]

/** @throws DialtoneError `invalid_argument` that names the key. */
export function readDialSettings(
  table: Readonly<Record<string, unknown>>,
  base: DialSettings | PublicDialSettings,
): DialSettingsChange {
  const draft: Draft = {}
  for (const [key, value] of Object.entries(table)) {
    const reader: Reader | undefined = Object.hasOwn(READERS, key)
      ? READERS[key as DialSettingKey]
      : undefined // its own key
    if (reader === undefined) {
      throw new DialtoneError(
        'invalid_argument',
        `${key} is no setting of a dial interface; there are ${DIAL_SETTING_KEYS.join(', ')}`,
      )
    }
    try {
      reader(value, draft, base)
    } catch (thrown) {
      throw new DialtoneError('invalid_argument', `${key}: ${toDialtoneError(thrown).message}`, {
        detail: { key },
      })
    }
  }
  return draft
}

function dialerOf(draft: Draft, base: Base): DialSettings['dialer'] {
  return draft.dialer ?? base.dialer
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

function text(value: unknown): string {
  if (typeof value === 'string') return value
  throw wrong('a text')
}

function texts(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value
  throw wrong('a list of texts')
}

function number(value: unknown): number {
  if (typeof value === 'number' && Number.isInteger(value)) return value
  if (typeof value === 'string' && /^-?\d{1,15}$/.test(value)) return Number(value)
  throw wrong('a whole number')
}

function bytes(value: unknown): number {
  return (typeof value === 'string' ? parseSize(value) : undefined) ?? number(value)
}

function flag(value: unknown): boolean {
  if (typeof value === 'boolean') return value
  throw wrong('true or false')
}

function duration(value: unknown): Duration {
  const parsed = typeof value === 'string' ? parseDuration(value) : undefined
  if (parsed === undefined) throw wrong('a duration with its unit, such as "90 s", "10 min" or "6 h"')
  return parsed
}

function oneOf<const T extends string>(value: unknown, words: readonly T[]): T {
  const found = words.find((word) => word === value)
  if (found === undefined) throw wrong(`one of ${words.join(', ')}`)
  return found
}

function wrong(wanted: string): DialtoneError {
  return new DialtoneError('invalid_argument', `has to be ${wanted}`)
}
