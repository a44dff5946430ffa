/** `[modems]` of the configuration, as far as it says who drives which modem. */
import { DialtoneError } from '../../base/index.ts'
import type { Configuration } from '../../api/index.ts'
import { OWNER_SETTINGS, type OwnerRules } from '../../driver/index.ts'
import { listOf } from './list-of.ts'

/** @throws DialtoneError `invalid_argument`. */
export function ownerRulesOf({ owner, owners }: Configuration['modems'] = {}): OwnerRules {
  return { owner, owners: listOf(owners).map(ownerOf) }
}

/** `/dev/cdc-wdm1=direct`: the modem, and who after the last `=`. */
function ownerOf(text: string): NonNullable<OwnerRules['owners']>[number] {
  const at = text.lastIndexOf('=')
  const owner = OWNER_SETTINGS.find((name) => name === text.slice(at + 1))
  if (owner === undefined || at < 1) {
    throw new DialtoneError('invalid_argument', `${JSON.stringify(text)} says no owner: write MODEM=OWNER`)
  }
  return { modem: text.slice(0, at), owner }
}
