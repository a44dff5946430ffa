/**
 * A profile as WWAN profile XML, valid by the schema, and never with a password: in version 1, with what versions 2 and 3 add
 * at its end, or in version 4 where it holds what only that one has.
 */
import type { ProfileConditions, PublicProfile } from '../core/index.ts'
import { V1, V2, V3, V4 } from './schema/index.ts'
import {
  ACCESSES,
  AUTH_PROTOCOLS,
  CELLULAR_CLASSES,
  CREATION_TYPES,
  IP_TYPES,
  ROAM_APPLICABILITY,
  ROAM_CONTROLS,
  spellingOf,
  TECHNOLOGIES,
} from './spelling.ts'

export function serializeProfile(profile: PublicProfile): string {
  if (profile.oemConnectionId !== undefined) return document('ModemDMConfigProfile', V4, modemLines(profile))
  if (!isOfVersion4(profile)) {
    return document('MBNProfile', V1, [...firstLines(profile), ...addedLines(profile)])
  }
  return document('MBNProfileExt', V4, [
    ...firstLines(profile),
    ...lastLines(profile),
    ...addedLines(profile),
  ])
}

/** The properties that only version 4 has an element for. */
const OF_VERSION_4 = [
  'purposes',
  'conditions',
  'isProvisioningProfile',
  'apnId',
  'adminEnabled',
  'adminRoaming',
  'isExclusive',
  'isLongStanding',
  'mms',
  'automaticAuthProtocol',
] as const satisfies readonly (keyof PublicProfile)[]

/** In version 1 nobody can be named but the subscriber, and in version 4 the card has to be. */
function isOfVersion4(profile: PublicProfile): boolean {
  if (profile.iccid === undefined) return false
  const { subscriberId, context } = profile
  return (
    subscriberId === undefined ||
    context.ipType !== 'default' ||
    OF_VERSION_4.some((name) => profile[name] !== undefined)
  )
}

/** What versions 1 and 4 have alike. */
function firstLines(profile: PublicProfile): string[] {
  return [
    ...element('Name', profile.name),
    ...element('Description', profile.description),
    ...element('ICONFilePath', profile.iconPath),
    ...element('IsDefault', profile.isDefault),
    ...element('ProfileCreationType', spellingOf(CREATION_TYPES, profile.creationType)),
    ...element('SubscriberID', profile.subscriberId),
    ...element('SimIccID', profile.iccid),
    ...element('HomeProviderName', profile.homeProviderName),
    ...element('AutoConnectOnInternet', profile.autoConnectOnInternet),
    ...element('ConnectionMode', profile.connectionMode),
    ...contextLines(profile),
    ...group(
      'DataRoamingPartners',
      profile.dataRoamingPartners.flatMap(({ id, name }) =>
        group('Provider', [...element('ProviderID', id), ...element('ProviderName', name)]),
      ),
    ),
  ]
}

function contextLines({ context, automaticAuthProtocol, translation }: PublicProfile): string[] {
  const { accessString, userName, compression, authProtocol, ipType } = context
  const protocol = automaticAuthProtocol === true ? 'AutoSelection' : spellingOf(AUTH_PROTOCOLS, authProtocol)
  // Version 1 has no element for it, and so no other than the default.
  const type = ipType === 'default' ? undefined : translation === true ? 'XLAT' : spellingOf(IP_TYPES, ipType)
  return group('Context', [
    ...element('AccessString', accessString === '' ? undefined : accessString),
    ...group('UserLogonCred', element('UserName', userName)),
    ...element('Compression', compression ? 'ENABLE' : 'DISABLE'),
    ...element('AuthProtocol', protocol),
    ...element('IPType', type),
  ])
}

function lastLines(profile: PublicProfile): string[] {
  const { purposes, conditions, mms } = profile
  return [
    ...group(
      'PurposeGroups',
      (purposes ?? []).flatMap((guid) => element('PurposeGroupGuid', guid)),
    ),
    ...(conditions === undefined ? [] : groupEvenEmpty('ProfileConditionedOn', conditionLines(conditions))),
    ...element('IsProvisioningProfile', profile.isProvisioningProfile),
    ...element('ApnID', profile.apnId),
    ...element('AdminEnable', profile.adminEnabled),
    ...element('AdminRoamControl', spellingOf(ROAM_CONTROLS, profile.adminRoaming)),
    ...element('IsExclusiveToOther', profile.isExclusive),
    ...element('IsLongStandingAdditionalPdpContextProfile', profile.isLongStanding),
    ...(mms === undefined
      ? []
      : groupEvenEmpty('MmsConfiguration', [
          ...element('MmscUrl', mms.url),
          ...element('MmscPort', mms.port),
          ...element('MmsMaximumMessageSize', mms.maximumSize),
        ])),
  ]
}

function conditionLines(conditions: ProfileConditions): string[] {
  return [
    ...element('CellularClass', spellingOf(CELLULAR_CLASSES, conditions.cellularClass)),
    ...element('RATApplicability', spellingOf(TECHNOLOGIES, conditions.technology)),
    ...element('RoamApplicability', spellingOf(ROAM_APPLICABILITY, conditions.roaming)),
    ...element('IMSI', conditions.subscriberId),
    ...element('IwlanApplicability', spellingOf(ACCESSES, conditions.access)),
  ]
}

/** What stands in the extension point: elements of versions 2 and 3. */
function addedLines(profile: PublicProfile): string[] {
  return [
    ...element('IsPurchaseProfile', profile.isPurchaseProfile, V2),
    ...element('DisplayProviderName', profile.displayProviderName, V2),
    ...element('IsAdditionalPdpContextProfile', profile.isAdditional, V3),
  ]
}

function modemLines(profile: PublicProfile): string[] {
  return [
    ...element('Name', profile.name),
    ...element('SimIccID', profile.iccid),
    ...element('ApnID', profile.apnId),
    ...element('OemConnectionId', profile.oemConnectionId),
    ...element('RoamApplicability', spellingOf(ROAM_APPLICABILITY, profile.conditions?.roaming)),
    ...contextLines(profile),
    ...element('AdminEnable', profile.adminEnabled),
    ...element('AdminRoamControl', spellingOf(ROAM_CONTROLS, profile.adminRoaming)),
    ...element('ProfileCreationType', spellingOf(CREATION_TYPES, profile.creationType)),
    ...addedLines(profile),
  ]
}

function document(root: string, namespace: string, lines: readonly string[]): string {
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<${root} xmlns="${namespace}">`,
    ...lines.map(indented),
    `</${root}>`,
    '',
  ].join('\n')
}

function element(name: string, value: string | number | boolean | undefined, namespace?: string): string[] {
  if (value === undefined) return []
  const start = namespace === undefined ? name : `${name} xmlns="${namespace}"`
  return [`<${start}>${escape(value.toString())}</${name}>`]
}

/** Left out when it would be empty. */
function group(name: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : groupEvenEmpty(name, lines)
}

function groupEvenEmpty(name: string, lines: readonly string[]): string[] {
  return [`<${name}>`, ...lines.map(indented), `</${name}>`]
}

function indented(line: string): string {
  return `  ${line}`
}

/** XML 1.0 §2.4; a carriage return would be read back as a line feed (§2.11). */
function escape(text: string): string {
  return text.replace(/[&<>\r]/g, (character) => `&#${character.charCodeAt(0)};`)
}
