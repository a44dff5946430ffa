/**
 * The rules of the schema's documentation that no XSD can state: what goes together, and what stands in the extension point. With one
 * of our own: a profile can be asked for by its name.
 */
import type { Profile } from '../core/index.ts'
import { positionOf } from './outline.ts'
import { MOST_PROBLEMS, type ProfileProblem } from './problem.ts'
import { V1, V2, V3, V4 } from './schema/index.ts'

export interface Child {
  readonly name: string
  readonly namespace: string
}

/** What breaks a rule: a child of the root, by its place among all of them. */
interface Breach {
  readonly index: number
  readonly message: string
}

const OURS: readonly string[] = [V1, V2, V3, V4]
const EXTENSIONS: Readonly<Record<string, readonly string[]>> = {
  [V2]: ['IsPurchaseProfile', 'DisplayProviderName'],
  [V3]: ['IsAdditionalPdpContextProfile'],
}
/** A name is somebody else's text: as much of it as tells which one it is. */
const LONGEST_NAME = 64

/** `children` are those of the root, which is in the namespace `root`. */
export function checkRules(
  xml: string,
  root: string,
  children: readonly Child[],
  profile: Profile,
): readonly ProfileProblem[] {
  const at = (name: string): number => children.findIndex((child) => child.name === name)
  return [...misplaced(root, children), ...contradictions(at, profile)]
    .slice(0, MOST_PROBLEMS)
    .map(({ index, message }) => {
      const element = (children[index]?.name ?? '').slice(0, LONGEST_NAME)
      return { ...positionOf(xml, `/*/*[${index + 1}]`), element, message: `<${element}> ${message}` }
    })
}

/** In the extension point, elements of namespaces that are not known are let through. */
function misplaced(root: string, children: readonly Child[]): readonly Breach[] {
  const seen = new Set<string>()
  return children.flatMap(({ name, namespace }, index) => {
    if (namespace === root || !OURS.includes(namespace)) return []
    if (EXTENSIONS[namespace]?.includes(name) !== true) {
      return [{ index, message: 'may not stand here: the schema has no such element' }]
    }
    if (seen.has(name)) return [{ index, message: 'may not stand here: there is one already' }]
    seen.add(name)
    return []
  })
}

function contradictions(at: (name: string) => number, profile: Profile): readonly Breach[] {
  const { name, isProvisioningProfile, isDefault, connectionMode, isLongStanding, isAdditional, conditions } =
    profile
  const rules: readonly (readonly [broken: boolean, element: string, message: string])[] = [
    // Every client resolves them in a path, however they are encoded (WHATWG URL, "dot segments"): nobody could ask for it.
    [name === '.' || name === '..', 'Name', 'may not be "." or ".."'],
    [
      isProvisioningProfile === true && (isDefault || connectionMode !== 'manual'),
      'IsProvisioningProfile',
      'may be true with IsDefault false and ConnectionMode manual only',
    ],
    [
      isLongStanding === true && isAdditional !== true,
      'IsLongStandingAdditionalPdpContextProfile',
      'may be true with IsAdditionalPdpContextProfile (of version 3) true only',
    ],
    [
      conditions?.technology !== undefined && conditions.cellularClass !== 'gsm',
      'ProfileConditionedOn',
      'may have a RATApplicability with CellularClass 3GPP only',
    ],
  ]
  return rules.flatMap(([broken, element, message]) => (broken ? [{ index: at(element), message }] : []))
}
