/**
 * `npm run deb`: a Debian package of the service with the Node.js that it is tested on, out of a clone whose dependencies are
 * installed; nothing is fetched. The same sources give the same bytes: times are those of `SOURCE_DATE_EPOCH`, or of the last commit.
 *
 *     node build/deb.ts [--version 1.2.3] [--output folder] [--quick] [--built]
 */
import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  globSync,
  lutimesSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { gzipSync } from 'node:zlib'
import { productionPackages } from './production-packages.ts'
import { layProgram } from './program.ts'

const root = join(import.meta.dirname, '..')
const { values } = parseArgs({
  options: {
    version: { type: 'string' },
    output: { type: 'string', default: root },
    /** Not compressed: for trying out. */
    quick: { type: 'boolean', default: false },
    /** `dist/` is there and up to date. */
    built: { type: 'boolean', default: false },
  },
})

// The cast gives the shape that npm itself demands of the file.
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
const version = values.version ?? manifest.version
const epoch = Number(process.env.SOURCE_DATE_EPOCH ?? run('git', 'log', '-1', '--format=%ct'))
const architecture = run('dpkg', '--print-architecture')
const date = new Date(epoch * 1000)

/** What the package says of itself. libnftables and ip do what a dial interface wants of the machine; all else works without. */
const CONTROL = {
  Package: 'dialtone',
  Version: version,
  Section: 'net',
  Priority: 'optional',
  Architecture: architecture,
  Maintainer: 'Dialtone maintainers <maintainers@users.noreply.github.com>',
  Depends: 'adduser, libc6 (>= 2.31), libgcc-s1, libstdc++6',
  Recommends: 'iproute2, libnftables1',
  Suggests: 'modemmanager, ppp, prometheus-node-exporter',
} as const

const DESCRIPTION = `connection manager and notification service for mobile broadband modems
 Dialtone keeps machines on mobile networks connected and tells every program
 that cares the instant a connection changes, without losing a notification.
 .
 It drives MBIM modems, dials when traffic needs a network, and offers an API
 over HTTP, a command line and a library. A virtual modem and carrier are
 included, so that everything can be tried without hardware. The Node.js
 that it runs on is part of the package.`

const stage = mkdtempSync(join(tmpdir(), 'dialtone-deb-'))
try {
  if (!values.built) execFileSync(process.execPath, [join(root, 'build/build.ts')], { stdio: 'inherit' })
  program()
  surroundings()
  documents()
  control()
  settle()
  const file = join(values.output, `dialtone_${version}_${architecture}.deb`)
  const compression = values.quick ? ['-Zgzip', '-z1'] : ['-Zxz', '-z6']
  execFileSync('dpkg-deb', ['--root-owner-group', ...compression, '--build', stage, file], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, SOURCE_DATE_EPOCH: String(epoch) },
  })
  const mine = megabytes(join(stage, 'usr/lib/dialtone/app'))
  console.log(
    `${file}: ${megabytes(file)} MB; ${mine} MB installed, beside ${megabytes(node())} MB of Node.js`,
  )
} finally {
  rmSync(stage, { recursive: true })
}

function program(): void {
  const app = join(stage, 'usr/lib/dialtone/app')
  layProgram(root, join(root, 'dist'), app)
  if (values.version !== undefined) {
    const path = join(app, 'package.json')
    writeFileSync(
      path,
      readFileSync(path, 'utf8').replace(`"version": "${manifest.version}"`, `"version": "${version}"`),
    )
  }
  cpSync(join(root, 'node_modules/node/bin/node'), node())
  write('usr/bin/dialtone', readFileSync(join(root, 'packaging/debian/dialtone.sh'), 'utf8'), 0o755)
}

function surroundings(): void {
  const files = {
    'packaging/systemd/dialtone.service': 'lib/systemd/system/dialtone.service',
    'packaging/udev/60-dialtone.rules': 'lib/udev/rules.d/60-dialtone.rules',
    'packaging/polkit/dialtone.rules': 'usr/share/polkit-1/rules.d/dialtone.rules',
    'packaging/systemd/resolv-conf.conf': 'usr/lib/dialtone/resolv-conf.conf',
    'packaging/systemd/pppd.conf': 'usr/lib/dialtone/pppd.conf',
    'packaging/etc/dialtone.toml': 'etc/dialtone/dialtone.toml',
    'packaging/debian/lintian-overrides': 'usr/share/lintian/overrides/dialtone',
  }
  for (const [from, to] of Object.entries(files)) write(to, readFileSync(join(root, from), 'utf8'))
  write('usr/share/man/man1/dialtone.1.gz', compressed(readFileSync(join(root, 'man/dialtone.1'), 'utf8')))
  const completions = {
    bash: 'usr/share/bash-completion/completions/dialtone',
    zsh: 'usr/share/zsh/vendor-completions/_dialtone',
    fish: 'usr/share/fish/vendor_completions.d/dialtone.fish',
  }
  for (const [shell, to] of Object.entries(completions)) write(to, completion(shell))
}

/** As the program that is packed prints it. */
function completion(shell: string): string {
  const program = join(stage, 'usr/lib/dialtone/app/bin/dialtone.js')
  return execFileSync(process.execPath, [program, 'completion', shell], {
    encoding: 'utf8',
    env: { ...process.env, NODE_DISABLE_COMPILE_CACHE: '1' },
  })
}

function documents(): void {
  const to = 'usr/share/doc/dialtone'
  for (const name of ['README.md', ...globSync('docs/*.md', { cwd: root })]) {
    write(join(to, name), readFileSync(join(root, name), 'utf8'))
  }
  for (const name of globSync('examples/{prometheus,grafana}/*', { cwd: root })) {
    write(join(to, name), readFileSync(join(root, name), 'utf8'))
  }
  const licence = readFileSync(join(root, 'LICENSE'), 'utf8').trim()
  write(join(to, 'copyright'), copyright(licence))
  const entry = `dialtone (${version}) unstable; urgency=medium\n\n  * See /usr/share/doc/dialtone/CHANGELOG.gz.\n\n -- ${CONTROL.Maintainer}  ${date.toUTCString().replace('GMT', '+0000')}\n`
  write(join(to, 'changelog.gz'), compressed(entry))
  write(join(to, 'CHANGELOG.gz'), compressed(readFileSync(join(root, 'CHANGELOG.md'), 'utf8')))
}

/** Of our own, of Node.js, and of the packages that go with it: each has its own licence beside it. */
function copyright(licence: string): string {
  const bundled = productionPackages(root).map((path) => {
    const { name, license = 'see its folder' } = JSON.parse(
      readFileSync(join(root, path, 'package.json'), 'utf8'),
    ) as { name: string; license?: string }
    return ` ${name}: ${license}`
  })
  const indented = licence.split('\n').map((line) => (line.trim() === '' ? ' .' : ` ${line}`))
  return [
    'Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/',
    'Upstream-Name: Dialtone',
    'Comment: /usr/lib/dialtone/node is Node.js (MIT, with parts under the licences that its',
    ' own LICENSE names, https://github.com/nodejs/node). In /usr/lib/dialtone/app/node_modules:',
    ...[...new Set(bundled)].sort(),
    '',
    'Files: *',
    `Copyright: ${/Copyright \(c\) (.*)/.exec(licence)?.[1] ?? 'The Dialtone project'}`,
    'License: Expat',
    ...indented,
    '',
  ].join('\n')
}

function control(): void {
  const bytes = installedKilobytes()
  const fields = { ...CONTROL, 'Installed-Size': String(bytes), Description: DESCRIPTION }
  const text = Object.entries(fields).map(([name, value]) => `${name}: ${value}\n`)
  write('DEBIAN/control', text.join(''))
  write('DEBIAN/conffiles', '/etc/dialtone/dialtone.toml\n')
  for (const name of ['postinst', 'prerm', 'postrm']) {
    write(`DEBIAN/${name}`, readFileSync(join(root, 'packaging/debian', name), 'utf8'), 0o755)
  }
}

/** Modes and times that depend on nobody's machine. */
function settle(): void {
  const all = globSync('**/*', { cwd: stage, withFileTypes: true, exclude: () => false })
  for (const entry of all) {
    const path = join(entry.parentPath, entry.name)
    if (entry.isDirectory()) chmodSync(path, 0o755)
    else chmodSync(path, isProgram(path) ? 0o755 : 0o644)
  }
  chmodSync(stage, 0o755)
  for (const entry of all.reverse()) lutimesSync(join(entry.parentPath, entry.name), epoch, epoch)
}

function isProgram(path: string): boolean {
  return /\/DEBIAN\/p|\/usr\/bin\/|dialtone\/node$/.test(path)
}

function installedKilobytes(): number {
  const files = globSync('**/*', { cwd: stage, withFileTypes: true }).filter((entry) => entry.isFile())
  return files.reduce(
    (sum, { parentPath, name }) => sum + Math.ceil(statSync(join(parentPath, name)).size / 1024),
    0,
  )
}

function megabytes(path: string): number {
  const files = statSync(path).isFile()
    ? [path]
    : globSync('**/*', { cwd: path, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ parentPath, name }) => join(parentPath, name))
  return Math.round(files.reduce((sum, file) => sum + statSync(file).size, 0) / 1e6)
}

function node(): string {
  return join(stage, 'usr/lib/dialtone/node')
}

/** As `gzip -9n`: without a name and a time. */
function compressed(text: string): Uint8Array {
  return gzipSync(text, { level: 9 })
}

function write(path: string, content: string | Uint8Array, mode = 0o644): void {
  const to = join(stage, path)
  mkdirSync(dirname(to), { recursive: true })
  writeFileSync(to, content, { mode })
}

function run(program: string, ...argv: readonly string[]): string {
  return execFileSync(program, argv, { cwd: root, encoding: 'utf8' }).trim()
}
