/**
 * Has a profile stored, and says why it was not as the pages of CreateConnectionProfile and UpdateProfile do. The picture of a
 * profile is a file of the program's machine, which need not be the service's: whether it is there is found out here.
 */
import { access, constants } from 'node:fs/promises'
import type { PublicProfile } from '../../../core/index.ts'
import { toDialtoneError } from '../../../base/index.ts'
import { hresultOf } from '../error-hresult.ts'
import { HRESULT_FROM_WIN32, S_OK, type HRESULT } from '../hresult.ts'
import { ERROR_FILE_NOT_FOUND } from '../win32-error.ts'
import type { Ground } from './ground.ts'
import { E_MBN_DEFAULT_PROFILE_EXIST } from './hresult.ts'

/** `store` is called with a profile that can be stored and whose picture is there. */
export async function storeProfile(
  { service }: Ground,
  profile: { readonly xml: string; readonly replace?: boolean },
  store: () => Promise<PublicProfile>,
): Promise<HRESULT> {
  try {
    const { iconPath } = await service.checkProfile(profile)
    if (iconPath !== undefined && !(await isReadable(iconPath))) {
      return HRESULT_FROM_WIN32(ERROR_FILE_NOT_FOUND)
    }
    await store()
    return S_OK
  } catch (thrown) {
    const { code, detail } = toDialtoneError(thrown)
    const second = code === 'already_exists' && detail.isDefault === true
    return second ? E_MBN_DEFAULT_PROFILE_EXIST : hresultOf(thrown)
  }
}

async function isReadable(file: string): Promise<boolean> {
  try {
    await access(file, constants.R_OK)
    return true
  } catch {
    return false
  }
}
