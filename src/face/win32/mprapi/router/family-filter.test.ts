import { describe, expect, test } from 'vitest'
import type { PacketFilter, PacketRule } from '../../../../core/index.ts'
import { ERROR_INVALID_PARAMETER } from '../../win32-error.ts'
import { ErrorNumber } from './error-number.ts'
import { familyFilter, withFamilyFilter, type FamilyFilter } from './family-filter.ts'

const WEB: PacketRule = { protocol: 'tcp', destinationPort: { from: 443, to: 443 } }
const [WEB4, WEB6] = [
  { ...WEB, family: 'ipv4' },
  { ...WEB, family: 'ipv6' },
] as const
const NET4: PacketRule = { destination: '10.0.0.0/8' }
const only = (...rules: PacketRule[]): PacketFilter => ({ action: 'only', rules })
const except = (...rules: PacketRule[]): PacketFilter => ({ action: 'except', rules })

test.each<[string, PacketFilter | undefined, FamilyFilter, FamilyFilter]>([
  ['no filter', undefined, 'everything', 'everything'],
  ['a rule of both families', only(WEB), only(WEB4), only(WEB6)],
  ['a rule of a network', only(NET4), only({ ...NET4, family: 'ipv4' }), 'nothing'],
  ['an exception of one family', except(WEB4), except(WEB4), 'everything'],
  ['a family as a whole', only(WEB4, { family: 'ipv6' }), only(WEB4), 'everything'],
  ['a family as an exception', except(WEB, { family: 'ipv6' }), except(WEB4), 'nothing'],
  ['the same for both and for one', only(WEB, WEB4), only(WEB4), only(WEB6)],
])('%s is this for each family', (_, filter, ipv4, ipv6) => {
  expect(familyFilter(filter, 'ipv4')).toEqual(ipv4)
  expect(familyFilter(filter, 'ipv6')).toEqual(ipv6)
})

describe('the filter of a family', () => {
  test.each([undefined, only(WEB), only(WEB, WEB4), except(WEB, NET4), only(NET4)])(
    'as it is changes nothing: %j',
    (filter) => {
      for (const family of ['ipv4', 'ipv6'] as const) {
        const told = familyFilter(filter, family)
        const wanted = told === 'everything' ? undefined : told === 'nothing' ? only() : told
        expect(withFamilyFilter(filter, family, wanted)).toBe(filter)
      }
    },
  )

  test.each<[string, PacketFilter | undefined, PacketFilter | undefined]>([
    ['what counts, where there was none', undefined, only(WEB4)],
    ['what does not count, where there was none', undefined, except(WEB4)],
    ['another one than both had', only(WEB), only({ ...NET4, family: 'ipv4' })],
    ['none, where both had one', only(WEB), undefined],
    ['none, where both had an exception', except(WEB), undefined],
    ['an exception, where nothing of the other counts', only(WEB4), except(WEB4)],
    ['what counts, where nothing of the other does', except({ family: 'ipv6' }), only(WEB4)],
    ['nothing, where there was none', undefined, only()],
  ])('leaves the other as it is: %s', (_, now, wanted) => {
    const then = withFamilyFilter(now, 'ipv4', wanted)
    expect(familyFilter(then, 'ipv6')).toEqual(familyFilter(now, 'ipv6'))
    expect(familyFilter(then, 'ipv4')).toEqual(familyFilter(wanted, 'ipv4'))
  })

  test('cannot list what counts beside one that lists what does not', () => {
    expect(() => withFamilyFilter(except(WEB6), 'ipv4', only(WEB4))).toThrow(
      new ErrorNumber(ERROR_INVALID_PARAMETER),
    )
  })
})
