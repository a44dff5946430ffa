/**
 * A profile as a form has it, and the XML of it: version 1 of the WWAN profile schema, element by element in its order. What
 * a form has no field for is for who edits XML; `formOf` knows which profiles these are.
 */
import type { AuthProtocol, Profile, PublicProfile } from '../../../../core/index.ts'

export interface ProfileForm {
  readonly name: string
  readonly description: string
  readonly isDefault: boolean
  /** IMSI or MIN of the SIM that it is for. */
  readonly subscriber: string
  readonly connectionMode: Profile['connectionMode']
  readonly accessString: string
  readonly userName: string
  /** Empty: what is stored stays, where something is. */
  readonly password: string
  readonly hasPassword: boolean
  readonly authProtocol: AuthProtocol
  readonly creationType?: Profile['creationType']
}

export const EMPTY_FORM: ProfileForm = {
  name: '',
  description: '',
  isDefault: false,
  subscriber: '',
  connectionMode: 'manual',
  accessString: '',
  userName: '',
  password: '',
  hasPassword: false,
  authProtocol: 'none',
  creationType: 'user-provisioned',
}

const AUTH_PROTOCOLS = { none: 'NONE', pap: 'PAP', chap: 'CHAP', mschapv2: 'MsCHAPv2' } as const

const CREATION_TYPES = {
  'user-provisioned': 'UserProvisioned',
  'admin-provisioned': 'AdminProvisioned',
  'operator-provisioned': 'OperatorProvisioned',
  'device-provisioned': 'DeviceProvisioned',
} as const

const NAMESPACE = 'http://www.microsoft.com/networking/WWAN/profile/v1'

export function xmlOf(form: ProfileForm): string {
  const { creationType, userName, password, hasPassword } = form
  const credentials =
    userName === ''
      ? []
      : group('UserLogonCred', [
          element('UserName', userName),
          ...(password !== ''
            ? [element('Password', password)]
            : hasPassword
              ? [element('IgnorePassword', 'true')]
              : []),
        ])
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<MBNProfile xmlns="${NAMESPACE}">`,
    ...indented([
      element('Name', form.name),
      ...(form.description === '' ? [] : [element('Description', form.description)]),
      element('IsDefault', String(form.isDefault)),
      ...(creationType === undefined ? [] : [element('ProfileCreationType', CREATION_TYPES[creationType])]),
      element('SubscriberID', form.subscriber),
      element('ConnectionMode', form.connectionMode),
      ...group('Context', [
        ...(form.accessString === '' ? [] : [element('AccessString', form.accessString)]),
        ...credentials,
        element('Compression', 'DISABLE'),
        element('AuthProtocol', AUTH_PROTOCOLS[form.authProtocol]),
      ]),
    ]),
    '</MBNProfile>',
    '',
  ].join('\n')
}

/** Nothing where the profile holds more than a form shows: nothing of it may be lost by editing it. */
export function formOf(profile: PublicProfile & { readonly xml: string }): ProfileForm | undefined {
  const { context, creationType } = profile
  const form: ProfileForm = {
    name: profile.name,
    description: profile.description ?? '',
    isDefault: profile.isDefault,
    subscriber: profile.subscriberId ?? '',
    connectionMode: profile.connectionMode,
    accessString: context.accessString,
    userName: context.userName ?? '',
    password: '',
    hasPassword: false,
    authProtocol: context.authProtocol,
    ...(creationType === undefined ? {} : { creationType }),
  }
  if (condensed(xmlOf(form)) !== condensed(profile.xml)) return undefined
  return { ...form, hasPassword: context.hasPassword }
}

/** The XML of a profile as one edits it: a password that is stored, which nobody is shown, stays unless another is given. */
export function editableXml({ xml, context }: PublicProfile & { readonly xml: string }): string {
  if (!context.hasPassword || xml.includes('IgnorePassword')) return xml
  return xml.replace(/^( *)(<UserName>.*<\/UserName>)$/m, '$1$2\n$1<IgnorePassword>true</IgnorePassword>')
}

function condensed(xml: string): string {
  return xml.replaceAll(/>\s+</g, '><').trim()
}

function element(name: string, text: string): string {
  return `<${name}>${escaped(text)}</${name}>`
}

function group(name: string, lines: readonly string[]): readonly string[] {
  return [`<${name}>`, ...indented(lines), `</${name}>`]
}

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `  ${line}`)
}

function escaped(text: string): string {
  // As the service writes them, so that what comes back can be compared.
  return text.replaceAll(/[&<>]/g, (one) => `&#${one.charCodeAt(0)};`)
}
