/** What the header and the pages of the Mobile Broadband API say, as committed beside this file. */
import { readFileSync } from 'node:fs'

export interface ReferenceMethod {
  /** `in LPCWSTR interfaceID`. */
  readonly parameters: readonly string[]
  /** Names of codes, as the page lists them; of a method. */
  readonly returns?: readonly string[]
  /** Names of codes; of a completing event. */
  readonly statuses?: readonly string[]
  readonly completesWith?: string
  readonly pendingAnnouncedBy?: string
}

export interface ReferenceInterface {
  readonly iid: string
  readonly kind: 'manager' | 'object' | 'sink' | 'placeholder'
  readonly methods: Readonly<Record<string, ReferenceMethod>>
}

export interface Reference {
  readonly interfaces: Readonly<Record<string, ReferenceInterface>>
  readonly enumerations: Readonly<Record<string, Readonly<Record<string, number>>>>
  readonly flags: readonly string[]
  /** Field → type. */
  readonly structures: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** Null where no header defines the code. */
  readonly hresults: Readonly<Record<string, string | null>>
  readonly win32Errors: Readonly<Record<string, number>>
  readonly clsids: Readonly<Record<string, string>>
  readonly connectionPoints: {
    readonly iids: Readonly<Record<string, string>>
    readonly methods: Readonly<Record<string, ReferenceMethod>>
    readonly servedBy: Readonly<Record<string, readonly string[]>>
    readonly servedNowhere: readonly string[]
  }
}

// The cast gives the shape in which the file was written.
export const reference = JSON.parse(
  readFileSync(new URL('./mbnapi-reference.json', import.meta.url), 'utf8'),
) as Reference
