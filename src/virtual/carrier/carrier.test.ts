import { expect, test } from 'vitest'
import { Milliseconds, Seconds, seededRandom } from '../../base/index.ts'
import type { BearerRequest } from './bearer.ts'
import { Carrier } from './carrier.ts'
import { defaultOperators } from './default-carrier.ts'

const subscriber = { imsi: '001010000000001', home: '00101' }

function carrier(): Carrier {
  return new Carrier({ random: seededRandom(1) })
}

function request(changes: Partial<BearerRequest> = {}): BearerRequest {
  return { accessString: 'internet', userName: '', password: '', auth: 'none', ipType: 'ipv4', ...changes }
}

test.each([
  ['00101', { as: 'home' }],
  ['99940', { as: 'roaming' }],
  ['99941', { as: 'partner' }],
  ['00102', { cause: 11 }],
  ['999420', { cause: 11 }],
])('the subscriber at %s: %o', (plmn, admission) => {
  expect(carrier().admit(subscriber, plmn)).toEqual(admission)
})

test('one subscriber is refused, everywhere, until it is allowed again; another is not', () => {
  const one = carrier()
  one.deny(subscriber.imsi, 3)
  expect(one.admit(subscriber, '00101')).toEqual({ cause: 3 })
  expect(one.admit(subscriber, '99940')).toEqual({ cause: 3 })
  expect(one.admit({ ...subscriber, imsi: '001010000000002' }, '00101')).toEqual({ as: 'home' })
  one.deny(subscriber.imsi, undefined)
  expect(one.admit(subscriber, '00101')).toEqual({ as: 'home' })
})

test.each<[string, Partial<BearerRequest>, object]>([
  ['a known access point', {}, { ipType: 'ipv4', networkError: 0 }],
  ['its name in other letters', { accessString: 'INTERNET' }, { ipType: 'ipv4' }],
  ['a blank name', { accessString: '' }, { ipType: 'ipv4' }],
  ['an unknown name', { accessString: 'nowhere' }, { cause: 27 }],
  ['one that is not subscribed', { accessString: 'unsubscribed' }, { cause: 33 }],
  ['one without resources', { accessString: 'crowded' }, { cause: 26 }],
  ['credentials missing', { accessString: 'company.example' }, { cause: 29 }],
  [
    'credentials right',
    { accessString: 'company.example', userName: 'dialtone', password: 'secret', auth: 'chap' },
    { leases: { ipv4: { address: '203.0.113.2', mtu: 1400 } } },
  ],
  [
    'a wrong password',
    { accessString: 'company.example', userName: 'dialtone', password: 'Secret', auth: 'chap' },
    { cause: 29 },
  ],
  [
    'a protocol it does not speak',
    { accessString: 'company.example', userName: 'dialtone', password: 'secret', auth: 'none' },
    { cause: 29 },
  ],
  ['a family it has not', { accessString: 'v4only', ipType: 'ipv6' }, { cause: 50 }],
  ['both families where it has one', { accessString: 'v6only', ipType: 'ipv4v6' }, { networkError: 51 }],
])('%s', (_what, changes, outcome) => {
  expect(carrier().openBearer(subscriber, request(changes))).toMatchObject(outcome)
})

test('a blank name means the access point of the home network that is the default', () => {
  const outcome = carrier().openBearer(subscriber, request({ accessString: '' }))
  expect(outcome).toMatchObject({ apn: { name: 'internet' } })
})

test('an access point answers as it is told to, and is told of in vain where it is not', () => {
  const one = carrier()
  one.setApn('internet', { type: 'refuse', cause: 30 })
  expect(one.openBearer(subscriber, request())).toEqual({ cause: 30 })
  one.setApn('internet', { type: 'slow', delay: Seconds(5) })
  expect(one.answerOf(subscriber, 'internet')).toEqual({ delay: 5000, silent: false })
  expect(one.openBearer(subscriber, request())).toMatchObject({ ipType: 'ipv4' })
  one.setApn('Internet', { type: 'silent' })
  expect(one.answerOf(subscriber, '')).toEqual({ delay: 0, silent: true })
  expect(() => {
    one.setApn('nothing', { type: 'accept' })
  }).toThrow(/has no access point "nothing"; it has internet, /)
})

test('a bearer returns its addresses, and can be given others', () => {
  const one = carrier()
  const bearer = one.openBearer(subscriber, request({ ipType: 'ipv4v6' }))
  if ('cause' in bearer) throw new Error('it was refused')
  const other = one.renumber(bearer)
  expect(other?.leases.ipv4?.address).not.toBe(bearer.leases.ipv4?.address)
  expect(other?.leases.ipv6?.address).not.toBe(bearer.leases.ipv6?.address)
  expect(bearer.apn.pool.leased('ipv4')).toBe(1)
  if (other !== undefined) one.release(other)
  expect(bearer.apn.pool.leased('ipv4')).toBe(0)
})

test('congestion fails its share of requests and delays all, alike with the same seed', () => {
  const outcomes = (): boolean[] => {
    const one = carrier()
    one.setCongestion({ level: 0.3, delay: Milliseconds(250) })
    expect(one.answerOf(subscriber, 'internet').delay).toBe(250)
    return Array.from({ length: 200 }, () => 'cause' in one.openBearer(subscriber, request()))
  }
  const failed = outcomes().filter(Boolean).length
  expect(failed).toBeGreaterThan(40)
  expect(failed).toBeLessThan(80)
  expect(outcomes()).toEqual(outcomes())
})

test.each([
  ['abroad', { name: 'abroad', plmns: ['99940', '99941', '999420'] }],
  ['HOME', { name: 'home', plmns: ['00101', '00102'] }],
  ['Wanderfunk Süd', { name: 'with Wanderfunk Süd only', plmns: ['99940'] }],
  ['00102', { name: 'with Rival Wireless only', plmns: ['00102'] }],
])('the place %s', (name, area) => {
  expect(carrier().area(name)).toEqual(area)
})

test('an operator is at home where it is first', () => {
  expect(carrier().areaOf('00101').name).toBe('home')
  expect(carrier().areaOf('99941').name).toBe('abroad')
})

test('a place that is not there is answered with those that are', () => {
  expect(() => carrier().area('moon')).toThrow(
    /no area or operator "moon"; areas: home, abroad, nowhere; oper/,
  )
})

test('an area with an operator that is not there makes no carrier', () => {
  const areas = [{ name: 'home', plmns: ['26201'] }]
  expect(() => new Carrier({ random: seededRandom(1), areas })).toThrow('there is no operator 26201')
})

test('what the default world says of itself fits the wire', () => {
  for (const { plmn, name, roamingText = '' } of defaultOperators()) {
    expect(plmn).toMatch(/^(001|999)\d{2,3}$/)
    expect(name.length).toBeLessThanOrEqual(20)
    expect(roamingText.length).toBeLessThanOrEqual(63)
  }
})

test.each([
  [{ plmn: '1234' }, /its code is not 5 or 6 digits/],
  [{ name: 'a'.repeat(21) }, /its name is longer than 20 characters/],
  [{ roamingText: 'a'.repeat(64) }, /its roaming text is longer than 63 characters/],
])('an operator with %o makes no carrier', (changes, message) => {
  const operator = { plmn: '00101', name: 'Test', cells: [], apns: [], guests: [], ...changes }
  expect(() => new Carrier({ random: seededRandom(1), operators: [operator], areas: [] })).toThrow(message)
})
