import { describe, expect, test } from 'vitest'
import { connectionId } from './connection.ts'
import type { Event, EventDraft } from './event.ts'
import { eventMatcher, type EventFilter, type SubjectNames } from './event-filter.ts'
import type { Modem } from './modem.ts'

const MODEM = '207df5de-05b2-5e0c-a122-50f3669af838'
const OTHER = '307df5de-05b2-5e0c-a122-50f3669af838'
const DIAL = '407df5de-05b2-5e0c-a122-50f3669af838'

const event = (draft: EventDraft): Event => ({ v: 1, service: 's', epoch: 'e', seq: 1, time: 0, ...draft })
// Of an arrival, the filter looks at the subject alone.
const modem = (id: string): Event => event({ type: 'modem.arrived', modem: id, data: {} as Modem })
const signal = (id: string): Event => event({ type: 'signal.changed', modem: id, data: { rssi: -70 } })
const removed = (id: string, session = 0): Event =>
  event({
    type: 'connection.removed',
    modem: id,
    connection: connectionId(id, session),
    data: { name: 'a connection' },
  })
const dial = event({ type: 'dial.removed', dialInterface: DIAL, data: { name: 'branch' } })
const profile = event({ type: 'profile.removed', data: { name: 'internet' } })
const stopping = event({ type: 'service.stopping', data: {} })
const paused = event({ type: 'demand-dial.changed', data: { state: 'paused' } })

const known = new Map([['modem0', MODEM]])
const names: SubjectNames = {
  modem: (name) => known.get(name),
  dialInterface: (name) => (name.toLowerCase() === 'branch' ? DIAL : 'nobody'),
}

const all = { signal: signal(MODEM), own: removed(MODEM), second: removed(MODEM, 1) }
const subjects = { ...all, foreign: signal(OTHER), foreignOwn: removed(OTHER), dial }
const rest = { profile, stopping, paused }
const everything = { ...subjects, ...rest }

test.each<[EventFilter, (keyof typeof everything)[]]>([
  [{ type: ['signal.changed'] }, ['signal', 'foreign']],
  [{ type: ['connection.*'] }, ['own', 'second', 'foreignOwn']],
  [{ type: ['signal.changed, dial.*', 'profile.*'] }, ['signal', 'foreign', 'dial', 'profile']],
  [{ modem: ['modem0'] }, ['signal', 'own', 'second', 'stopping']],
  [{ modem: [MODEM.toUpperCase()] }, ['signal', 'own', 'second', 'stopping']],
  [{ connection: ['modem0'] }, ['own', 'stopping']],
  [{ connection: ['modem0/1'] }, ['second', 'stopping']],
  [{ connection: [connectionId(OTHER, 0)] }, ['foreignOwn', 'stopping']],
  [{ dialInterface: ['BRANCH'] }, ['dial', 'stopping', 'paused']],
  [{ dialInterface: [DIAL] }, ['dial', 'stopping', 'paused']],
  [{ connection: ['modem0/1'], dialInterface: ['branch'] }, ['second', 'dial', 'stopping', 'paused']],
  [{ type: ['connection.*'], modem: ['modem0', OTHER] }, ['own', 'second', 'foreignOwn']],
  [{ type: ['*'], connection: ['modem0'] }, ['own', 'stopping']],
])('%j lets through %j', (filter, passing) => {
  const matches = eventMatcher(filter, names)
  expect(Object.keys(everything).filter((key) => matches?.(everything[key as 'own']))).toEqual(passing)
})

test('a filter without values is none', () => {
  expect(eventMatcher({}, names)).toBeUndefined()
  expect(eventMatcher({ type: [], modem: [], connection: [], dialInterface: [] }, names)).toBeUndefined()
})

describe('a name that stands for nothing yet', () => {
  test('stands for the modem from its arrival on', () => {
    known.delete('modem1')
    const matches = eventMatcher({ modem: ['modem1'], connection: ['modem1/2'] }, names)
    expect(matches?.(signal(OTHER))).toBe(false)
    known.set('modem1', OTHER)
    expect(matches?.(signal(OTHER))).toBe(false)
    expect(
      [modem(OTHER), signal(OTHER), removed(OTHER, 2), signal(MODEM)].map((one) => matches?.(one)),
    ).toEqual([true, true, true, false])
    known.delete('modem1')
  })
})

test.each(['', 'connection', 'connection.chnaged', 'connections.*', '*.changed', 'modem.*,', '../x'])(
  'the type %j is refused',
  (type) => {
    expect(() => eventMatcher({ type: [type] }, names)).toThrow('there is no event of type')
  },
)

test('whoever mistypes is told what there is', () => {
  expect(() => eventMatcher({ type: ['radio.canged'] }, names)).toThrow('there is radio.changed')
})
