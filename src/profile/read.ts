/** A valid document as a `Profile`. What the schema leaves out has the meaning its documentation gives to its absence. */
import { compact } from '../base/index.ts'
import type { Profile } from '../core/index.ts'

export interface ParsedProfile {
  readonly profile: Profile
  /** `IgnorePassword`: an update keeps the password that is stored under this name. */
  readonly keepPassword: boolean
}

/** Gives the text of the first element at a path, such as `p:Context/p:AccessString`. */
export type TextAt = (path: string) => string | undefined

export function readProfile(textAt: TextAt, count: (path: string) => number): ParsedProfile {
  /** White space collapsed, as the schema's `token` has it. */
  const word = (path: string): string | undefined =>
    textAt(path)
      ?.replace(/[\t\n\r ]+/g, ' ')
      .trim()
  const flag = (path: string): boolean | undefined => {
    const text = word(path)
    return text === undefined ? undefined : text === 'true' || text === '1'
  }
  const keepPassword = flag('p:Context/p:UserLogonCred/p:IgnorePassword') === true
  const context = compact({
    accessString: word('p:Context/p:AccessString') ?? '',
    // `normalizedString`: white space is made blank, but kept.
    userName: textAt('p:Context/p:UserLogonCred/p:UserName')?.replace(/[\t\n\r]/g, ' '),
    password: keepPassword ? undefined : textAt('p:Context/p:UserLogonCred/p:Password'),
    authProtocol: choose(AUTH_PROTOCOLS, word('p:Context/p:AuthProtocol')) ?? 'none',
    compression: word('p:Context/p:Compression') === 'ENABLE',
    ipType: 'default' as const,
  })
  const profile = compact({
    name: word('p:Name') ?? '',
    description: word('p:Description'),
    iconPath: word('p:ICONFilePath'),
    isDefault: flag('p:IsDefault') === true,
    creationType: choose(CREATION_TYPES, word('p:ProfileCreationType')),
    subscriberId: word('p:SubscriberID') ?? '',
    iccid: word('p:SimIccID'),
    homeProviderName: word('p:HomeProviderName'),
    autoConnectOnInternet: flag('p:AutoConnectOnInternet'),
    connectionMode: choose(CONNECTION_MODES, word('p:ConnectionMode')) ?? 'manual',
    context,
    dataRoamingPartners: Array.from({ length: count('p:DataRoamingPartners/p:Provider') }, (_, index) => {
      const provider = `p:DataRoamingPartners/p:Provider[${index + 1}]`
      return { id: word(`${provider}/p:ProviderID`) ?? '', name: word(`${provider}/p:ProviderName`) ?? '' }
    }),
  })
  return { profile, keepPassword }
}

export const AUTH_PROTOCOLS = {
  NONE: 'none',
  PAP: 'pap',
  CHAP: 'chap',
  MsCHAPv2: 'mschapv2',
  MsCHAPV2: 'mschapv2',
} as const

export const CREATION_TYPES = {
  UserProvisioned: 'user-provisioned',
  AdminProvisioned: 'admin-provisioned',
  OperatorProvisioned: 'operator-provisioned',
  DeviceProvisioned: 'device-provisioned',
} as const

const CONNECTION_MODES = { manual: 'manual', auto: 'auto', 'auto-home': 'auto-home' } as const

function choose<T>(table: Readonly<Record<string, T>>, key: string | undefined): T | undefined {
  return key === undefined || !Object.hasOwn(table, key) ? undefined : table[key]
}
