/**
 * Whether the settings of a dial interface make sense, alone and beside those of the others. Nothing is put right in
 * silence: what contradicts itself is said, with the key that does.
 */
import { DialtoneError, formatDuration, Hours, Minutes, Seconds, type Duration } from '../base/index.ts'
import {
  formatIpPrefix,
  formatTimeWindow,
  parseIpPrefix,
  type DialOutHours,
  type DialSettings,
  type TimeWindow,
} from '../core/index.ts'
import { checkPacketFilter, notNetwork } from './check-packet-filter.ts'
import { checkPppDialer } from './check-ppp-dialer.ts'
import { isTimeZone } from './dial-out-hours.ts'
import { Problems, type SettingProblem } from './problem.ts'

// MAX_INTERFACE_NAME_LEN, UNLEN, DNLEN, PWLEN.
const NAME_LENGTH = 256
const USER_NAME_LENGTH = 256
const DOMAIN_LENGTH = 15
const PASSWORD_LENGTH = 256
const MOST_ROUTES = 1024
const DAY = Hours(24)

/** `others` are the settings of all interfaces but this one. */
export function checkDialSettings(
  settings: DialSettings,
  others: readonly DialSettings[],
): readonly SettingProblem[] {
  const problems = new Problems()
  checkName(settings, others, problems)
  checkDialer(settings, others, problems)
  checkRoutes(settings, others, problems)
  checkTimes(settings, problems)
  checkBounds(settings, problems)
  if (settings.filter !== undefined) checkPacketFilter(settings.filter, problems)
  if (settings.dialOutHours !== undefined) checkHours(settings.dialOutHours, problems)
  checkCredentials(settings, problems)
  return problems.found
}

/** One error of all problems, naming interface and keys. */
export function settingsError(name: string, problems: readonly SettingProblem[]): DialtoneError {
  const said = problems.map(({ key, message }) => `${key} ${message}`).join('; ')
  return new DialtoneError(
    'invalid_argument',
    `dial interface ${JSON.stringify(name.slice(0, 64))}: ${said}`,
    {
      detail: { dialInterface: name, problems },
    },
  )
}

/** Names are told apart as Windows does, without regard to case. */
export function sameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}

function checkName({ name }: DialSettings, others: readonly DialSettings[], problems: Problems): void {
  if (name.length === 0 || name.length > NAME_LENGTH) {
    problems.add('name', `has to have 1 to ${NAME_LENGTH} characters`)
  }
  if (/[\p{Control}\p{Bidi_Control}\u2028\u2029]/u.test(name) || name !== name.trim()) {
    problems.add('name', 'may neither begin nor end with a blank, nor hold control characters')
  }
  // Every client resolves them in a path, however they are encoded (WHATWG URL, "dot segments"): nobody could ask for it.
  if (name === '.' || name === '..') problems.add('name', 'may not be "." or ".."')
  const twin = others.find((other) => sameName(other.name, name))
  if (twin !== undefined) problems.add('name', `is that of another interface: ${JSON.stringify(twin.name)}`)
}

function checkDialer(settings: DialSettings, others: readonly DialSettings[], problems: Problems): void {
  const { dialer } = settings
  if (dialer.kind === 'ppp') {
    checkPppDialer(dialer, settings, others, problems)
    return
  }
  const { profile, modems } = dialer
  if (profile.length === 0 || profile.length > 255) problems.add('dialer.profile', 'has to name a profile')
  for (const [index, modem] of modems.entries()) {
    const key = `dialer.modems[${index}]`
    if (modem.length === 0 || modem.length > 255) problems.add(key, 'has to be the name or id of a modem')
    if (modems.indexOf(modem) < index) problems.add(key, `names ${modem} a second time`)
  }
}

function checkRoutes(settings: DialSettings, others: readonly DialSettings[], problems: Problems): void {
  const { routes, priority } = settings
  if (routes.length > MOST_ROUTES) problems.add('routes', `are ${routes.length}; ${MOST_ROUTES} are the most`)
  const seen = new Set<string>()
  for (const [index, { destination, metric }] of routes.slice(0, MOST_ROUTES).entries()) {
    const key = `routes[${index}]`
    problems.whole(`${key}.metric`, metric, 0, 9999)
    const network = parseIpPrefix(destination)
    if (network === undefined) {
      problems.add(`${key}.destination`, notNetwork(destination))
      continue
    }
    const text = formatIpPrefix(network)
    if (seen.has(text)) problems.add(key, `leads to ${text}, as another of its routes does`)
    seen.add(text)
    const rival = others.find((other) => routeKeysOf(other).has(routeKey(text, metric + priority)))
    if (rival !== undefined) {
      problems.add(
        key,
        `leads to ${text}, and so does a route of ${JSON.stringify(rival.name)} with the same metric and priority together: give one of the two interfaces another priority`,
      )
    }
  }
}

/** Settings never change: what they lead to is read once, however many are checked beside them. */
const known = new WeakMap<DialSettings, ReadonlySet<string>>()

function routeKeysOf(settings: DialSettings): ReadonlySet<string> {
  const before = known.get(settings)
  if (before !== undefined) return before
  const keys = new Set<string>()
  for (const { destination, metric } of settings.routes) {
    const network = parseIpPrefix(destination)
    if (network !== undefined) keys.add(routeKey(formatIpPrefix(network), metric + settings.priority))
  }
  known.set(settings, keys)
  return keys
}

function routeKey(destination: string, metric: number): string {
  return `${destination} ${metric}`
}

function checkTimes(settings: DialSettings, problems: Problems): void {
  const { idleTimeout, redial, unreachable } = settings
  if (idleTimeout !== 'never') {
    // Less than a second is 0 to Windows, which means another thing there: the limit that holds for all.
    between(problems, 'idleTimeout', idleTimeout, Seconds(1), Hours(24 * 365), '; never stays connected')
  }
  problems.whole('redial.attempts', redial.attempts, 0, 10_000)
  between(problems, 'redial.interval', redial.interval, Minutes(0), DAY)
  between(problems, 'unreachable.first', unreachable.first, Minutes(0), Hours(24 * 30))
  between(problems, 'unreachable.step', unreachable.step, Minutes(0), Hours(24 * 30))
  between(problems, 'unreachable.longest', unreachable.longest, Minutes(0), Hours(24 * 30))
  if (unreachable.longest < unreachable.first) {
    problems.add(
      'unreachable.longest',
      `is shorter than the first wait, ${formatDuration(unreachable.first)}`,
    )
  }
}

function between(
  problems: Problems,
  key: string,
  value: Duration,
  least: Duration,
  most: Duration,
  or = '',
): void {
  if (Number.isFinite(value) && value >= least && value <= most) return
  problems.add(key, `has to be at least ${formatDuration(least)} and at most ${formatDuration(most)}${or}`)
}

function checkBounds({ hold, priority }: DialSettings, problems: Problems): void {
  problems.whole('priority', priority, 0, 9999)
  problems.whole('hold.packets', hold.packets, 0, 65_536)
  problems.whole('hold.bytes', hold.bytes, 0, 64 * 1024 * 1024)
  between(problems, 'hold.age', hold.age, Minutes(0), Minutes(10))
}

function checkHours({ days, timeZone }: DialOutHours, problems: Problems): void {
  if (timeZone !== undefined && !isTimeZone(timeZone)) {
    problems.add(
      'dialOutHours.timeZone',
      `${JSON.stringify(timeZone.slice(0, 64))} is no time zone: write one such as Europe/Berlin`,
    )
  }
  for (const [index, { day, windows }] of days.entries()) {
    const key = `dialOutHours.days[${index}]`
    if (!problems.whole(`${key}.day`, day, 0, 6)) continue
    if (days.findIndex((other) => other.day === day) < index) {
      problems.add(key, `names day ${day} a second time: write all of its times in one text`)
    }
    if (windows.length === 0) problems.add(key, 'has no window; leave the day out to forbid it')
    const sorted = windows.toSorted((one, other) => one.from - other.from)
    for (const [at, window] of sorted.entries()) {
      const { from, to } = window
      const inDay = isTimeOfDay(from) && isTimeOfDay(to)
      if (!inDay) problems.add(key, outsideDay(window))
      if (inDay && from >= to) {
        problems.add(
          key,
          `${formatTimeWindow(window)} ends before it begins; what lasts over midnight is written in two parts, up to 24:00 and from 00:00 of the next day`,
        )
      }
      const before = sorted[at - 1]
      if (inDay && before !== undefined && before.to > from) {
        problems.add(key, `${formatTimeWindow(before)} and ${formatTimeWindow(window)} overlap`)
      }
    }
  }
}

function isTimeOfDay(minutes: number): boolean {
  return Number.isInteger(minutes) && minutes >= 0 && minutes <= 1440
}

/** A program may have given what no clock would show. */
function outsideDay({ from, to }: TimeWindow): string {
  const isClock = [from, to].every((minutes) => Number.isSafeInteger(minutes) && minutes >= 0)
  return isClock
    ? `${formatTimeWindow({ from, to })} is beyond the day, which has the times from 00:00 to 24:00`
    : `has to have whole minutes from 0 to 1440, not ${from} and ${to}`
}

function checkCredentials({ credentials }: DialSettings, problems: Problems): void {
  if (credentials === undefined) return
  const lengths = [
    ['userName', credentials.userName, USER_NAME_LENGTH],
    ['domain', credentials.domain ?? '', DOMAIN_LENGTH],
    ['password', credentials.password ?? '', PASSWORD_LENGTH],
  ] as const
  for (const [part, text, most] of lengths) {
    if (text.length > most) problems.add(`credentials.${part}`, `has more than ${most} characters`)
  }
}
