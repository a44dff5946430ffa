/** Who asks. Every operation carries its caller, and every event the caller's name in `by`. */
import { DialtoneError } from '../base/index.ts'

/** A right to a group of operations; `admin` has them all. */
export const SCOPES = [
  'read',
  'connect',
  'connect-temporary',
  'sim',
  'sms',
  'configure',
  'capture',
  'admin',
] as const

export type Scope = (typeof SCOPES)[number]

export interface Caller {
  /** For people and the audit trail: `uid:1000`, `token:branch`, `process`. */
  readonly name: string
  readonly scopes: readonly Scope[]
}

/** Code that holds the manager itself, in its own process, may do everything. */
export const inProcess: Caller = { name: 'process', scopes: ['admin'] }

/** Whether `caller` has the right to `scope`. Who may connect may of course do so with a temporary profile. */
export function may(caller: Caller, scope: Scope): boolean {
  const { scopes } = caller
  if (scopes.includes(scope) || scopes.includes('admin')) return true
  return scope === 'connect-temporary' && scopes.includes('connect')
}

/** What is said to `caller` who has no right to `scope`. */
export function lacking({ name }: Caller, scope: Scope): DialtoneError {
  const lacks =
    scope === 'connect-temporary'
      ? 'connect; for temporary profiles, and what they connected, connect-temporary is enough'
      : scope
  return new DialtoneError('access_denied', `${name} lacks the scope ${lacks}`, { detail: { scope } })
}
