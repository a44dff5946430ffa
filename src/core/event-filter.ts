/**
 * Which events a subscriber wants: by type, and by what they are about. Values of one field are alternatives. An event
 * passes when its type is wanted and it is about one of the subjects, whichever field named it. What concerns the whole
 * service (`service.*`, `storage.*`) concerns each of its modems, as `demand-dial.changed` concerns each dial interface: a
 * subject does not keep it out.
 */
import { DialtoneError, thereAre } from '../base/index.ts'
import { connectionId } from './connection.ts'
import type { Event } from './event.ts'
import { EVENT_TYPES } from './event-type.ts'

export interface EventFilter {
  /** `connection.changed`, or all of a kind: `connection.*`. Several may share a text, with commas in between. */
  readonly type?: readonly string[]
  /** Names or ids of modems; their connections are included. */
  readonly modem?: readonly string[]
  /** Names or ids of connections. */
  readonly connection?: readonly string[]
  /** Names or ids of dial interfaces. */
  readonly dialInterface?: readonly string[]
}

/** More of them than anybody lists by hand; each is looked at for each event. */
export const MOST_FILTER_VALUES = 32

/** What the names of today stand for. */
export interface SubjectNames {
  /** The id of the modem of this name, where one is known. */
  modem(name: string): string | undefined
  dialInterface(name: string): string
}

/**
 * Whether an event passes; nothing where all do. A modem that nobody knows yet is waited for: its events pass from its
 * arrival on.
 * @throws DialtoneError `invalid_argument` for a type that there is not.
 */
export function eventMatcher(
  filter: EventFilter,
  names: SubjectNames,
): ((event: Event) => boolean) | undefined {
  const types = typeMatcher(filter.type ?? [])
  const subjects = subjectMatcher(filter, names)
  if (types === undefined || subjects === undefined) return types ?? subjects
  return (event) => types(event) && subjects(event)
}

function typeMatcher(patterns: readonly string[]): ((event: Event) => boolean) | undefined {
  if (patterns.length === 0) return undefined
  const wanted = new Set<string>()
  for (const pattern of patterns.flatMap((text) => text.split(','))) {
    const found = Object.keys(EVENT_TYPES).filter((type) => matches(type, pattern.trim()))
    if (found.length === 0) throw noSuchType(pattern.trim())
    for (const type of found) wanted.add(type)
  }
  return ({ type }) => wanted.has(type)
}

function matches(type: string, pattern: string): boolean {
  return pattern.endsWith('*') ? type.startsWith(pattern.slice(0, -1)) : type === pattern
}

function noSuchType(pattern: string): DialtoneError {
  const kind = /^[a-z-]+(?=\.)/.exec(pattern)?.[0]
  const near = Object.keys(EVENT_TYPES).filter((type) => type.startsWith(`${kind ?? '?'}.`))
  const there = thereAre(near, 'a type is written like connection.changed, all of a kind like connection.*')
  return new DialtoneError(
    'invalid_argument',
    `there is no event of type ${JSON.stringify(pattern.slice(0, 64))}: ${there}`,
    { detail: { field: 'type' } },
  )
}

function subjectMatcher(
  { modem = [], connection = [], dialInterface = [] }: EventFilter,
  names: SubjectNames,
): ((event: Event) => boolean) | undefined {
  if (modem.length + connection.length + dialInterface.length === 0) return undefined
  const ids = new Set(dialInterface.flatMap((called) => [called.toLowerCase(), names.dialInterface(called)]))
  /** Names that stand for nothing yet. */
  let open = [
    ...modem.filter(isName).map((called) => () => names.modem(called)),
    ...connection.filter(isName).map((called) => () => connectionCalled(called, names)),
  ]
  for (const called of [...modem, ...connection]) ids.add(called.toLowerCase())
  const resolve = (): void => {
    open = open.filter((find) => {
      const id = find()
      if (id !== undefined) ids.add(id)
      return id === undefined
    })
  }
  resolve()
  return (event) => {
    if (open.length > 0 && event.type === 'modem.arrived') resolve()
    const { type } = event
    if (type.startsWith('service.') || type.startsWith('storage.')) return true
    if (type === 'demand-dial.changed') return dialInterface.length > 0
    return [event.modem, event.connection, event.dialInterface].some((id) => id !== undefined && ids.has(id))
  }
}

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

function isName(called: string): boolean {
  return !GUID.test(called)
}

/** `modem0/1` is session 1 of `modem0`, `modem0` its session 0. */
function connectionCalled(called: string, names: SubjectNames): string | undefined {
  const [, name = called, session = '0'] = /^(.*)\/(\d{1,3})$/.exec(called) ?? []
  const modem = names.modem(name)
  return modem === undefined ? undefined : connectionId(modem, Number(session))
}
