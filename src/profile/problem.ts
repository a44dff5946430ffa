/** What is wrong with a profile, where, and what to do: libxml2's findings in words that name the schema's own elements. */
import { DialtoneError } from '../base/index.ts'
import { positionOf, type Position } from './outline.ts'
import { RULES, V1, V4 } from './schema/index.ts'

/** More would not be read; whoever mends the first ones finds the others. */
export const MOST_PROBLEMS = 20

export interface ProfileProblem extends Position {
  /** Without its namespace; absent where the text is no XML at all. */
  readonly element?: string
  readonly message: string
  /** What the element may hold, in words, where it holds something else. */
  readonly rule?: string
}

/** What libxml2 says of an error. */
export interface Finding {
  readonly message: string
  readonly line: number
  readonly col: number
  readonly xpath?: string
}

/** `invalid_profile`, with `detail` `{ line, column, element?, problems }`: the first problem, and all of them. */
export function invalidProfile(problems: readonly ProfileProblem[]): DialtoneError {
  const [first, ...others] = problems
  if (first === undefined) {
    return new DialtoneError('invalid_profile', 'the profile is not valid')
  }
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`
  const { line, column, element, message } = first
  return new DialtoneError(
    'invalid_profile',
    `the profile is not valid: line ${line}, column ${column}: ${message}${more}`,
    {
      detail: {
        line,
        column,
        ...(element === undefined ? {} : { element }),
        problems,
      },
    },
  )
}

/** The text is not well-formed. */
export function parseProblem({ message, line, col }: Finding): ProfileProblem {
  const said = message.trim().replace(/\s+/g, ' ')
  return {
    line: Math.max(1, line),
    column: Math.max(1, col),
    message: `this is not well-formed XML: ${said}`,
  }
}

/** The document does not follow the schema. */
export function schemaProblem(xml: string, finding: Finding): ProfileProblem {
  const position = finding.xpath === undefined ? undefined : positionOf(xml, finding.xpath)
  // A name is somebody else's text too: as much of it as tells which one it is.
  const element = /^Element '(?:\{[^}]*\})?([^']{0,64})/.exec(finding.message)?.[1] ?? 'MBNProfile'
  return {
    line: position?.line ?? Math.max(1, finding.line),
    column: position?.column ?? Math.max(1, finding.col),
    element,
    ...told(element, finding.message),
  }
}

/** The elements that a document may be of. */
export function wrongRoot(element: string): string {
  return `the root element is <${element}>; it has to be <MBNProfile> in the namespace ${V1}, or <MBNProfileExt> in ${V4}`
}

function told(element: string, said: string): Pick<ProfileProblem, 'message' | 'rule'> {
  const structure = misbuilt(element, said)
  if (structure !== undefined) return { message: structure }
  const rule = RULES[element] ?? 'see the schema of WWAN profiles'
  // The value is not repeated: it may be a password, and whoever wrote it sees it.
  return { message: `<${element}> holds what it may not: ${rule}`, rule }
}

/** What is wrong with where the element stands and what it consists of. */
function misbuilt(element: string, said: string): string | undefined {
  const tag = `<${element}>`
  const expected = tags(/Expected is (?:one of )?\( (.*) \)/.exec(said)?.[1] ?? '')
  const attribute = /attribute '(?:\{[^}]*\})?([^']{0,64})/.exec(said)?.[1]
  if (said.includes('No matching global declaration')) {
    return wrongRoot(element)
  }
  if (attribute !== undefined) return `${tag} has an attribute ${attribute}; none is allowed here`
  if (said.includes('Missing child element')) return `${tag} ends too early: ${expected} is missing`
  if (said.includes('This element is not expected')) {
    const because = Object.hasOwn(RULES, element)
      ? 'the order of the elements is fixed'
      : 'the schema has no such element'
    const instead = expected === '' ? '' : `; expected is ${expected}`
    return `${tag} may not stand here: ${because}${instead}`
  }
  return undefined
}

/** `{ns}A, {ns}B, ##other{ns}*` as `<A> or <B>`. */
function tags(expected: string): string {
  const names = expected
    .split(', ')
    .filter((name) => name !== '' && !name.startsWith('##'))
    .map((name) => `<${name.replace(/^\{[^}]*\}/, '')}>`)
  const last = names.pop()
  if (last === undefined) return ''
  return names.length === 0 ? last : `${names.join(', ')} or ${last}`
}
