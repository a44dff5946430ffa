/** Why a profile could not be stored, as the pages of CreateConnectionProfile and UpdateProfile put it. */
import { hresultOf } from '../error-hresult.ts'
import type { HRESULT } from '../hresult.ts'

export function profileFailure(thrown: unknown): HRESULT {
  return hresultOf(thrown)
}
