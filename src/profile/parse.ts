/**
 * Reads WWAN profile XML, versions 1 to 4, as a `Profile`. The text is somebody else's: it is bounded, may have no document type
 * (and so no entities), and loads nothing from anywhere. libxml2 is loaded with the first profile, not with the service.
 */
import { DialtoneError } from '../base/index.ts'
import { checkRules } from './check.ts'
import { at, positionOf } from './outline.ts'
import {
  invalidProfile,
  MOST_PROBLEMS,
  parseProblem,
  schemaProblem,
  wrongRoot,
  type Finding,
} from './problem.ts'
import { readProfile, type ParsedProfile } from './read.ts'
import { SCHEMAS, V1, V2, V3, V4, WHOLE_SCHEMA } from './schema/index.ts'

/** In characters: a hundred times the longest profile that makes sense. */
const LONGEST = 64 * 1024
/** The schemas declare further elements by themselves, which are no document of their own. */
const ROOTS: Readonly<Record<string, string>> = {
  MBNProfile: V1,
  MBNProfileExt: V4,
  ModemDMConfigProfile: V4,
}

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
    return read(library, text, document)
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

/** @throws DialtoneError `invalid_profile`: the rules of `checkRules`. */
function read(library: Library, xml: string, { root }: XmlDocument): ParsedProfile {
  const { name, namespaceUri: namespace } = root
  if (!Object.hasOwn(ROOTS, name) || ROOTS[name] !== namespace) {
    throw invalidProfile([{ ...positionOf(xml, '/*'), element: name, message: wrongRoot(name) }])
  }
  // XPath knows no default namespace.
  const prefixes = { p: namespace, v2: V2, v3: V3 }
  const parsed = readProfile({
    text: (path) => root.get(path, prefixes)?.content ?? undefined,
    count: (path) => root.find(path, prefixes).length,
  })
  const children = root
    .find('*')
    .flatMap((node) =>
      node instanceof library.XmlElement ? [{ name: node.name, namespace: node.namespaceUri }] : [],
    )
  const problems = checkRules(xml, namespace, children, parsed.profile)
  if (problems.length > 0) throw invalidProfile(problems)
  return parsed
}

const EMPTY: Finding = { message: 'there is nothing in it', line: 1, col: 1 }

type Library = typeof import('libxml2-wasm')
type XmlDocument = import('libxml2-wasm').XmlDocument
type Flags = import('libxml2-wasm').ParseOption

let loaded:
  | Promise<{ readonly library: Library; readonly validator: InstanceType<Library['XsdValidator']> }>
  | undefined

/** Loading takes longer than all else here; it is done once. */
function loadLibrary(): NonNullable<typeof loaded> {
  loaded ??= (async () => {
    const library = await import('libxml2-wasm')
    const { XmlBufferInputProvider, XmlDocument, XsdValidator } = library
    const encoder = new TextEncoder()
    const files = Object.entries(SCHEMAS).map(([name, text]) => [name, encoder.encode(text)] as const)
    // They import each other by name. Nothing else has a file to read, before and after.
    library.xmlRegisterInputProvider(new XmlBufferInputProvider(Object.fromEntries(files)))
    try {
      using schema = XmlDocument.fromString(WHOLE_SCHEMA)
      return { library, validator: XsdValidator.fromDoc(schema) }
    } finally {
      library.xmlCleanupInputProvider()
    }
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
