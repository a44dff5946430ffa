/** Reads a document that follows the schema: what it leaves out has the meaning its documentation gives to its absence. */
import { compact } from '../base/index.ts'
import type { ContextSettings, MmsConfiguration, Profile, ProfileConditions } from '../core/index.ts'
import {
  ACCESSES,
  AUTH_PROTOCOLS,
  CELLULAR_CLASSES,
  CONNECTION_MODES,
  CREATION_TYPES,
  IP_TYPES,
  ROAM_APPLICABILITY,
  ROAM_CONTROLS,
  TECHNOLOGIES,
  wordOf,
} from './spelling.ts'

export interface ParsedProfile {
  readonly profile: Profile
  /** `IgnorePassword`: an update keeps the password that is stored under this name. */
  readonly keepPassword: boolean
}

/** What is asked of a document. Paths have the prefix `p` for the namespace of its root, `v2` and `v3` for those. */
export interface Document {
  /** The text of the first element at a path, such as `p:Context/p:AccessString`. */
  text(path: string): string | undefined
  /** How many elements there are. */
  count(path: string): number
}

export function readProfile(document: Document): ParsedProfile {
  const reader = readerOf(document)
  const { word, flag, choice } = reader
  const keepPassword = flag('p:Context/p:UserLogonCred/p:IgnorePassword') === true
  const ipType = word('p:Context/p:IPType')
  const profile = compact({
    name: word('p:Name') ?? '',
    description: word('p:Description'),
    iconPath: word('p:ICONFilePath'),
    isDefault: flag('p:IsDefault') === true,
    creationType: choice('p:ProfileCreationType', CREATION_TYPES),
    subscriberId: word('p:SubscriberID'),
    iccid: word('p:SimIccID'),
    homeProviderName: word('p:HomeProviderName'),
    autoConnectOnInternet: flag('p:AutoConnectOnInternet'),
    connectionMode: choice('p:ConnectionMode', CONNECTION_MODES) ?? 'manual',
    context: readContext(reader, keepPassword),
    dataRoamingPartners: each(document, 'p:DataRoamingPartners/p:Provider', (provider) => ({
      id: word(`${provider}/p:ProviderID`) ?? '',
      name: word(`${provider}/p:ProviderName`) ?? '',
    })),
    displayProviderName: word('v2:DisplayProviderName'),
    isPurchaseProfile: flag('v2:IsPurchaseProfile'),
    isAdditional: flag('v3:IsAdditionalPdpContextProfile'),
    purposes:
      document.count('p:PurposeGroups') === 0
        ? undefined
        : each(document, 'p:PurposeGroups/p:PurposeGroupGuid', (path) => word(path) ?? ''),
    conditions: readConditions(document, reader),
    isProvisioningProfile: flag('p:IsProvisioningProfile'),
    apnId: reader.number('p:ApnID'),
    adminEnabled: flag('p:AdminEnable'),
    adminRoaming: choice('p:AdminRoamControl', ROAM_CONTROLS),
    isExclusive: flag('p:IsExclusiveToOther'),
    isLongStanding: flag('p:IsLongStandingAdditionalPdpContextProfile'),
    mms: readMms(document, reader),
    automaticAuthProtocol: word('p:Context/p:AuthProtocol') === 'AutoSelection' ? true : undefined,
    translation: ipType === 'XLAT' ? true : undefined,
    oemConnectionId: word('p:OemConnectionId'),
  })
  return { profile, keepPassword }
}

interface Reader {
  /** As it is, but for the white space that `normalizedString` makes blank. */
  readonly line: (path: string) => string | undefined
  /** White space collapsed, as `token` has it. */
  readonly word: (path: string) => string | undefined
  readonly flag: (path: string) => boolean | undefined
  readonly number: (path: string) => number | undefined
  readonly choice: <T>(path: string, table: Readonly<Record<string, T>>) => T | undefined
  readonly text: (path: string) => string | undefined
}

function readerOf(document: Document): Reader {
  const text = (path: string): string | undefined => document.text(path)
  const line = (path: string): string | undefined => text(path)?.replace(/[\t\n\r]/g, ' ')
  const word = (path: string): string | undefined =>
    text(path)
      ?.replace(/[\t\n\r ]+/g, ' ')
      .trim()
  // An element that is empty has the default of the schema: it says no more than one that is left out.
  const value = (path: string): string | undefined => word(path) || undefined
  return {
    text,
    line,
    word,
    flag: (path) => {
      const said = value(path)
      return said === undefined ? undefined : said === 'true' || said === '1'
    },
    number: (path) => {
      const said = value(path)
      // `-0` is 0 to everybody else.
      return said === undefined ? undefined : Number(said) + 0
    },
    choice: (path, table) => wordOf(table, word(path)),
  }
}

function readContext({ word, line, text, choice }: Reader, keepPassword: boolean): ContextSettings {
  const userName = line('p:Context/p:UserLogonCred/p:UserName')
  const protocol = word('p:Context/p:AuthProtocol')
  return compact({
    accessString: word('p:Context/p:AccessString') ?? '',
    userName,
    password: keepPassword ? undefined : text('p:Context/p:UserLogonCred/p:Password'),
    // What a modem that may choose would choose with credentials: not to send the password itself.
    authProtocol:
      protocol === 'AutoSelection'
        ? userName === undefined
          ? 'none'
          : 'chap'
        : (wordOf(AUTH_PROTOCOLS, protocol) ?? 'none'),
    compression: word('p:Context/p:Compression') === 'ENABLE',
    ipType:
      word('p:Context/p:IPType') === 'XLAT' ? 'ipv6' : (choice('p:Context/p:IPType', IP_TYPES) ?? 'default'),
  })
}

/** Those of a modem's own configuration stand by themselves. */
function readConditions(document: Document, { choice, text }: Reader): ProfileConditions | undefined {
  const alone = choice('p:RoamApplicability', ROAM_APPLICABILITY)
  if (alone !== undefined) return { roaming: alone }
  if (document.count('p:ProfileConditionedOn') === 0) return undefined
  return compact({
    cellularClass: choice('p:ProfileConditionedOn/p:CellularClass', CELLULAR_CLASSES),
    technology: choice('p:ProfileConditionedOn/p:RATApplicability', TECHNOLOGIES),
    roaming: choice('p:ProfileConditionedOn/p:RoamApplicability', ROAM_APPLICABILITY),
    subscriberId: text('p:ProfileConditionedOn/p:IMSI'),
    access: choice('p:ProfileConditionedOn/p:IwlanApplicability', ACCESSES),
  })
}

function readMms(document: Document, { word, number }: Reader): MmsConfiguration | undefined {
  if (document.count('p:MmsConfiguration') === 0) return undefined
  return compact({
    url: word('p:MmsConfiguration/p:MmscUrl'),
    port: number('p:MmsConfiguration/p:MmscPort'),
    maximumSize: number('p:MmsConfiguration/p:MmsMaximumMessageSize'),
  })
}

function each<T>(document: Document, path: string, read: (path: string) => T): readonly T[] {
  return Array.from({ length: document.count(path) }, (_, index) => read(`${path}[${index + 1}]`))
}
