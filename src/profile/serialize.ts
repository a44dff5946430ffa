/** A profile as WWAN profile XML, version 1: valid by the schema, and never with a password. */
import type { PublicProfile } from '../core/index.ts'
import { AUTH_PROTOCOLS, CREATION_TYPES } from './read.ts'
import { NAMESPACE } from './schema.ts'

export function serializeProfile(profile: PublicProfile): string {
  const { context, dataRoamingPartners } = profile
  const { userName } = context
  const lines = [
    ...element('Name', profile.name),
    ...element('Description', profile.description),
    ...element('ICONFilePath', profile.iconPath),
    ...element('IsDefault', profile.isDefault),
    ...element('ProfileCreationType', spell(CREATION_TYPES, profile.creationType)),
    ...element('SubscriberID', profile.subscriberId),
    ...element('SimIccID', profile.iccid),
    ...element('HomeProviderName', profile.homeProviderName),
    ...element('AutoConnectOnInternet', profile.autoConnectOnInternet),
    ...element('ConnectionMode', profile.connectionMode),
    ...group('Context', [
      ...element('AccessString', context.accessString === '' ? undefined : context.accessString),
      ...group('UserLogonCred', element('UserName', userName)),
      ...element('Compression', context.compression ? 'ENABLE' : 'DISABLE'),
      ...element('AuthProtocol', spell(AUTH_PROTOCOLS, context.authProtocol)),
    ]),
    ...group(
      'DataRoamingPartners',
      dataRoamingPartners.flatMap(({ id, name }) =>
        group('Provider', [...element('ProviderID', id), ...element('ProviderName', name)]),
      ),
    ),
  ]
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<MBNProfile xmlns="${NAMESPACE}">`,
    ...lines.map(indented),
    '</MBNProfile>',
    '',
  ].join('\n')
}

function element(name: string, value: string | boolean | undefined): string[] {
  return value === undefined ? [] : [`<${name}>${escape(value.toString())}</${name}>`]
}

/** Left out when it would be empty. */
function group(name: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`<${name}>`, ...lines.map(indented), `</${name}>`]
}

function indented(line: string): string {
  return `  ${line}`
}

function spell(table: Readonly<Record<string, string>>, value: string | undefined): string | undefined {
  return Object.entries(table).find(([, word]) => word === value)?.[0]
}

/** XML 1.0 §2.4; a carriage return would be read back as a line feed (§2.11). */
function escape(text: string): string {
  return text.replace(/[&<>\r]/g, (character) => `&#${character.charCodeAt(0)};`)
}
