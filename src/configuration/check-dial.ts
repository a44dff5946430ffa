/**
 * The dial interfaces of a configuration file: the settings that `[dial.NAME]` says, and what in them makes no sense, alone
 * and beside the others. They are held to the same rules as those that come by the API; here each mistake is said of the key,
 * and of the element of a list, that was written.
 */
import { DialtoneError, toDialtoneError } from '../base/index.ts'
import {
  completeDialSettings,
  formatIpPrefix,
  overlaps,
  parseIpPrefix,
  type DialerSettings,
  type DialSettings,
} from '../core/index.ts'
import { DIAL_SETTING_KEYS, DIALER_KINDS, dialerOfKind, readDialSettings } from '../api/index.ts'
import { checkDialSettings } from '../policy/index.ts'
import type { Path } from './locate.ts'
import type { Finding } from './mistake.ts'

type Table = Readonly<Record<string, unknown>>

export interface ReadInterface {
  /** As far as its table can be read, for those that come after it; nothing where it is not known what it dials with. */
  readonly settings: DialSettings | undefined
  readonly findings: readonly Finding[]
}

/**
 * `others`: those that the file has before this one; `wrong`: keys of its table that are wrong by themselves, and not in it any
 * more. What else is wrong is said as well, but for what may follow from those.
 */
export function checkDial(
  name: string,
  table: Table,
  others: readonly DialSettings[],
  wrong: readonly string[] = [],
): ReadInterface {
  const at: Path = ['dial', name]
  const kinds = kindOf(table, at)
  if ('findings' in kinds) return { settings: undefined, findings: wrong.length > 0 ? [] : kinds.findings }
  const base = completeDialSettings({ name, dialer: kinds.dialer, persistent: table.persistent === true })
  const unreadable = Object.entries(table).flatMap(([key, value]) => unreadableIn(key, value, base, at))
  const lost = new Set([...wrong, ...unreadable.map(({ path }) => String(path[at.length]))])
  if (table.only !== undefined && table.except !== undefined) {
    unreadable.push(error([...at, 'except'], 'contradicts only: write one of the two'))
    lost.add('only').add('except')
  }
  const left = Object.fromEntries(Object.entries(table).filter(([key]) => !lost.has(key)))
  const { filter, dialOutHours, credentials, ...rest } = readDialSettings(left, base)
  const settings: DialSettings = {
    ...base,
    ...rest,
    ...(filter && { filter }),
    ...(dialOutHours && { dialOutHours }),
    ...(credentials && { credentials }),
  }
  const matters = new Set([...lost].map(matterOf))
  const problems = checkDialSettings(settings, others).flatMap(({ key, message }): Finding[] => {
    const path = writtenAs(key, left)
    const [word] = path
    const lacking = word === undefined ? LACKING.get(key) : undefined
    const mayFollow =
      lacking === undefined
        ? lost.size > 0 && (word === undefined || matters.has(matterOf(String(word))))
        : [...lost].some((one) => lacking.keys.includes(one) || !isSetting(one))
    return mayFollow
      ? []
      : [{ ...error([...at, ...path], lacking?.message ?? message), isKey: path.length === 0 }]
  })
  const isSound = unreadable.length + problems.length + wrong.length === 0
  return { settings, findings: [...unreadable, ...problems, ...(isSound ? doubts(settings, table, at) : [])] }
}

/** What is said of a table without a key that it needs, and the keys that would be it: one that is misspelt may be, too. */
const LACKING: ReadonlyMap<string, { readonly message: string; readonly keys: readonly string[] }> = new Map([
  [
    'dialer.profile',
    { message: 'has to say what it is dialled with: profile, serial or pppoe', keys: DIALER_KINDS },
  ],
  [
    'dialer.line.number',
    { message: 'has to say which number is dialled, such as number = "*99#"', keys: ['number'] },
  ],
])

function isSetting(key: string): boolean {
  return DIAL_SETTING_KEYS.some((one) => one === key)
}

/** Keys that say one thing together: a mistake in one may make another look wrong. */
const MATTERS: readonly (readonly string[])[] = [
  ['user-name', 'domain', 'password'],
  ['hours', 'time-zone'],
  ['only', 'except', 'routes', 'priority'],
  ['unreachable-first', 'unreachable-step', 'unreachable-longest'],
  ['redial-attempts', 'redial-interval'],
  ['hold-packets', 'hold-bytes', 'hold-age'],
]

function matterOf(key: string): string {
  return MATTERS.find((keys) => keys.includes(key))?.[0] ?? key
}

/** With what it is dialled: the other keys are read as that has them. */
function kindOf(
  table: Table,
  at: Path,
): { readonly dialer: DialerSettings } | { readonly findings: readonly Finding[] } {
  try {
    return { dialer: dialerOfKind(table) }
  } catch (thrown) {
    if (DialtoneError.of(thrown) === undefined) throw thrown
    const named = DIALER_KINDS.filter((one) => table[one] !== undefined)
    const [last = '', ...others] = named.toReversed()
    const message =
      others.length > 0
        ? `contradicts ${others.toReversed().join(' and ')}: it is dialled with one of them`
        : toDialtoneError(thrown).message
    return { findings: [error([...at, last], message)] }
  }
}

/** Each element of a list by itself, so that all that cannot be read are told, each at its place. */
function unreadableIn(key: string, value: unknown, base: DialSettings, at: Path): Finding[] {
  const parts: readonly (readonly [Path, unknown])[] = Array.isArray(value)
    ? value.map((one: unknown, index) => [[...at, key, index], [one]] as const)
    : [[[...at, key], value]]
  return parts.flatMap(([path, part]) => {
    try {
      readDialSettings({ [key]: part }, base)
      return []
    } catch (thrown) {
      if (DialtoneError.of(thrown) === undefined) throw thrown
      const { message } = toDialtoneError(thrown)
      return [error(path, message.startsWith(`${key}: `) ? message.slice(key.length + 2) : message)]
    }
  })
}

/** What can be done as it is written, and hardly is what was meant. */
function doubts(settings: DialSettings, table: Table, at: Path): Finding[] {
  const { filter, routes } = settings
  const found: Finding[] = []
  if (table['time-zone'] !== undefined && table.hours === undefined) {
    found.push(warning([...at, 'time-zone'], 'says nothing without hours'))
  }
  if (settings.persistent && table['idle-timeout'] !== undefined && settings.idleTimeout !== 'never') {
    found.push(
      warning([...at, 'idle-timeout'], 'says nothing while it is persistent, which has no idle limit'),
    )
  }
  if (filter === undefined || routes.length === 0) return found
  for (const [index, { destination }] of filter.rules.entries()) {
    const network = destination === undefined ? undefined : parseIpPrefix(destination)
    if (network === undefined) continue
    const isReached = routes.some((route) => {
      const behind = parseIpPrefix(route.destination)
      return behind !== undefined && overlaps(behind, network)
    })
    if (isReached) continue
    const path = [...at, ...writtenAs(`filter.rules[${index}]`, table)]
    found.push(warning(path, `never matches: no route of the interface leads to ${formatIpPrefix(network)}`))
  }
  return found
}

/** The key of the file that a key of the settings stands for; a single element of a list may be written without the list. */
function writtenAs(key: string, table: Table): Path {
  const [, list = '', index = ''] =
    /^(routes|filter\.rules|dialOutHours\.days|dialer\.modems|dialer\.line\.init)\[(\d+)\]/.exec(key) ?? []
  const filter = table.except === undefined ? 'only' : 'except'
  const lists = new Map([
    ['routes', 'routes'],
    ['filter.rules', filter],
    ['dialOutHours.days', 'hours'],
    ['dialer.modems', 'modems'],
    ['dialer.line.init', 'init'],
    ['dialer.line.device', table.pppoe === undefined ? 'serial' : 'pppoe'],
  ])
  const written = lists.get(list)
  if (written !== undefined) return Array.isArray(table[written]) ? [written, Number(index)] : [written]
  if (key === 'name') return []
  const word =
    lists.get(key) ?? SPELLINGS.get(key) ?? dashed(key.replace(/^(dialer\.line|dialer|credentials)\./, ''))
  return Object.hasOwn(table, word) ? [word] : []
}

const SPELLINGS = new Map([['dialOutHours.timeZone', 'time-zone']])

/** `redial.attempts` as `redial-attempts`, `idleTimeout` as `idle-timeout`. */
function dashed(key: string): string {
  return key.replaceAll('.', '-').replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}

function error(path: Path, message: string): Finding {
  return { severity: 'error', path, message }
}

function warning(path: Path, message: string): Finding {
  return { severity: 'warning', path, message }
}
