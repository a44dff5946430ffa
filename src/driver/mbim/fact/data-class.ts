/** Access technologies. MBIMEx 3.0 has one bit for 5G of any kind and says in the subclass which. */
import { DATA_CLASSES, type DataClass } from '../../../core/index.ts'
import type { words } from '../../../mbim/index.ts'

type Flags = readonly words.DataClass[]
type Subclasses = readonly words.DataSubclass[]

const KNOWN: ReadonlySet<unknown> = new Set(DATA_CLASSES)

/** In core's order, slowest first; bits that nobody has a word for are left out. */
export function dataClasses(flags: Flags, subclasses: Subclasses = []): DataClass[] {
  const found = new Set(flags.filter((flag): flag is DataClass => KNOWN.has(flag)))
  if (flags.includes('5g')) {
    const standalone = subclasses.includes('5g-nr')
    // Every other kind hangs on LTE in one way or another; so does 5G of which nothing more is said.
    if (standalone) found.add('5g-sa')
    if (!standalone || subclasses.length > 1) found.add('5g-nsa')
  }
  return DATA_CLASSES.filter((name) => found.has(name))
}

/** The fastest of them: core's order has 3GPP's first, then 3GPP2's. */
export function fastest(classes: readonly DataClass[]): DataClass | undefined {
  const threeGpp = classes.filter((name) => DATA_CLASSES.indexOf(name) <= DATA_CLASSES.indexOf('5g-sa'))
  return threeGpp.at(-1) ?? classes.at(-1)
}
