import { expect, test } from 'vitest'
import { newPin, PIN_ATTEMPTS, PUK_ATTEMPTS, type Pin } from './pin.ts'
import { PinLock, type PinAnswer } from './pin-lock.ts'

const PUK = '12345678'

function card(changes: Partial<Pin> = {}): PinLock {
  return new PinLock([
    newPin({ kind: 'pin1', code: '1234', puk: PUK, ...changes }),
    newPin({ kind: 'pin2', code: '5678', puk: '87654321' }),
  ])
}

// MBIM 1.0 §10.5.6: status, the PIN it is about, its state, the attempts left
const done = { status: 'success', type: 'unknown', state: 'unlocked' }
const nothing = { status: 'failure', type: 'unknown', state: 'unlocked' }
const awaited = { status: 'pin-required', type: 'pin1', state: 'locked', attempts: 3 }

function wrong(type: PinAnswer['type'], attempts: number): PinAnswer {
  return { status: 'failure', type, state: 'locked', attempts }
}

test.each<[string, Partial<Pin>, (lock: PinLock) => PinAnswer, object]>([
  ['enter: correct', {}, (lock) => lock.enter('pin1', '1234', ''), done],
  ['enter: wrong', {}, (lock) => lock.enter('pin1', '0000', ''), wrong('pin1', 2)],
  ['enter: the last attempt', { attempts: 1 }, (lock) => lock.enter('pin1', '0000', ''), wrong('puk1', 10)],
  ['enter: blocked', { attempts: 0 }, (lock) => lock.enter('pin1', '1234', ''), wrong('puk1', 10)],
  ['enter: verified already', { verified: true }, (lock) => lock.enter('pin1', '1234', ''), nothing],
  ['enter: disabled', { enabled: false }, (lock) => lock.enter('pin1', '1234', ''), nothing],
  ['enter: too short', {}, (lock) => lock.enter('pin1', '123', ''), { status: 'invalid-parameters' }],
  ['enter: too long', {}, (lock) => lock.enter('pin1', '123456789', ''), { status: 'invalid-parameters' }],
  ['enter: letters', {}, (lock) => lock.enter('pin1', '12x4', ''), { status: 'invalid-parameters' }],
  [
    'enter: a kind it has not',
    {},
    (lock) => lock.enter('network-pin', '1234', ''),
    { status: 'no-device-support' },
  ],
  ['enter: PIN2 before PIN1', {}, (lock) => lock.enter('pin2', '5678', ''), awaited],
  ['enter: PIN2', { verified: true }, (lock) => lock.enter('pin2', '5678', ''), done],
  ['enter: PIN2 wrong', { verified: true }, (lock) => lock.enter('pin2', '0000', ''), wrong('pin2', 2)],
  ['PUK: nothing is blocked', {}, (lock) => lock.enter('puk1', PUK, '4321'), nothing],
  ['PUK: correct', { attempts: 0 }, (lock) => lock.enter('puk1', PUK, '4321'), done],
  ['PUK: wrong', { attempts: 0 }, (lock) => lock.enter('puk1', '00000000', '4321'), wrong('puk1', 9)],
  [
    'PUK: used up',
    { attempts: 0, pukAttempts: 1 },
    (lock) => lock.enter('puk1', '00000000', '4321'),
    wrong('unknown', 0),
  ],
  [
    'PUK: after it is used up',
    { attempts: 0, pukAttempts: 0 },
    (lock) => lock.enter('puk1', PUK, '4321'),
    wrong('unknown', 0),
  ],
  [
    'PUK: the new PIN is none',
    { attempts: 0 },
    (lock) => lock.enter('puk1', PUK, '1'),
    { status: 'invalid-parameters' },
  ],
  [
    'PUK: seven digits',
    { attempts: 0 },
    (lock) => lock.enter('puk1', '1234567', '4321'),
    { status: 'invalid-parameters' },
  ],
  ['enable: enabled already', { verified: true }, (lock) => lock.enable('pin1', '0000'), done],
  ['enable: correct', { enabled: false }, (lock) => lock.enable('pin1', '1234'), done],
  ['enable: wrong', { enabled: false }, (lock) => lock.enable('pin1', '0000'), wrong('pin1', 2)],
  [
    'enable: PIN2 cannot',
    { verified: true },
    (lock) => lock.enable('pin2', '5678'),
    { status: 'no-device-support' },
  ],
  ['disable: disabled already', { enabled: false }, (lock) => lock.disable('pin1', '0000'), done],
  ['disable: correct', { verified: true }, (lock) => lock.disable('pin1', '1234'), done],
  ['disable: before it is entered', {}, (lock) => lock.disable('pin1', '1234'), awaited],
  [
    'disable: the last attempt',
    { verified: true, attempts: 1 },
    (lock) => lock.disable('pin1', '0000'),
    wrong('puk1', 10),
  ],
  ['change: correct', { verified: true }, (lock) => lock.change('pin1', '1234', '4321'), done],
  ['change: wrong', { verified: true }, (lock) => lock.change('pin1', '0000', '4321'), wrong('pin1', 2)],
  [
    'change: disabled',
    { enabled: false },
    (lock) => lock.change('pin1', '1234', '4321'),
    { status: 'pin-disabled' },
  ],
  ['change: before it is entered', {}, (lock) => lock.change('pin1', '1234', '4321'), awaited],
  [
    'change: to what is none',
    { verified: true },
    (lock) => lock.change('pin1', '1234', 'abcd'),
    { status: 'invalid-parameters' },
  ],
  ['change: PIN2', { verified: true }, (lock) => lock.change('pin2', '5678', '8765'), done],
])('%s', (_what, changes, operate, answer) => {
  expect(operate(card(changes))).toMatchObject(answer)
})

test('a right PIN restores its attempts', () => {
  const lock = card()
  lock.enter('pin1', '0000', '')
  expect(lock.describe()).toMatchObject({ type: 'pin1', attempts: 2 })
  lock.enter('pin1', '1234', '')
  expect(lock.get('pin1')?.attempts).toBe(PIN_ATTEMPTS)
})

test('what cannot be a PIN costs no attempt', () => {
  const lock = card()
  lock.enter('pin1', 'none', '')
  lock.enter('pin1', '1', '')
  expect(lock.get('pin1')?.attempts).toBe(PIN_ATTEMPTS)
})

test('a PUK sets a new PIN, enables it, and counts as having entered it', () => {
  const lock = card({ enabled: false, attempts: 0, pukAttempts: 2 })
  expect(lock.describe()).toMatchObject({ type: 'puk1', state: 'locked', attempts: 2 })
  expect(lock.enter('puk1', PUK, '4321')).toMatchObject(done)
  expect(lock.get('pin1')).toMatchObject({ code: '4321', enabled: true, verified: true })
  expect(lock.get('pin1')).toMatchObject({ attempts: PIN_ATTEMPTS, pukAttempts: PUK_ATTEMPTS })
})

test('enabling leaves it open until power-on; entering is forgotten then', () => {
  const lock = card({ enabled: false })
  lock.enable('pin1', '1234')
  expect(lock.describe()).toMatchObject(done)
  lock.powerOn()
  expect(lock.describe()).toMatchObject({ type: 'pin1', state: 'locked' })
})

test('a blocked PIN2 stands in nobody’s way', () => {
  const lock = card({ verified: true })
  for (let attempt = 0; attempt < 3; attempt++) lock.change('pin2', '0000', '1111')
  expect(lock.change('pin2', '5678', '1111')).toMatchObject({ type: 'puk2', attempts: 10 })
  expect(lock.awaited).toBeUndefined()
  expect(lock.describe()).toMatchObject(done)
  expect(lock.enter('puk2', '87654321', '1111')).toMatchObject(done)
  expect(lock.get('pin2')).toMatchObject({ code: '1111', attempts: 3 })
})

test('locks of the equipment are asked for in their order', () => {
  const lock = new PinLock([
    newPin({ kind: 'corporate-pin', code: '2222', puk: '3333' }),
    newPin({ kind: 'network-pin', code: '1111222233334444' }),
  ])
  expect(lock.describe()).toMatchObject({ type: 'network-pin' })
  expect(lock.enter('network-pin', '1111222233334444', '')).toMatchObject({
    status: 'success',
    type: 'corporate-pin',
  })
  expect(lock.enter('corporate-pin', '2222', '')).toMatchObject(done)
  expect(lock.disable('network-pin', '1111222233334444')).toMatchObject(done)
  lock.powerOn()
  expect(lock.describe()).toMatchObject({ type: 'corporate-pin' })
})
