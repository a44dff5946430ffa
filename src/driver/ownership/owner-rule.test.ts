import { expect, test } from 'vitest'
import { ruleFor, type OwnerRule, type OwnerRules } from './owner-rule.ts'

const RULES: OwnerRules = {
  owner: 'mbim-proxy',
  owners: [
    { modem: '/dev/cdc-wdm0', owner: 'modem-manager' },
    { modem: '490154203237518', owner: 'direct' },
    { modem: 'A0000012ABCDEF', owner: 'auto' },
    { modem: '/dev/cdc-wdm0', owner: 'direct' },
  ],
}

const ROWS: readonly (readonly [string, string | undefined, string, OwnerRule])[] = [
  ['no rule of its own', '350077523237513', '/dev/cdc-wdm1', { owner: 'mbim-proxy', of: 'all' }],
  ['its device', '350077523237513', '/dev/cdc-wdm0', { owner: 'modem-manager', of: 'device' }],
  [
    'its equipment before its device',
    '490154203237518',
    '/dev/cdc-wdm0',
    { owner: 'direct', of: 'equipment' },
  ],
  ['equipment of hexadecimal digits', 'a0000012abcdef', '/dev/cdc-wdm1', { owner: 'auto', of: 'equipment' }],
  ['equipment that is not known yet', undefined, '/dev/cdc-wdm1', { owner: 'mbim-proxy', of: 'all' }],
]

test.each(ROWS)('%s', (_, equipment, device, rule) => {
  expect(ruleFor({ equipment, isAt: (path) => path === device }, RULES)).toEqual(rule)
})

test('is whoever has it where nothing is said', () => {
  expect(ruleFor({ isAt: () => true }, {})).toEqual({ owner: 'auto', of: 'all' })
})
