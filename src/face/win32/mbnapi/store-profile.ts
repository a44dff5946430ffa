/** Has a profile stored, and says why it was not as the pages of CreateConnectionProfile and UpdateProfile do. */
import type { Service } from '../../../api/index.ts'
import { toDialtoneError } from '../../../base/index.ts'
import { hresultOf } from '../error-hresult.ts'
import { HRESULT_FROM_WIN32, S_OK, type HRESULT } from '../hresult.ts'
import { ERROR_FILE_NOT_FOUND } from '../win32-error.ts'
import type { Ground } from './ground.ts'
import { E_MBN_DEFAULT_PROFILE_EXIST } from './hresult.ts'

export async function storeProfile(
  { service }: Ground,
  profile: Parameters<Service['addProfile']>[0],
): Promise<HRESULT> {
  try {
    await service.addProfile(profile)
    return S_OK
  } catch (thrown) {
    const { code, detail } = toDialtoneError(thrown)
    // Of a profile that is to be stored, only its icon can be missing.
    if (code === 'not_found') return HRESULT_FROM_WIN32(ERROR_FILE_NOT_FOUND)
    const second = code === 'already_exists' && detail.isDefault === true
    return second ? E_MBN_DEFAULT_PROFILE_EXIST : hresultOf(thrown)
  }
}
