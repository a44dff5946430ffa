/**
 * Reads WWAN profile XML, version 1, as a `Profile`. The text is somebody else's: it is bounded, may have no document type
 * (and so no entities), and loads nothing from anywhere. libxml2 is loaded with the first profile, not with the service.
 */
import { DialtoneError } from '../base/index.ts'
import { at } from './outline.ts'
import { invalidProfile, parseProblem, schemaProblem, type Finding } from './problem.ts'
import { readProfile, type ParsedProfile } from './read.ts'
import { NAMESPACE, SCHEMA } from './schema.ts'

/** In characters: a hundred times the longest profile that makes sense. */
const LONGEST = 64 * 1024
/** More would not be read; whoever mends the first ones finds the others. */
const MOST_PROBLEMS = 20
/** XPath knows no default namespace. */
const PREFIX = { p: NAMESPACE }

/** @throws DialtoneError `invalid_profile`, with where and what (`invalidProfile`). */
export async function parseProfile(xml: string): Promise<ParsedProfile> {
  const text = prepare(xml)
  const { library, validator } = await loadLibrary()
  const { ParseOption, XmlDocument, XmlLibError } = library
  // Flags of an enumeration, put together, are meant to be of it as well.
  const option = (ParseOption.XML_PARSE_NO_XXE | ParseOption.XML_PARSE_NONET) as Flags
  let parsing = true
  try {
    using document = XmlDocument.fromString(text, { option })
    parsing = false
    validator.validate(document)
    return readProfile(
      (path) => document.root.get(path, PREFIX)?.content ?? undefined,
      (path) => document.root.find(path, PREFIX).length,
    )
  } catch (thrown) {
    if (!(thrown instanceof XmlLibError)) throw thrown
    const findings: readonly Finding[] = thrown.details.slice(0, MOST_PROBLEMS)
    throw invalidProfile(
      parsing
        ? (findings.length === 0 ? [EMPTY] : findings).map(parseProblem)
        : findings.map((finding) => schemaProblem(text, finding)),
    )
  }
}

const EMPTY: Finding = { message: 'there is nothing in it', line: 1, col: 1 }

type Library = typeof import('libxml2-wasm')
type Flags = import('libxml2-wasm').ParseOption

let loaded:
  | Promise<{ readonly library: Library; readonly validator: InstanceType<Library['XsdValidator']> }>
  | undefined

/** Loading takes longer than all else here; it is done once. */
function loadLibrary(): NonNullable<typeof loaded> {
  loaded ??= (async () => {
    const library = await import('libxml2-wasm')
    using schema = library.XmlDocument.fromString(SCHEMA)
    return { library, validator: library.XsdValidator.fromDoc(schema) }
  })()
  return loaded
}

/** The text as it is parsed: every character stays in its place. */
function prepare(xml: string): string {
  if (xml.length > LONGEST) {
    throw new DialtoneError(
      'invalid_profile',
      `the profile is not valid: it has ${xml.length} characters; ${LONGEST} are the most`,
      { detail: { line: 1, column: 1 } },
    )
  }
  const body = xml.replace(/^\uFEFF/, '')
  // It was decoded by whoever read it, so what the declaration says of the encoding is no longer so.
  const text = body.replace(/^<\?xml\s[^>]*\?>/, (declaration) => declaration.replace(/[^\r\n]/g, ' '))
  const prolog = /^(?:\s|<!--[^]*?-->|<\?[^]*?\?>)*/.exec(text)?.[0] ?? ''
  if (text.startsWith('<!DOCTYPE', prolog.length)) {
    throw invalidProfile([
      { ...at(text, prolog.length), message: 'a document type (<!DOCTYPE>) is not allowed: take it out' },
    ])
  }
  return text
}
