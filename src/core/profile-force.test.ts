import { expect, test } from 'vitest'
import type { Profile } from './profile.ts'
import { reasonAgainst, type Standing } from './profile-force.ts'

const at = (state: NonNullable<Standing['registration']>['state']): Standing => ({
  registration: { state, cellularClass: 'gsm' },
  sim: { subscriberId: '001010123456789' },
})

test.each<[string, Partial<Profile>, Standing, RegExp | undefined]>([
  ['says nothing', {}, at('roaming'), undefined],
  ['is switched off', { adminEnabled: false }, at('home'), /AdminEnable/],
  ['is switched on', { adminEnabled: true }, at('home'), undefined],
  ['is for home, at home', { adminRoaming: 'home-only' }, at('home'), undefined],
  [
    'is for home, with a partner',
    { adminRoaming: 'home-only' },
    at('partner'),
    /with a partner \(AdminRoamControl\)/,
  ],
  ['is for partners, with one', { adminRoaming: 'home-and-partner' }, at('partner'), undefined],
  ['is for partners, roaming', { adminRoaming: 'home-and-partner' }, at('roaming'), /while roaming/],
  ['is for everywhere', { adminRoaming: 'allow-all' }, at('roaming'), undefined],
  ['is for home, nowhere yet', { adminRoaming: 'home-only' }, at('searching'), undefined],
  ['is for home, and nothing is known', { adminRoaming: 'home-only' }, {}, undefined],
  [
    'is for roaming, at home',
    { conditions: { roaming: 'non-partner-only' } },
    at('home'),
    /RoamApplicability/,
  ],
  ['is for roaming, roaming', { conditions: { roaming: 'non-partner-only' } }, at('roaming'), undefined],
  ['is for partners alone', { conditions: { roaming: 'partner-only' } }, at('roaming'), /RoamApplicability/],
  ['is for 3GPP2', { conditions: { cellularClass: 'cdma' } }, at('home'), /on a 3GPP network/],
  ['is for 3GPP', { conditions: { cellularClass: 'gsm' } }, at('home'), undefined],
  ['is for this SIM', { conditions: { subscriberId: '001010123456789' } }, at('home'), undefined],
  ['is for another SIM', { conditions: { subscriberId: '00102' } }, at('home'), /\(IMSI\)/],
  ['is for a SIM that is not known', { conditions: { subscriberId: '00102' } }, {}, undefined],
])('a profile that %s', (_what, profile, standing, reason) => {
  const said = reasonAgainst(profile, standing)
  if (reason === undefined) expect(said).toBeUndefined()
  else expect(said).toMatch(reason)
  // Whose SIM it is for is personal.
  expect(said ?? '').not.toContain('0010')
})
