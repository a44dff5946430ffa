/** IMbnConnectionProfile: a profile as it was, and the way to change it. */
import { comObject, facet, type ComObject } from '../../com/com-object.ts'
import { given } from '../../com/holder.ts'
import { E_INVALIDARG, E_POINTER, HRESULT_FROM_WIN32, S_OK } from '../../hresult.ts'
import { ERROR_NOT_FOUND } from '../../win32-error.ts'
import { answering, requesting, type Ground } from '../ground.ts'
import { IID_IMbnConnectionProfile } from '../identifier.ts'
import type { IMbnConnectionProfile } from '../interface/connection-profile.ts'
import { storeProfile } from '../store-profile.ts'
import { clear } from '../reading/reading.ts'

/** `xml` gives the profile's text, or nothing when it went before it could be read. */
export function createConnectionProfile(
  ground: Ground,
  profile: string,
  xml: () => Promise<string | undefined>,
): ComObject<IMbnConnectionProfile> {
  return comObject(
    facet(IID_IMbnConnectionProfile, (unknown) => ({
      ...unknown,
      GetProfileXmlData: (profileData) =>
        answering(ground, async () => {
          clear(profileData)
          if (!given(profileData)) return E_POINTER
          const text = await xml()
          if (text === undefined) return HRESULT_FROM_WIN32(ERROR_NOT_FOUND)
          profileData.value = text
          return S_OK
        }),
      UpdateProfile: (strProfile) =>
        requesting(ground, async () => {
          if (typeof strProfile !== 'string') return E_INVALIDARG
          await ground.service.profile({ profile }) // it must still be there to be updated
          return storeProfile(ground, { xml: strProfile, replace: true }, () =>
            ground.service.updateProfile({ profile, xml: strProfile }),
          )
        }),
      Delete: () =>
        requesting(ground, async () => {
          await ground.service.removeProfile({ profile })
          return S_OK
        }),
    })),
  )
}
