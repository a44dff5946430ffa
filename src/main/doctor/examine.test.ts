import { symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { simpleCommands } from '../../../test/document/shell.ts'
import { openCommandLine } from '../../../test/support/command-line.ts'
import { FakeHost } from '../../../test/support/fake-host.ts'
import { MODEM } from '../../../test/support/fake-service.ts'
import { scratch } from '../../../test/support/scratch.ts'
import { COMMANDS } from '../cli.ts'
import { runProgram } from '../../face/cli/index.ts'
import { examine, type Finding } from './examine.ts'
import type { Facts } from './facts.ts'

const MADE = Date.UTC(2026, 0, 1)
const GB = 1024 ** 3

/** A machine that lacks nothing. */
const WELL: Facts = {
  now: MADE + 1000,
  version: '1.2.3',
  made: MADE,
  node: '24.21.0',
  oldestNode: 24,
  root: true,
  mayConfigure: true,
  kernel: '6.1.0-18-amd64',
  hasModules: true,
  modules: { cdc_mbim: 'loaded', tun: 'loaded', nf_tables: 'loadable', ppp_generic: 'loadable' },
  tun: 'ok',
  nftables: true,
  pppd: true,
  udev: true,
  modems: [{ path: '/dev/cdc-wdm0', access: 'ok', group: 'dialout' }],
  proxy: false,
  resolver: { kind: 'systemd-resolved', access: 'ok' },
  service: { socket: '/run/dialtone/dialtone.sock', access: 'ok', version: '1.2.3' },
  state: { folder: '/var/lib/dialtone', access: 'ok', free: GB },
  configuration: { file: '/etc/dialtone/dialtone.toml', present: true, mistakes: [] },
  dashboard: true,
  clone: true,
}

const modem = (change: Partial<Facts['modems'][number]>): Partial<Facts> => ({
  modems: [{ path: '/dev/cdc-wdm0', access: 'ok', ...change }],
})
const service = (change: Partial<Facts['service']>): Partial<Facts> => ({
  service: { socket: '/s', access: 'ok', ...change },
})
const configuration = (change: Partial<Facts['configuration']>): Partial<Facts> => ({
  configuration: { ...WELL.configuration, ...change },
})

const lacking = (facts: Facts): readonly Finding[] => examine(facts).filter(({ outcome }) => outcome !== 'ok')

test('a machine that lacks nothing is well, and every check says so in words', () => {
  expect(lacking(WELL)).toEqual([])
  for (const { name, text } of examine(WELL)) {
    expect([name, text]).toEqual([name, expect.stringMatching(/^\S.+\S$/)])
  }
})

test('no TUN is mended by modprobe only where there is a module', () => {
  const found = lacking({ ...WELL, tun: 'absent', modules: { ...WELL.modules, tun: 'missing' } })
  expect(found.map(({ name, command }) => [name, command])).toEqual([
    ['kernel module tun', undefined],
    ['packets', undefined],
  ])
})

test('a service that keeps everything in memory and drives virtual modems lacks neither a state nor a modem', () => {
  const { modems: _, ...others } = WELL
  const findings = examine({
    ...others,
    modems: [],
    service: { ...WELL.service, modems: ['modem0', 'modem1'], inMemory: true },
    state: { folder: '/var/lib/dialtone', access: 'denied', free: 0 },
  })
  expect(findings.filter(({ outcome }) => outcome !== 'ok')).toEqual([])
  const text = (of: string): string | undefined => findings.find(({ name }) => name === of)?.text
  expect([text('state'), text('disk'), text('modems')]).toEqual([
    'the service that runs keeps everything in memory',
    undefined,
    'the service drives modem0, modem1',
  ])
})

describe('what lacks is said once, with what mends it', () => {
  test.each<[string, Partial<Facts>, Finding['outcome'], string, RegExp, (string | undefined)?]>([
    [
      'an old Node.js',
      { node: '20.1.0' },
      'failure',
      'Node.js',
      /20\.1\.0 is too old/,
      'npm install --global node@24',
    ],
    [
      'a wrong clock',
      { now: 0 },
      'failure',
      'clock',
      /1970-01-01 00:00 UTC/,
      'sudo timedatectl set-ntp true',
    ],
    [
      'no cdc_mbim',
      { modules: { ...WELL.modules, cdc_mbim: 'missing' } },
      'warning',
      'kernel module cdc_mbim',
      /no control device without it: this kernel \(6\.1\.0-18-amd64\) was built without it/,
    ],
    [
      'no nf_tables',
      { modules: { ...WELL.modules, nf_tables: 'missing' } },
      'warning',
      'kernel module nf_tables',
      /translated/,
    ],
    [
      'no cdc_mbim in a kernel for clouds',
      { kernel: '6.1.0-18-cloud-arm64', modules: { ...WELL.modules, cdc_mbim: 'missing' } },
      'warning',
      'kernel module cdc_mbim',
      /was built without it\. Install one that has it/,
      'sudo apt-get install linux-image-arm64',
    ],
    [
      'no module where those of the kernel are not installed',
      { hasModules: false, modules: { ...WELL.modules, cdc_mbim: 'missing' } },
      'warning',
      'kernel module cdc_mbim',
      /\(6\.1\.0-18-amd64\) are not installed here\. In a container, load it on the host/,
    ],
    ['no TUN', { tun: 'absent' }, 'warning', 'packets', /no \/dev\/net\/tun/, 'sudo modprobe tun'],
    ['a TUN that a container hides', { tun: 'denied' }, 'warning', 'packets', /container/],
    [
      'no libnftables',
      { nftables: false },
      'warning',
      'address translation',
      /missing/,
      'sudo apt-get install libnftables1',
    ],
    [
      'no PPP in the kernel',
      { modules: { ...WELL.modules, ppp_generic: 'missing' } },
      'warning',
      'kernel module ppp_generic',
      /PPPoE/,
    ],
    ['no pppd', { pppd: false }, 'warning', 'pppd', /PPPoE/, 'sudo apt-get install ppp'],
    [
      'no rights',
      { root: false, mayConfigure: false },
      'warning',
      'rights',
      /you run/,
      'sudo dialtone serve',
    ],
    ['a root without rights', { mayConfigure: false }, 'warning', 'rights', /root lacks/],
    [
      'no udev',
      { udev: false },
      'warning',
      'devices',
      /udev does not run/,
      'sudo systemctl start systemd-udevd',
    ],
    ['no modem', { modems: [] }, 'warning', 'modems', /no MBIM modem/, 'dialtone serve --virtual'],
    [
      'a modem whose device is gone',
      modem({ access: 'absent' }),
      'failure',
      'modems',
      /not there/,
      'sudo udevadm trigger',
    ],
    [
      'a modem for root',
      modem({ access: 'denied', group: 'root' }),
      'warning',
      'modems',
      /for root/,
      'sudo dialtone serve',
    ],
    [
      'a modem of a group',
      modem({ access: 'denied', group: 'dialout' }),
      'failure',
      'modems',
      /its group is dialout/,
      'sudo usermod --append --groups dialout "$USER"',
    ],
    [
      'a modem that another holds',
      modem({ holder: { pid: 7, name: 'umbim' } }),
      'failure',
      'modems',
      /umbim/,
      'sudo kill 7',
    ],
    [
      'a named device that is not there',
      configuration({ devices: [{ path: '/dev/nope', access: 'absent', isDriven: false }] }),
      'warning',
      'modems',
      /^\/dev\/nope, .*is not there$/,
    ],
    [
      'a named device that nobody drives',
      configuration({ devices: [{ path: '/run/m', access: 'ok', isDriven: false }] }),
      'warning',
      'modems',
      /^\/run\/m, .*the service does not drive it/,
      'journalctl -u dialtone',
    ],
    [
      'no ModemManager for modems that only it may drive',
      configuration({ needsModemManager: true }),
      'warning',
      'ModemManager',
      /does not run, and the configuration/,
      'sudo systemctl start ModemManager',
    ],
    [
      'no resolv.conf',
      { resolver: { kind: 'file', access: 'absent' } },
      'warning',
      'name servers',
      /no/,
      'sudo touch /etc/resolv.conf',
    ],
    [
      'a state that cannot be written',
      { state: { folder: '/var/lib/my dialtone', access: 'denied', free: GB } },
      'failure',
      'state',
      /cannot be written/,
      `sudo chown -R "$USER" '/var/lib/my dialtone'`,
    ],
    [
      'little room',
      { state: { ...WELL.state, free: GB / 10 } },
      'warning',
      'disk',
      /102 MB/,
      'df -h /var/lib/dialtone',
    ],
    [
      'no room',
      { state: { ...WELL.state, free: GB / 100 } },
      'failure',
      'disk',
      /10 MB/,
      'df -h /var/lib/dialtone',
    ],
    [
      'a wrong configuration',
      { configuration: { file: '/d.toml', present: true, mistakes: ['/d.toml:1:2: error: what', 'more'] } },
      'failure',
      'configuration',
      /^2 in \/d\.toml: .*what$/,
      'dialtone config check /d.toml',
    ],
    ['no service', service({ access: 'absent' }), 'warning', 'service', /none runs/, 'dialtone serve'],
    [
      'a service for others',
      service({ access: 'denied' }),
      'failure',
      'service',
      /join its group/,
      "stat --format='%U %G %A' /s",
    ],
    [
      'a service that is silent',
      service({ trouble: 'refused' }),
      'failure',
      'service',
      /refused/,
      'dialtone serve',
    ],
    [
      'another version',
      service({ version: '1.2.2' }),
      'warning',
      'version',
      /1\.2\.2/,
      'sudo systemctl restart dialtone',
    ],
    ['no dashboard in a clone', { dashboard: false }, 'warning', 'dashboard', /not built/, 'npm run build'],
    ['no dashboard in a package', { dashboard: false, clone: false }, 'warning', 'dashboard', /not in this/],
  ])('%s', (_, change, outcome, name, text, command) => {
    const found = lacking({ ...WELL, ...change })
    expect(found.map((one) => [one.outcome, one.name])).toEqual([[outcome, name]])
    expect(found[0]?.text).toMatch(text)
    expect(found[0]?.command).toBe(command)
  })

  test.each<[string, Partial<Facts>]>([
    ['a modem shared through mbim-proxy', modem({ holder: { pid: 7, name: 'mbim-proxy' } })],
    ['a modem that a service of ours drives', modem({ holder: { pid: 7, name: 'node' } })],
    ['a modem that ModemManager holds', modem({ holder: { pid: 7, name: 'ModemManager' } })],
    ['ModemManager without a proxy', { modemManager: { pid: 9, name: 'ModemManager' } }],
    ['ModemManager beside mbim-proxy', { modemManager: { pid: 9, name: 'ModemManager' }, proxy: true }],
    [
      'a ModemManager that is needed',
      { modemManager: { pid: 9, name: 'ModemManager' }, ...configuration({ needsModemManager: true }) },
    ],
    [
      'a named device that is driven',
      configuration({ devices: [{ path: '/run/m', access: 'ok', isDriven: true }] }),
    ],
    [
      'a named device of which no service says anything',
      configuration({ devices: [{ path: '/run/m', access: 'ok' }] }),
    ],
    ['a TUN for root, for who is not', { tun: 'denied', root: false }],
    ['a resolv.conf for root', { resolver: { kind: 'file', access: 'denied' } }],
    ['no configuration', { configuration: { file: '/d.toml', present: false, mistakes: [] } }],
  ])('and %s is well', (_, change) => {
    expect(lacking({ ...WELL, ...change })).toEqual([])
  })
})

describe('the command', () => {
  const run = async (argv: string, env: Record<string, string>) => {
    const host = new FakeHost({ env })
    const code = await runProgram(argv.split(' '), { host, version: '1.2.3', commands: COMMANDS })
    return { code, out: host.stdout.text, err: host.stderr.text }
  }

  test('looks at this machine, tells all of it as JSON, and ends with 1 where something fails', async () => {
    await using cli = await openCommandLine()
    const { code, out } = await run('doctor --json', { DIALTONE_SOCKET: cli.socket })
    const findings = JSON.parse(out) as Finding[] // what the command says
    const names = new Set(findings.map(({ name }) => name))
    expect([...names]).toEqual([...new Set(examine(WELL).map(({ name }) => name))])
    expect(findings.find(({ name }) => name === 'service')).toMatchObject({ outcome: 'ok' })
    expect(findings.find(({ name }) => name === 'version')?.text).toMatch(/^\d/)
    expect(code).toBe(findings.some(({ outcome }) => outcome === 'failure') ? 1 : 0)
  })

  test('says it in lines, and what to type', async () => {
    const { out, err } = await run('doctor', { DIALTONE_SOCKET: '/nowhere/dialtone.sock' })
    expect(out).toMatch(/^✓ Node\.js: 24\./m)
    expect(out).toMatch(/^! service: none runs: there is no \/nowhere\/dialtone\.sock\n {4}dialtone serve$/m)
    expect(err).toMatch(/^\d+ failures?, \d+ warnings?; see above\.$/m)
  })

  test('devices that the configuration names are looked for, and whether the service drives them', async () => {
    await using cli = await openCommandLine()
    using folder = scratch()
    const [file, link] = [join(folder.path, 'd.toml'), join(folder.path, 'modem')]
    const driven = join(folder.path, 'driven')
    writeFileSync(driven, '')
    symlinkSync(driven, link)
    writeFileSync(
      file,
      `[modems]\ndevices = ["${link}", "${file}=wwan0", "/dev/nope"]\nowners = ["/dev/nope=modem-manager"]\n`,
    )
    cli.service.modemsNow.set(MODEM.id, { ...MODEM, device: driven })
    const { out } = await run(`doctor --config ${file} --json`, { DIALTONE_SOCKET: cli.socket })
    const findings = JSON.parse(out) as Finding[] // what the command says
    const said = findings.filter(({ text }) => text.includes('modems.devices')).map(({ text }) => text)
    expect(said).toEqual([
      expect.stringMatching(`^${file}, .*does not drive it`) as string,
      '/dev/nope, which modems.devices names, is not there',
    ])
  })

  test('the configuration that is looked at is that of the service which runs, unless another is named', async () => {
    await using cli = await openCommandLine()
    using folder = scratch()
    const file = join(folder.path, 'd.toml')
    writeFileSync(file, '[log]\nlevl = "debug"\n')
    cli.service.configuration = () => Promise.resolve({ file, settings: [] })
    const told = async (words: string): Promise<Finding | undefined> => {
      const { out } = await run(words, { DIALTONE_SOCKET: cli.socket })
      const findings = JSON.parse(out) as Finding[] // what the command says
      return findings.find(({ name }) => name === 'configuration')
    }
    expect(await told('doctor --json')).toMatchObject({
      outcome: 'failure',
      text: expect.stringContaining(`${file}:2:1`) as string,
    })
    const other = join(folder.path, 'other.toml')
    writeFileSync(other, '')
    expect(await told(`doctor --config ${other} --json`)).toMatchObject({ text: `${other} is right` })
    cli.service.configuration = () => Promise.resolve({ file: '/nowhere/d.toml', settings: [] })
    expect((await told('doctor --json'))?.text).not.toContain('/nowhere')
  })

  test('a configuration that is named has to be right', async () => {
    const { code, out } = await run('doctor --config /nowhere/dialtone.toml --json', {})
    expect(code).toBe(1)
    expect(out).toContain('/nowhere/dialtone.toml')
  })
})

test('commands of ours among them are commands', () => {
  const all = [
    { ...WELL, modems: [], service: { socket: '/s', access: 'absent' as const } },
    { ...WELL, root: false, mayConfigure: false },
    { ...WELL, configuration: { file: '/d', present: true, mistakes: ['x'] } },
  ].flatMap((facts) => lacking(facts))
  const ours = all.flatMap(({ command }) => (/\bdialtone /.test(command ?? '') ? [command ?? ''] : []))
  expect(ours.map((line) => simpleCommands(line.replace('sudo ', ''))[0]?.[1]).sort()).toEqual([
    'config',
    'serve',
    'serve',
    'serve',
  ])
})
