/** `dialtone dial add|set|remove|enable|disable`. */
import { Option, type Command } from 'commander'
import {
  DIAL_SETTING_KEYS,
  dialerOfKind,
  type DialApply,
  type DialSettingKey,
  type DialSettingsChange,
} from '../../../../api/index.ts'
import { DialtoneError, thereAre } from '../../../../base/index.ts'
import {
  completeDialSettings,
  type DialCredentials,
  type PublicDialSettings,
} from '../../../../core/index.ts'
import type { Define } from '../../command-entry.ts'
import type { Context } from '../../context.ts'
import { plain } from '../../text/plain.ts'
import { readText } from '../read-text.ts'
import { inOptions, readInOptions } from './in-options.ts'

type Flags = Readonly<Record<string, unknown>>

const WHERE = {
  running: 'change only what runs: gone after a restart',
  stored: 'change only what is stored: there after a restart',
} as const

/** Options for settings: those given several times make a list. */
const LISTS: Partial<Record<DialSettingKey, readonly [flag: string, help: string]>> = {
  modems: ['--modem <name>', 'a modem to dial with, in order of preference; any when none is given'],
  routes: [
    '--route <network>',
    'a network behind it: 10.0.0.0/8, with "metric 5" or "quiet" (it does not dial)',
  ],
  only: ['--only <rule>', 'traffic that counts: "tcp to 10.0.0.0/8 port 443"'],
  except: ['--except <rule>', 'traffic that does not count, while all other does'],
  init: ['--init <command>', 'an AT command that is sent before it dials: AT+CFUN=1'],
  authentication: [
    '--authentication <way>',
    'how it may prove who it is: pap, chap or mschapv2; all unless told',
  ],
  hours: ['--hours <times>', 'when traffic may dial: "1 08:00-12:00 13:00-17:30"; 0 is Sunday'],
}

const SINGLES: Partial<Record<DialSettingKey, readonly [flag: string, help: string]>> = {
  profile: ['--profile <name>', 'the profile to dial with, by a modem'],
  serial: ['--serial <device>', 'or the serial line of a modem that pppd dials with: /dev/ttyUSB0'],
  number: ['--number <number>', "the number to dial on it: '*99#'"],
  speed: ['--speed <speed>', 'bits per second of the line: 115200 unless told'],
  'flow-control': ['--flow-control <kind>', 'hardware, software or none'],
  apn: ['--apn <name>', 'the access point name, of a mobile modem on the line'],
  pppoe: ['--pppoe <device>', 'or the network device on which pppd looks for a concentrator: eth1'],
  service: ['--service <name>', 'the PPPoE service to ask for; any unless told'],
  concentrator: ['--concentrator <name>', 'the access concentrator to ask; any unless told'],
  mtu: ['--mtu <bytes>', 'the largest packet that pppd sends'],
  mru: ['--mru <bytes>', 'the largest packet that it asks to be sent'],
  answer: [
    '--answer <addresses>',
    'let callers in who have its name and password: 10.9.0.1:10.9.0.2, this end first',
  ],
  type: ['--type <type>', 'home-router, or full-router: calls may come in as well'],
  priority: ['--priority <number>', 'among interfaces with the same route the lowest serves'],
  'time-zone': ['--time-zone <name>', 'of the hours: Europe/Berlin; that of this machine unless told'],
  'idle-timeout': [
    '--idle-timeout <time>',
    'hang up after so long without traffic that counts: "5 min", or never',
  ],
  'redial-attempts': ['--redial-attempts <number>', 'attempts after the first one has failed'],
  'redial-interval': ['--redial-interval <time>', 'between them: "10 s"'],
  'unreachable-first': ['--unreachable-first <time>', 'the wait after all have failed: "10 min"'],
  'unreachable-step': ['--unreachable-step <time>', 'how much longer each further wait is'],
  'unreachable-longest': ['--unreachable-longest <time>', 'the longest of them: "6 h"'],
  'hold-packets': ['--hold-packets <number>', 'packets that are kept while it connects'],
  'hold-bytes': ['--hold-bytes <number>', 'bytes that they may have together'],
  'hold-age': ['--hold-age <time>', 'how long each is kept'],
  'user-name': ['--user-name <name>', 'in place of that of the profile'],
  domain: ['--domain <name>', 'of that user'],
}

/** What `set` takes away whole, with `--no-`, and the settings that it is made of. */
const TAKEN_AWAY: Readonly<Record<string, readonly DialSettingKey[]>> = {
  filter: ['only', 'except'],
  hours: ['hours', 'time-zone'],
  credentials: ['user-name', 'domain', 'password'],
}

const SWITCHES: Partial<Record<DialSettingKey, readonly [on: string, off: string]>> = {
  persistent: ['connect at once, and restore it when it drops', 'connect on demand'],
  nat: ['masquerade what is forwarded through it', 'forward as it is'],
  dns: ['use the name servers of its network while it is connected', 'leave the name servers alone'],
}

export const dialChanges: Define = (command, context) => {
  addSettings(command.command('add').description('Add a dial interface.').argument('<name>', 'its name'))
    .option('--disabled', 'it is not to be dialled yet')
    .action(async (name: string, flags: Flags) => {
      const given = await tableOf(context, flags)
      const persistent = given.persistent === true
      const base = completeDialSettings({ name, dialer: dialerOfKind(given), persistent })
      const change = readInOptions(given, base)
      const { dialer = base.dialer } = change
      if (dialer.kind === 'modem' && dialer.profile === '') {
        throw new DialtoneError(
          'invalid_argument',
          'give what to dial with: --profile NAME, --serial DEVICE or --pppoe DEVICE',
        )
      }
      const { filter, dialOutHours, credentials, ...rest } = change
      const settings = {
        ...base,
        ...rest,
        dialer,
        ...(flags.disabled === true && { enabled: false }),
        ...(filter && { filter }),
        ...(dialOutHours && { dialOutHours }),
        ...(credentials && { credentials }),
      }
      const added = await inOptions(settings, () =>
        context.service.addDialInterface({ settings, apply: applyOf(flags) }),
      )
      said(context, added, 'added')
      await noteAbsent(context, added)
    })
  addSettings(
    command
      .command('set')
      .description('Change settings of a dial interface. What is not given stays.')
      .argument('<interface>', 'name or id'),
  )
    .option('--no-filter', 'all traffic counts')
    .option('--no-hours', 'at any time')
    .option('--no-credentials', 'those of the profile')
    .action(async (dialInterface: string, flags: Flags) => {
      const base = await settingsOf(context, dialInterface, applyOf(flags))
      const table = await tableOf(context, flags)
      refuseBoth(table, flags)
      const change: DialSettingsChange = {
        ...readInOptions(table, base),
        ...(flags.filter === false && { filter: null }),
        ...(flags.hours === false && { dialOutHours: null }),
        ...(flags.credentials === false && { credentials: null }),
      }
      if (Object.keys(change).length === 0) {
        throw new DialtoneError('invalid_argument', 'give a setting to change')
      }
      await inOptions({ ...base, ...change }, () => set(context, dialInterface, change, flags, 'changed'))
    })
  for (const [verb, enabled] of [
    ['enable', true],
    ['disable', false],
  ] as const) {
    addWhere(
      command
        .command(verb)
        .description(
          enabled ? 'Let a dial interface be dialled.' : 'Let a dial interface not be dialled; hangs up.',
        )
        .argument('<interface>', 'name or id'),
    ).action((dialInterface: string, flags: Flags) =>
      set(context, dialInterface, { enabled }, flags, `${verb}d`),
    )
  }
  addWhere(
    command
      .command('remove')
      .description('Remove a dial interface that is down.')
      .argument('<interface>', 'name or id'),
  ).action(async (dialInterface: string, flags: Flags) => {
    await context.service.removeDialInterface({ dialInterface, apply: applyOf(flags) })
    if (context.output.json) context.output.document({})
    else context.output.line(`${dialInterface} is removed`)
  })
}

/** What is given and taken away at once would otherwise lose its value, and nobody would hear of it. */
function refuseBoth(table: Readonly<Record<string, unknown>>, flags: Flags): void {
  for (const [away, keys] of Object.entries(TAKEN_AWAY)) {
    const given = keys.find((key) => table[key] !== undefined)
    if (flags[away] !== false || given === undefined) continue
    const option = given === 'password' ? 'password-file' : given
    throw new DialtoneError('invalid_argument', `--no-${away} contradicts --${option}: give one of the two`)
  }
}

async function set(
  { service, output }: Context,
  dialInterface: string,
  change: DialSettingsChange,
  flags: Flags,
  done: string,
): Promise<void> {
  const changed = await service.setDialInterface({ dialInterface, change, apply: applyOf(flags) })
  said({ output }, changed, done)
  if (change.dialer !== undefined) await noteAbsent({ service, output }, changed)
}

/** Either may come later; until then nothing can be dialled with it, which whoever has mistyped it should hear now. */
async function noteAbsent(
  { service, output }: Pick<Context, 'service' | 'output'>,
  { dialer }: PublicDialSettings,
): Promise<void> {
  if (dialer.kind !== 'modem') return
  const { profile, modems: wanted } = dialer
  const [profiles, modems] = await Promise.all([
    service.profiles(),
    wanted.length === 0 ? [] : service.modems(),
  ])
  if (!profiles.some(({ name }) => name === profile)) {
    output.note(
      `There is no profile ${plain(JSON.stringify(profile))} yet: it cannot be dialled until one is added (dialtone profile add FILE)`,
    )
  }
  const absent = wanted.filter((called) => !modems.some(({ id, name }) => [id, name].includes(called)))
  if (absent.length === 0) return
  const names = absent.map((called) => JSON.stringify(called)).join(' or ')
  const there = thereAre(modems.map(({ name }) => name))
  output.note(
    plain(
      `There is no modem ${names} now: nothing is dialled with it until it is plugged in ` + `(${there})`,
    ),
  )
}

function said({ output }: Pick<Context, 'output'>, settings: PublicDialSettings, done: string): void {
  if (output.json) output.document(settings)
  else output.line(`${settings.name} is ${done}`)
}

async function settingsOf(
  { service }: Context,
  called: string,
  apply: DialApply,
): Promise<PublicDialSettings> {
  if (apply !== 'stored') return (await service.dialInterface({ dialInterface: called })).settings
  const found = (await service.storedDialInterfaces()).find(
    ({ name }) => name.toLowerCase() === called.toLowerCase(),
  )
  if (found !== undefined) return found
  throw new DialtoneError('not_found', `no dial interface ${JSON.stringify(called)} is stored`)
}

function addSettings(command: Command): Command {
  for (const [flag, help] of Object.values(LISTS)) {
    command.addOption(
      new Option(flag, `${help}; may be given several times`).argParser((value: string, others: unknown) => [
        ...(Array.isArray(others) ? (others as readonly string[]) : []), // what this parser has made of those before
        value,
      ]),
    )
  }
  for (const [flag, help] of Object.values(SINGLES)) command.option(flag, help)
  for (const [key, [on, off]] of Object.entries(SWITCHES)) {
    command.option(`--${key}`, on).option(`--no-${key}`, off)
  }
  command.option('--password-file <file>', 'a file with the password of the user (- for standard input)')
  return addWhere(command)
}

function addWhere(command: Command): Command {
  return command
    .addOption(new Option('--running', WHERE.running).conflicts('stored'))
    .addOption(new Option('--stored', WHERE.stored))
}

function applyOf({ running, stored }: Flags): DialApply {
  return running === true ? 'running' : stored === true ? 'stored' : 'both'
}

/** What was given, by the keys of the configuration file. */
async function tableOf({ host }: Context, flags: Flags): Promise<Record<string, unknown>> {
  const named: Partial<Record<string, DialSettingKey>> = { modem: 'modems', route: 'routes' }
  const table: Record<string, unknown> = {}
  for (const [flag, value] of Object.entries(flags)) {
    const kebab = flag.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
    const key = DIAL_SETTING_KEYS.find((one) => one === (named[kebab] ?? kebab))
    // `--no-hours` takes away, which is no value of the key.
    if (key !== undefined && !(key === 'hours' && value === false)) table[key] = value
  }
  if (typeof flags.passwordFile === 'string') {
    const password: DialCredentials['password'] = (await readText(host, flags.passwordFile)).replace(
      /\r?\n$/,
      '',
    )
    table.password = password
  }
  return table
}
