/**
 * Holds a set of sources to the laws of the house: which room may import which and touch what, rooms entered by their
 * `index.ts`, no circles, no long files. Pure: takes texts, gives sentences, so that it can itself be tested.
 */
import { posix } from 'node:path'
import { readSource, type Source } from './source.ts'

export interface Room {
  /** The rooms it may import, or all. */
  readonly imports: readonly string[] | 'all'
  /** What of Node.js it may import, or all. */
  readonly node?: readonly string[] | 'all'
  /** The packages it may import, or all. */
  readonly packages?: readonly string[] | 'all'
  /** Its code runs in a browser as well: `process`, `Buffer` and their like are out of bounds. */
  readonly browser?: boolean
  /** What is published is one bundle: its packages are inside, so nobody who installs Dialtone installs them. */
  readonly bundled?: boolean
  readonly because: string
}

export interface House {
  /** In the order of building: a room may import only rooms above it. */
  readonly rooms: Readonly<Record<string, Room>>
  /** The only files that may read the clock, set timers or draw: `Date.now`, `setTimeout`, `Math.random` … */
  readonly clocks: readonly string[]
  /** Files that may be longer than `LONGEST`, each with its reason. */
  readonly long: Readonly<Record<string, string>>
}

/** Lines. A file that needs more has more than one idea in it. */
export const LONGEST = 500

const TIME_AND_CHANCE = ['setTimeout', 'setInterval', 'performance', 'Date.now', 'new Date()', 'Math.random']
const NODE_ONLY = ['process', 'Buffer', 'setImmediate', 'global', 'require', '__dirname', '__filename']
const TIMER_MODULES = ['node:timers', 'node:timers/promises', 'node:perf_hooks']
const NAMELESS = ['utils', 'util', 'helpers', 'helper', 'common', 'misc', 'types']

/** Every breach as a sentence that begins with its place; none when all is well. `sources`: path to text. */
export function breaches(sources: ReadonlyMap<string, string>, house: House): string[] {
  const files = new Map([...sources].map(([path, text]) => [path, readSource(path, text)]))
  return [
    ...tableBreaches(house),
    ...[...files.values()].flatMap((file) => [
      ...shapeBreaches(file, house),
      ...(file.path.startsWith('src/') ? roomBreaches(file, house) : []),
    ]),
    ...circles(files).map((circle) => `${circle[0] ?? ''}: imports itself: ${circle.join(' → ')}`),
    ...Object.keys(house.long)
      .filter((path) => (files.get(path)?.lines ?? 0) <= LONGEST)
      .map((path) => `${path}: is excused for its length and has no need to be`),
  ]
}

/** The room that a file of `src/` belongs to: its folder, within `face/` the folder below; nothing for a loose file. */
export function roomOf(path: string): string | undefined {
  const [, first, second, third] = path.split('/')
  if (second === undefined) return undefined
  if (first !== 'face') return first
  return third === undefined ? undefined : `face/${second}`
}

function tableBreaches({ rooms }: House): string[] {
  const order = Object.keys(rooms)
  return order.flatMap((room, index) => {
    const imports = rooms[room]?.imports ?? []
    if (imports === 'all') {
      return index === order.length - 1 ? [] : [`table: only the last room may import all, not ${room}`]
    }
    return imports
      .filter((other) => !order.slice(0, index).includes(other))
      .map((other) => `table: ${room} may import ${other}, which is not above it`)
  })
}

function shapeBreaches(file: Source, house: House): string[] {
  const { path, lines } = file
  const found: string[] = []
  if (lines > LONGEST && !(path in house.long)) found.push(`${path}: ${lines} lines, more than ${LONGEST}`)
  const name = posix.basename(path).replace(/\.(test|config|d)?\.?[jt]sx?$/, '')
  if (!/^[a-z0-9]+([-.][a-z0-9]+)*$/.test(name)) found.push(`${path}: the name is not in kebab-case`)
  if (NAMELESS.includes(name)) found.push(`${path}: "${name}" names no idea`)
  if (path.startsWith('src/') && !isTest(path) && !file.opensWithComment) {
    found.push(`${path}: does not open with its contract in a /** comment */`)
  }
  return found
}

function roomBreaches(file: Source, house: House): string[] {
  const name = roomOf(file.path)
  const room = name === undefined ? undefined : house.rooms[name]
  if (name === undefined || room === undefined) return [`${file.path}: is in no room of the table`]
  const found: string[] = []
  const breach = (line: number, what: string): void => {
    found.push(`${file.path}:${line}: ${what} (${name}: ${room.because})`)
  }

  for (const { specifier, line } of file.imports) {
    if (specifier.startsWith('.')) {
      const target = posix.join(posix.dirname(file.path), specifier)
      const other = target.startsWith('src/') ? roomOf(target) : undefined
      if (other === undefined) {
        if (!isTest(file.path)) breach(line, `imports ${target}, outside src/`)
      } else if (other === name) {
        if (target === `src/${name}/index.ts` && !isTest(file.path)) breach(line, 'imports its own index.ts')
      } else {
        if (target !== `src/${other}/index.ts`) {
          breach(line, `enters ${other} by ${target}, not by its index.ts`)
        }
        if (!isTest(file.path) && !allows(room.imports, other)) breach(line, `imports ${other}`)
      }
    } else if (isTest(file.path)) {
      continue // what a test needs beyond our own rooms is its own affair
    } else if (specifier.startsWith('node:')) {
      if (TIMER_MODULES.includes(specifier) && !house.clocks.includes(file.path)) {
        breach(line, `imports ${specifier}: time comes from the Clock`)
      } else if (!allows(room.node, specifier)) breach(line, `imports ${specifier}`)
    } else if (!allows(room.packages, packageOf(specifier))) breach(line, `imports the package ${specifier}`)
  }

  for (const { what, line } of file.uses) {
    if (TIME_AND_CHANCE.includes(what)) {
      if (!house.clocks.includes(file.path)) breach(line, `uses ${what}: time and chance are parameters`)
    } else if (room.browser === true && NODE_ONLY.includes(what) && !isTest(file.path)) {
      if (!house.clocks.includes(file.path)) breach(line, `uses ${what}, which a browser lacks`)
    }
  }
  return found
}

/** Circles of imports that are there at run time, each once, as the paths along it. */
function circles(files: ReadonlyMap<string, Source>): string[][] {
  const found: string[][] = []
  const done = new Set<string>()
  const trail: string[] = []
  const walk = (path: string): void => {
    const start = trail.indexOf(path)
    if (start >= 0) found.push([...trail.slice(start), path])
    if (start >= 0 || done.has(path)) return
    trail.push(path)
    for (const { specifier, typeOnly } of files.get(path)?.imports ?? []) {
      const target = posix.join(posix.dirname(path), specifier)
      if (specifier.startsWith('.') && !typeOnly && files.has(target)) walk(target)
    }
    trail.pop()
    done.add(path)
  }
  for (const path of files.keys()) walk(path)
  return found
}

function allows(list: readonly string[] | 'all' | undefined, name: string): boolean {
  return list === 'all' || (list?.includes(name) ?? false)
}

function packageOf(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/')
}

function isTest(path: string): boolean {
  return path.endsWith('.test.ts')
}
