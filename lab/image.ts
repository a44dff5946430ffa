/**
 * The guest's disk, kernel and keys, made once and kept under `$XDG_CACHE_HOME/dialtone/lab/KEY`: by mmdebstrap from Debian's archive,
 * as root, or as any user who has subordinate ids. It is made in a folder beside and renamed when it is whole: an interrupted or
 * failed build leaves nothing that could be taken for an image.
 */
import { spawn } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { INSIDE, PACKAGES, readRecipe, SUITE } from './recipe.ts'
import { installCommand, missingPackages } from './requirement.ts'

export interface Image {
  readonly folder: string
  /** The kernel's release, `6.1.0-48-amd64`. */
  readonly release: string
}

export interface BuildOptions {
  /** Told what is being done, in words. */
  readonly tell?: (line: string) => void
  /** Makes it anew although it is there. */
  readonly rebuild?: boolean
  readonly signal?: AbortSignal
}

/** Everything that a guest's image consists of. */
const FILES = ['vmlinux', 'initrd', 'root.img', 'key', 'known_hosts', 'release']

/** The archive is asked again three times, and a mirror that hangs is given up after half a minute. */
const APT_OPTIONS = ['Acquire::Retries "3"', 'Acquire::http::Timeout "30"', 'APT::Install-Recommends "false"']

/** Nobody reads manuals in a guest; licences stay. */
const LEFT_OUT = ['/usr/share/man/*', '/usr/share/info/*', '/usr/share/locale/*', '/usr/share/doc/*/*.gz']

/** Images of other recipes that nobody has booted for so long are removed when another is made. */
const KEPT_DAYS = 14

export const cacheFolder = (): string =>
  join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'dialtone', 'lab')

/** The image of the present recipe, or nothing where it has not been made. */
export function findImage(): Image | undefined {
  const folder = join(cacheFolder(), readRecipe().key)
  if (!existsSync(join(folder, 'release'))) return undefined
  return { folder, release: readFileSync(join(folder, 'release'), 'utf8').trim() }
}

/** @throws Error when it cannot be made: what is missing, or the end of what the build said */
export async function ensureImage(options: BuildOptions = {}): Promise<Image> {
  const { tell = () => undefined, rebuild = false } = options
  const found = rebuild ? undefined : findImage()
  if (found !== undefined) {
    // Its age since it was last used, for `prune`.
    utimesSync(found.folder, new Date(), new Date())
    return found
  }
  const missing = missingPackages('build')
  if (missing.length > 0) {
    throw new Error(`to build the guest, these packages are missing:\n  ${installCommand(missing)}`)
  }
  const { key, kernel } = readRecipe()
  mkdirSync(cacheFolder(), { recursive: true, mode: 0o700 })
  const folder = mkdtempSync(join(cacheFolder(), 'building-'))
  try {
    const size = 'takes a minute or two and half a gigabyte, once'
    tell(`Building the guest from Debian ${SUITE}${kernel === '' ? '' : ` (Linux ${kernel})`}: ${size}`)
    await build(folder, options)
    tell('Taking the empty space out of the disk')
    await carryOut('fallocate', ['--dig-holes', join(folder, 'root.img')], options)
    chmodSync(join(folder, 'key'), 0o600)
    settle(folder, join(cacheFolder(), key), rebuild)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  prune()
  const made = findImage()
  if (made === undefined) throw new Error('the recipe changed while the guest was built: try again')
  return made
}

/** Of two that built at once, the first has made it. */
function settle(folder: string, place: string, replace: boolean): void {
  if (replace) rmSync(place, { recursive: true, force: true })
  if (!existsSync(place)) renameSync(folder, place)
}

/** Removes every image, and what a killed build left. */
export function removeImages(): void {
  rmSync(cacheFolder(), { recursive: true, force: true })
}

function prune(): void {
  const oldest = Date.now() - KEPT_DAYS * 86_400_000
  for (const name of readdirSync(cacheFolder())) {
    const folder = join(cacheFolder(), name)
    if (statSync(folder).mtimeMs < oldest) rmSync(folder, { recursive: true, force: true })
  }
}

function build(folder: string, options: BuildOptions): Promise<void> {
  // `copy-in` and `copy-out` are mmdebstrap's own, so that one who is not root here need not reach these folders in there.
  const hooks = [
    'mkdir -p "$1/lab"',
    `copy-in ${quoted(INSIDE)} /lab`,
    'unshare --mount chroot "$1" /lab/inside/furnish',
    `copy-out ${FILES.map((file) => `/lab/${file}`).join(' ')} ${quoted(folder)}`,
  ]
  return carryOut(
    'mmdebstrap',
    [
      ...['--variant=minbase', '--format=null', `--include=${PACKAGES.join(',')}`],
      ...APT_OPTIONS.map((option) => `--aptopt=${option}`),
      ...LEFT_OUT.map((path) => `--dpkgopt=path-exclude=${path}`),
      ...hooks.map((hook) => `--customize-hook=${hook}`),
      ...[SUITE, '-'],
    ],
    options,
  )
}

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`

/** What the build says that a person wants to read. */
const STEPS: readonly (readonly [RegExp, (found: string) => string])[] = [
  [/^I: running apt-get update/, () => 'Asking Debian what there is'],
  [/^I: downloading packages/, () => 'Fetching the base system'],
  [/^I: installing essential packages/, () => 'Installing the base system'],
  [/^I: installing remaining packages/, () => 'Installing what drives modems'],
  [/^lab: (?!furnish)(.*)/, (found) => found.charAt(0).toUpperCase() + found.slice(1)],
]

/** @throws Error with the end of what it said */
async function carryOut(
  program: string,
  argv: readonly string[],
  { tell = () => undefined, signal }: BuildOptions,
): Promise<void> {
  // Without a terminal of its own it hears of Ctrl-C from us alone, and gets the time to remove what it made.
  const child = spawn(program, argv, { stdio: ['ignore', 'ignore', 'pipe'], detached: true })
  const interrupt = (): void => void child.kill('SIGINT')
  signal?.addEventListener('abort', interrupt, { once: true })
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  const said: string[] = []
  for await (const line of createInterface({ input: child.stderr })) {
    said.push(line)
    for (const [pattern, words] of STEPS) {
      const found = pattern.exec(line)
      if (found !== null) tell(`  ${words(found[1] ?? '')}`)
    }
  }
  const code = await ended
  signal?.removeEventListener('abort', interrupt)
  signal?.throwIfAborted()
  if (code !== 0) throw new Error(`${program} failed (${code}):\n${said.slice(-30).join('\n')}`)
}
