/** The radio and the network: 3GPP TS 27.007 §7.2, §7.3, §8.2, §8.5, §8.15, §8.69. */
import { generationOf } from '../../carrier/access-technology.ts'
import type { Operator } from '../../carrier/operator.ts'
import type { FoundProvider } from '../../modem/scan.ts'
import { setting, takes, telling, type AtCommand, type Reply, type Run } from '../command.ts'
import { accessOf, placeOf, technologiesOf, type Domain } from '../network-words.ts'
import { oneOf, optional, or, text, whole } from '../parameter.ts'
import { quoted } from '../quoted.ts'
import { cme, cmeOf, cmeOfCause, ERROR, OK, type Result } from '../result.ts'
import type { Settings } from '../settings.ts'
import { fromTerminal, toTerminal } from '../terminal-character-set.ts'

function registrationReport(
  name: string,
  source: string,
  domain: Domain,
  key: 'registration' | 'packetRegistration' | 'epsRegistration',
): AtCommand {
  const modes = whole(0, 3)
  return {
    name,
    source,
    test: telling(name, [modes]),
    read: ({ modem, settings }) => [
      `${name}: ${[settings[key], ...placeOf(modem, domain, settings[key])].join(',')}`,
    ],
    set: takes([or(modes, 0)], ({ settings }, mode) => {
      settings[key] = mode
      return OK
    }),
  }
}

const LONG = 0
const SHORT = 1
const NUMERIC = 2

/** In the format that the terminal asks for; a short name has 8 characters. */
function nameOf({ plmn, name }: Operator, format: number): string {
  return format === NUMERIC ? plmn : format === SHORT ? name.slice(0, 8) : name
}

function named(operator: Operator, format: number, { characterSet }: Settings): string {
  return quoted(toTerminal(nameOf(operator, format), characterSet), characterSet)
}

function current({ at, modem, settings }: Run): Reply {
  const { registration, packetService } = modem
  const { operator, cell, mode } = registration
  const selection = at.deregistered ? 2 : mode === 'manual' ? 1 : 0
  if (operator === undefined || cell === undefined) return [`+COPS: ${selection}`]
  const access = accessOf(packetService.technology ?? cell.technology)
  const format = settings.operatorFormat
  return [`+COPS: ${selection},${format},${named(operator, format, settings)},${access}`]
}

/** §7.3: 1 available, 2 current, 3 forbidden. */
function found({ operator, states }: FoundProvider, settings: Settings): string {
  const state = states.includes('registered') ? 2 : states.includes('forbidden') ? 3 : 1
  const names = [LONG, SHORT, NUMERIC].map((format) => named(operator, format, settings))
  const [fastest] = operator.cells
    .map(({ technology }) => technology)
    .map(accessOf)
    .toSorted((one, other) => other - one)
  return `(${[state, ...names, fastest ?? 0].join(',')})`
}

async function scan({ modem, settings, signal }: Run): Promise<Reply> {
  const result = await modem.scan.run(false, signal)
  if (signal.aborted) return ERROR
  if (result === 'providers-not-found') return ['+COPS: ,,(0-4),(0-2)']
  if (typeof result === 'string') return cmeOf(result)
  if (typeof result === 'number') return cme(100)
  return [`+COPS: ${result.map((one) => found(one, settings)).join(',')},,(0-4),(0-2)`]
}

async function select(run: Run, plmn: string | undefined, access: number | undefined): Promise<Result> {
  const { at, modem } = run
  at.deregistered = false
  const wanted = access === undefined ? new Set<never>() : technologiesOf(access)
  const status = await modem.registration.select(plmn, wanted, run)
  const cause = modem.registration.networkError
  return status === 'failure' && cause !== 0 ? cmeOfCause(cause) : cmeOf(status)
}

/** The network that is named in one of the formats. */
function network({ modem, settings }: Run, format: number, given: string): string | undefined {
  const name = format === NUMERIC ? given : fromTerminal(given, settings.characterSet)
  const numeric = name !== undefined && /^[0-9]{5,6}$/.test(name) ? name : undefined
  const one = [...modem.carrier.operators.values()].find((operator) => nameOf(operator, format) === name)
  return one?.plmn ?? (format === NUMERIC ? numeric : undefined)
}

function selectNetwork(
  run: Run,
  mode: number,
  format: number,
  name: string | undefined,
  access: number | undefined,
): Result | Promise<Result> {
  switch (mode) {
    case 0:
      return select(run, undefined, access)
    case 1:
    case 4: {
      const plmn = name === undefined ? undefined : network(run, format, name)
      if (plmn === undefined) return cme(50)
      return mode === 1 ? select(run, plmn, access) : byHandOrByItself(run, plmn, access)
    }
    case 2:
      run.at.deregistered = true
      run.modem.registration.stop()
      return OK
    default:
      run.settings.operatorFormat = format
      return OK
  }
}

/** §7.3: where the chosen one does not take the modem, it chooses itself. */
async function byHandOrByItself(run: Run, plmn: string, access: number | undefined): Promise<Result> {
  const result = await select(run, plmn, access)
  return 'word' in result ? result : select(run, undefined, access)
}

const UNKNOWN = 99
const UNKNOWN_QUALITY = 255

const within = (value: number, most: number): number => Math.max(0, Math.min(most, Math.round(value)))

/** §8.5: 0 is -113 dBm, 31 is -51 dBm, in steps of 2. */
function signalQuality({ modem }: Run): Reply {
  const { signal } = modem.signal
  return signal === undefined
    ? [`+CSQ: ${UNKNOWN},${UNKNOWN}`]
    : [`+CSQ: ${within((signal.rssi + 113) / 2, 31)},${signal.errorRate}`]
}

/** §8.69: what the radio of the serving cell measures; the others are not known. */
function extendedQuality({ modem }: Run): Reply {
  const { signal } = modem.signal
  const { cell } = modem.registration
  const values = [UNKNOWN, UNKNOWN, UNKNOWN_QUALITY, UNKNOWN_QUALITY, UNKNOWN_QUALITY, UNKNOWN_QUALITY]
  if (signal !== undefined && cell !== undefined && generationOf(cell.technology) === '2g') {
    values.splice(0, 2, within(signal.rssi + 110, 63), signal.errorRate)
  }
  if (signal?.rsrq !== undefined) values[4] = within((signal.rsrq + 20) * 2, 34)
  if (signal?.rsrp !== undefined) values[5] = within(signal.rsrp + 141, 97)
  return [`+CESQ: ${values.join(',')}`]
}

export const networkCommands: readonly AtCommand[] = [
  {
    name: '+CFUN',
    source: '3GPP TS 27.007 §8.2',
    test: () => ['+CFUN: (0,1,4),(0,1)'],
    read: ({ at }) => [`+CFUN: ${at.functionality}`],
    set: takes([or(oneOf(0, 1, 4), 1), or(whole(0, 1), 0)], (run, functionality, reset) => {
      const { at, modem } = run
      at.setFunctionality(functionality, run)
      if (reset === 1) at.restart()
      return functionality === 1 && !modem.radio.isOn ? cme(3) : OK
    }),
  },
  {
    name: '+CSQ',
    source: '3GPP TS 27.007 §8.5',
    test: () => ['+CSQ: (0-31,99),(0-7,99)'],
    execute: signalQuality,
  },
  {
    name: '+CESQ',
    source: '3GPP TS 27.007 §8.69',
    test: () => ['+CESQ: (0-63,99),(0-7,99),(0-96,255),(0-49,255),(0-34,255),(0-97,255)'],
    execute: extendedQuality,
  },
  {
    name: '+COPS',
    source: '3GPP TS 27.007 §7.3',
    abortable: true,
    needsSim: 'cme',
    test: scan,
    read: current,
    set: takes(
      [or(whole(0, 4), 0), or(whole(0, 2), 0), optional(text(64)), optional(whole(0, 13))],
      selectNetwork,
    ),
  },
  registrationReport('+CREG', '3GPP TS 27.007 §7.2', 'circuit', 'registration'),
  registrationReport('+CGREG', '3GPP TS 27.007 §10.1.20', 'packet', 'packetRegistration'),
  registrationReport('+CEREG', '3GPP TS 27.007 §10.1.22', 'eps', 'epsRegistration'),
  setting({
    name: '+CMEE',
    source: '3GPP TS 27.007 §9.1',
    fields: [or(whole(0, 2), 0)],
    get: ({ cmee }) => [cmee],
    put: (settings, [mode]) => {
      settings.cmee = mode
      return undefined
    },
  }),
  {
    name: '+WS46',
    source: '3GPP TS 27.007 §5.9',
    test: () => [`(${Object.keys(SIDES).join(',')})`],
    read: ({ modem }) => [side(modem.registration.wanted)],
    set: takes([whole(12, 33)], async (run, value) => {
      const access = SIDES[value]
      if (access === undefined) return cme(50)
      const all = ALL_SIDES === value ? run.modem.technologies : new Set(access)
      return cmeOf(await run.modem.registration.select(run.modem.registration.manual, all, run))
    }),
  },
]

/** §5.9: which stacks the modem is to use. */
const SIDES: Readonly<Record<number, Parameters<typeof accessOf>[0][]>> = {
  12: ['gprs', 'edge'],
  22: ['umts', 'hsdpa', 'hsupa'],
  25: ['gprs', 'edge', 'umts', 'hsdpa', 'hsupa', 'lte', '5g-nsa'],
  28: ['lte', '5g-nsa'],
  29: ['gprs', 'edge', 'umts', 'hsdpa', 'hsupa'],
  31: ['umts', 'hsdpa', 'hsupa', 'lte', '5g-nsa'],
}

/** GERAN, UTRAN and E-UTRAN. */
const ALL_SIDES = 25

function side(wanted: ReadonlySet<string>): string {
  const own = Object.entries(SIDES).find(
    ([, technologies]) => technologies.length === wanted.size && technologies.every((one) => wanted.has(one)),
  )
  return own?.[0] ?? ALL_SIDES.toString()
}
