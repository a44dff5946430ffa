/** What IMbnConnectionContext reads of the contexts that are stored in a modem, and how programs hand one in. */
import type { ProvisionedContextInput } from '../../../../api/index.ts'
import type {
  AuthProtocol,
  ContextType,
  Modem,
  ProvisionedContext,
  ProvisionedContexts,
} from '../../../../core/index.ts'
import type { SAFEARRAY } from '../../com/data-type.ts'
import { HRESULT_FROM_WIN32 } from '../../hresult.ts'
import { ERROR_NOT_SUPPORTED } from '../../win32-error.ts'
import {
  MBN_ACCESSSTRING_LEN,
  MBN_AUTH_PROTOCOL,
  MBN_COMPRESSION_ENABLE,
  MBN_COMPRESSION_NONE,
  MBN_CONTEXT_ID_APPEND,
  MBN_CONTEXT_TYPE,
  MBN_USERNAME_LEN,
} from '../enumeration/connection.ts'
import type { MBN_CONTEXT } from '../structure.ts'
import { pending, unlessSimUnusable, type Reading } from './reading.ts'

/** The types that both have. Each one more that modems have is MBN_CONTEXT_TYPE_CUSTOM, which says not which. */
const TYPES = {
  none: MBN_CONTEXT_TYPE.MBN_CONTEXT_TYPE_NONE,
  internet: MBN_CONTEXT_TYPE.MBN_CONTEXT_TYPE_INTERNET,
  vpn: MBN_CONTEXT_TYPE.MBN_CONTEXT_TYPE_VPN,
  voice: MBN_CONTEXT_TYPE.MBN_CONTEXT_TYPE_VOICE,
  'video-share': MBN_CONTEXT_TYPE.MBN_CONTEXT_TYPE_VIDEO_SHARE,
  purchase: MBN_CONTEXT_TYPE.MBN_CONTEXT_TYPE_PURCHASE,
} as const satisfies Partial<Record<ContextType, MBN_CONTEXT_TYPE>>

const PROTOCOLS = {
  none: MBN_AUTH_PROTOCOL.MBN_AUTH_PROTOCOL_NONE,
  pap: MBN_AUTH_PROTOCOL.MBN_AUTH_PROTOCOL_PAP,
  chap: MBN_AUTH_PROTOCOL.MBN_AUTH_PROTOCOL_CHAP,
  mschapv2: MBN_AUTH_PROTOCOL.MBN_AUTH_PROTOCOL_MSCHAPV2,
} as const satisfies Record<AuthProtocol, MBN_AUTH_PROTOCOL>

const COMPRESSION = { off: MBN_COMPRESSION_NONE, on: MBN_COMPRESSION_ENABLE } as const

/** That a modem stores none is so whatever its SIM; what else is in the way of the list, the SIM says first. */
export function storedContexts(modem: Modem): Reading<SAFEARRAY<MBN_CONTEXT>> {
  const { provisionedContexts: list } = modem
  if (list?.supported === false) return { failure: HRESULT_FROM_WIN32(ERROR_NOT_SUPPORTED) }
  return unlessSimUnusable(modem, pending(list?.contexts.map(contextOf)))
}

/** Whether a list that a program has written to holds more than before, or was not known: a slot that was changed is not told. */
export function isAddition(before: ProvisionedContexts | undefined, after: ProvisionedContexts): boolean {
  if (before === undefined) return true
  const used = new Set(before.contexts.filter(isUsed).map(({ id }) => id))
  return after.contexts.some((context) => isUsed(context) && !used.has(context.id))
}

/** What a program hands in; nothing for what is no context, or of a type that no modem has. */
export function contextInput(
  value: unknown,
): Omit<ProvisionedContextInput, 'modem' | 'provider'> | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { contextID, contextType, accessString, userName, password, compression, authType } =
    value as Readonly<Record<string, unknown>> // whatever it is, its properties can be asked for
  const type = wordOf(TYPES, contextType)
  const authProtocol = wordOf(PROTOCOLS, authType)
  const compressed = wordOf(COMPRESSION, compression)
  if (type === undefined || authProtocol === undefined || compressed === undefined) return undefined
  if (typeof contextID !== 'number' || !isText(accessString) || !isText(userName) || !isText(password)) {
    return undefined
  }
  return {
    ...(contextID === MBN_CONTEXT_ID_APPEND ? {} : { id: contextID }),
    type,
    accessString: accessString ?? '',
    ...given('userName', userName),
    ...given('password', password),
    authProtocol,
    compression: compressed === 'on',
  }
}

function contextOf({
  id,
  type,
  accessString,
  userName = '',
  authProtocol,
  compression,
}: ProvisionedContext): MBN_CONTEXT {
  return {
    contextID: id,
    contextType: isShared(type) ? TYPES[type] : MBN_CONTEXT_TYPE.MBN_CONTEXT_TYPE_CUSTOM,
    accessString: accessString.slice(0, MBN_ACCESSSTRING_LEN),
    userName: userName.slice(0, MBN_USERNAME_LEN),
    // It goes into a modem and never comes out of the service.
    password: '',
    compression: compression ? MBN_COMPRESSION_ENABLE : MBN_COMPRESSION_NONE,
    authType: PROTOCOLS[authProtocol],
  }
}

function isUsed({ type }: ProvisionedContext): boolean {
  return type !== 'none'
}

function isShared(type: string): type is keyof typeof TYPES {
  return Object.hasOwn(TYPES, type)
}

/** A BSTR, of which null is the empty one. */
function isText(value: unknown): value is string | null | undefined {
  return value === null || value === undefined || typeof value === 'string'
}

/** An empty text is none. */
function given<K extends string>(key: K, text: string | null | undefined): Partial<Record<K, string>> {
  return text === null || text === undefined || text === '' ? {} : ({ [key]: text } as Record<K, string>) // of that key alone
}

function wordOf<K extends string>(table: Readonly<Record<K, number>>, number: unknown): K | undefined {
  return (Object.keys(table) as K[]).find((word) => table[word] === number) // the table's own keys
}
