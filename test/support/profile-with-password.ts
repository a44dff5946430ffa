/** A profile with a password, as a store keeps it. */
import type { Profile } from '../../src/core/index.ts'

export const profileWithPassword: Profile = {
  name: 'internet',
  isDefault: true,
  subscriberId: '001010123456789',
  connectionMode: 'manual',
  dataRoamingPartners: [],
  context: {
    accessString: 'internet',
    userName: 'user',
    password: 'correct horse battery staple',
    authProtocol: 'chap',
    compression: false,
    ipType: 'default',
  },
}
