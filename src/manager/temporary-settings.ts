/** What a caller connects with when it is not a stored profile. */
import { compact, DialtoneError } from '../base/index.ts'
import type { ContextSettings, Profile } from '../core/index.ts'
import type { ConnectSettings } from '../api/index.ts'

/** What a connection is made with, and the name of the profile that has it, if one does. */
export interface Chosen {
  readonly settings: ContextSettings
  readonly profile?: string
  /** Of a profile, stored or temporary: whose it is, and when it may be used. */
  readonly owned?: Omit<Profile, 'context'>
}

/** MBIM 1.0 §10.5.12.4: characters of a context's texts. */
const LONGEST = { accessString: 100, userName: 255, password: 255 } as const

/**
 * The settings that are given by their access string; nothing where a profile is given, by name or as XML.
 * @throws DialtoneError `invalid_argument` unless exactly one of the ways is taken, and in full.
 */
export function temporarySettings(input: ConnectSettings): ContextSettings | undefined {
  const { profile, temporary, accessString, userName, password } = input
  const ways = [profile, temporary, accessString].filter((way) => way !== undefined)
  if (ways.length !== 1) {
    throw invalid('either a profile, a temporary profile or an access string has to be given')
  }
  if (accessString === undefined) {
    const { authProtocol, ipType } = input
    if ([userName, password, authProtocol, ipType].every((one) => one === undefined)) return undefined
    throw invalid(
      'user name, password, authentication and IP type go with an access string; a profile has its own',
    )
  }
  for (const [name, longest] of Object.entries(LONGEST)) {
    const text = input[name as keyof typeof LONGEST] // its keys
    if (text !== undefined && text.length > longest) {
      throw invalid(`${name} is longer than ${longest} characters`)
    }
  }
  const { authProtocol = 'none', ipType = 'default' } = input
  return compact({ accessString, userName, password, authProtocol, compression: false, ipType })
}

function invalid(message: string): DialtoneError {
  return new DialtoneError('invalid_argument', message)
}
