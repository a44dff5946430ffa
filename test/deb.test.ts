/**
 * The Debian package in a Debian 12 of its own, made by debootstrap, without a network: installed, upgraded, started as the unit
 * starts it, removed, purged. There is no systemd that runs in there.
 */
import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, existsSync, globSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { requirePeer } from './peer/peer.ts'

const ROOT = join(import.meta.dirname, '..')
const UNIT = readFileSync(join(ROOT, 'packaging/systemd/dialtone.service'), 'utf8')
const OLDER = '0.0.1'

/** It takes root to make a root. */
const isThere = (name: string): boolean =>
  process.getuid?.() === 0 && ['/usr/sbin', '/usr/bin'].some((folder) => existsSync(join(folder, name)))
const suite =
  process.getuid?.() === 0
    ? requirePeer('debootstrap', 'apt-get install debootstrap lintian', isThere)
    : (title: string, body: () => void) => void describe.skip(`${title} (needs root)`, body)

/** What the unit says, each line of this name. */
const unit = (name: string): string[] =>
  Array.from(UNIT.matchAll(new RegExp(`^${name}=(.*)$`, 'gm')), ([, value = '']) => value)

suite('the Debian package', () => {
  let folder: string
  let machine: string
  let packages: { readonly older: string; readonly newer: string }
  let before: readonly string[]

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'dialtone-deb-test-'))
    machine = join(folder, 'root')
    const made = spawnSync('debootstrap', ['--variant=minbase', 'bookworm', machine], { encoding: 'utf8' })
    expect(made.status, made.stdout.slice(-2000) + made.stderr).toBe(0)
    packages = { older: build('--version', OLDER), newer: build('--built') }
    for (const file of Object.values(packages)) {
      copyFileSync(file, join(machine, 'tmp', file.slice(folder.length + 1)))
    }
    before = files()
    // Two minutes of it are Debian's.
  }, 600_000)

  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  function build(...argv: readonly string[]): string {
    const options = ['--quick', '--output', folder, ...argv]
    // It builds dist/ anew, as the test of the published package does.
    const alone = [join(ROOT, 'build'), process.execPath, join(ROOT, 'build/deb.ts'), ...options]
    const said = execFileSync('flock', alone, { encoding: 'utf8' })
    const [, file = '', megabytes] = /^(\S+\.deb): \d+ MB; (\d+) MB installed/m.exec(said) ?? []
    // Besides Node.js.
    expect(Number(megabytes)).toBeLessThan(80)
    return file
  }

  /** In there: with its own processes and no network. */
  const inside = (...argv: readonly string[]): readonly string[] => [
    ...['-m', '-p', '-n', '-f', '--kill-child', `--mount-proc=${join(machine, 'proc')}`],
    ...[
      'chroot',
      machine,
      '/usr/bin/env',
      '-i',
      'PATH=/usr/sbin:/usr/bin:/sbin:/bin',
      'LC_ALL=C',
      'HOME=/tmp',
      ...argv,
    ],
  ]

  function run(...argv: readonly string[]): { readonly code: number | null; readonly said: string } {
    const { status, stdout, stderr } = spawnSync('unshare', inside(...argv), { encoding: 'utf8' })
    return { code: status, said: stdout + stderr }
  }

  function install(file: string): void {
    expect(run('dpkg', '-i', `/tmp/${file.slice(folder.length + 1)}`)).toMatchObject({ code: 0 })
  }

  /** All that there is, but for what every package leaves: what dpkg and adduser keep of their own work. */
  function files(): string[] {
    return globSync('{.[!.],}**/*', { cwd: machine })
      .filter(
        (path) =>
          !/^(dev|proc|tmp)\/|^run\/adduser$|^var\/(lib\/dpkg|log|backups)\/|^etc\/(passwd|group|shadow|gshadow|subuid|subgid)-?$/.test(
            path,
          ),
      )
      .sort()
  }

  const added = (): string[] => {
    const known = new Set(before)
    return files().filter((path) => !known.has(path))
  }

  /** What systemd would do: the folders, the user, the environment, the command. */
  async function startService(): Promise<ChildProcess> {
    for (const base of ['/run', '/var/lib', '/var/cache']) {
      run('install', '-d', '-o', 'dialtone', '-g', 'dialtone', '-m', '0755', `${base}/dialtone`)
    }
    const [user = '', command = ''] = [unit('User')[0], unit('ExecStart')[0]]
    const environment = [
      ...unit('Environment').flatMap((line) => line.split(' ')),
      'STATE_DIRECTORY=/var/lib/dialtone',
    ]
    const credentials = ['setpriv', '--reuid', user, '--regid', user, '--clear-groups', '--no-new-privs']
    const service = spawn('unshare', inside('env', ...environment, ...credentials, ...command.split(' ')), {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    for await (const line of createInterface({ input: service.stdout })) {
      if (!line.includes('is running')) continue
      service.stdout.resume()
      return service
    }
    throw new Error('the service ended before it listened')
  }

  /** The child of `unshare`, which is the service: with its change of user it has lost the tie to its parent's end. */
  async function kill(service: ChildProcess): Promise<void> {
    const children = readFileSync(`/proc/${service.pid}/task/${service.pid}/children`, 'utf8').trim()
    process.kill(Number(children), 'SIGKILL')
    await once(service, 'exit')
  }

  test('has nothing that lintian calls an error', () => {
    const { status, stdout } = spawnSync('lintian', ['--fail-on', 'error', packages.newer], {
      encoding: 'utf8',
    })
    expect(status, stdout).toBe(0)
  })

  test('is the same, byte for byte, when it is built again', () => {
    const first = readFileSync(packages.newer)
    rmSync(packages.newer)
    expect(readFileSync(build('--built')).equals(first)).toBe(true)
  })

  test('installs, and the service starts as the unit starts it, not as root, and answers', async () => {
    install(packages.older)
    expect(run('dialtone', '--version').said).toBe(`${OLDER}\n`)
    expect(readFileSync(join(machine, 'usr/share/bash-completion/completions/dialtone'), 'utf8')).toContain(
      'complete',
    )
    expect(run('dialtone', 'config', 'check', '/etc/dialtone/dialtone.toml')).toMatchObject({ code: 0 })
    expect(run('dialtone', 'status')).toMatchObject({ code: 5 })
    const service = await startService()
    expect(run('dialtone', 'status')).toMatchObject({
      code: 0,
      said: expect.stringContaining('No modem') as string,
    })
    const { uid } = statSync(join(machine, 'run/dialtone/dialtone.sock'))
    expect(run('id', '-u', 'dialtone').said).toBe(`${uid}\n`)
    expect(uid).not.toBe(0)
    await kill(service)
  })

  test('is upgraded, keeps its state and what the operator wrote, and answers again', async () => {
    execFileSync('sh', ['-c', `echo '# mine' >> ${machine}/etc/dialtone/dialtone.toml`])
    install(packages.newer)
    expect(run('dialtone', '--version').said).not.toBe(`${OLDER}\n`)
    expect(readFileSync(join(machine, 'etc/dialtone/dialtone.toml'), 'utf8')).toMatch(/# mine\n$/)
    const service = await startService()
    expect(run('dialtone', 'status')).toMatchObject({ code: 0 })
    await kill(service)
  })

  test('removal leaves state and configuration, purging leaves nothing', () => {
    expect(run('dpkg', '-r', 'dialtone')).toMatchObject({ code: 0 })
    expect(
      added().filter((path) => !/^(var\/lib|etc|run)\/dialtone|^var\/lib\/systemd|^etc\/systemd/.test(path)),
    ).toEqual([])
    expect(existsSync(join(machine, 'var/lib/dialtone'))).toBe(true)
    expect(run('dpkg', '-P', 'dialtone')).toMatchObject({ code: 0 })
    expect(added()).toEqual([])
    expect(run('id', 'dialtone').code).not.toBe(0)
  })
})
