import { expect, test } from 'vitest'
import { toPublicProfile } from '../core/index.ts'
import { parseProfile, serializeProfile } from '../profile/index.ts'
import { factoryProfile } from './factory-profile.ts'

test('the factory profile is what its XML says', async () => {
  const profile = factoryProfile('internet', '999990000000001')
  await expect(parseProfile(serializeProfile(toPublicProfile(profile)))).resolves.toEqual({
    profile,
    keepPassword: false,
  })
})
