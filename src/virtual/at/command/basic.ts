/** The commands of ITU-T V.250 §6 but for calls: how the port behaves, and what the modem is. */
import type { AtCommand, Reply, Run } from '../command.ts'
import { setting, takes, telling } from '../command.ts'
import { oneOf, or, whole } from '../parameter.ts'
import { ERROR, OK, type Result } from '../result.ts'
import type { Settings } from '../settings.ts'

/** A command of the basic syntax whose number is kept. */
function basic(
  name: string,
  source: string,
  values: readonly number[],
  put: (settings: Settings, value: number, run: Run) => void,
): AtCommand {
  return {
    name,
    source,
    set: (run, text) => {
      const value = Number(text)
      if (!values.includes(value)) return ERROR
      put(run.settings, value, run)
      return OK
    },
  }
}

function inert(name: string, source: string, values: readonly number[]): AtCommand {
  return basic(name, source, values, (settings, value) => {
    settings.inert.set(name, value)
  })
}

type Numeric = {
  [K in keyof Settings]: Settings[K] extends number ? (number extends Settings[K] ? K : never) : never
}[keyof Settings]

/** Registers that the modem acts upon, and the highest number that each takes. */
const REGISTERS: Readonly<Record<number, readonly [Numeric, number]>> = {
  0: ['answerAfter', 255],
  2: ['escape', 255],
  3: ['terminator', 127],
  4: ['formatter', 127],
  5: ['backspace', 127],
  7: ['patience', 255],
  12: ['guard', 255],
}

/** Those of V.250 and of Hayes that modems with a telephone line had a use for; they are kept. */
const INERT_REGISTERS: Readonly<Record<number, number>> = {
  1: 0,
  6: 2,
  8: 2,
  9: 6,
  10: 14,
  11: 95,
  25: 5,
  30: 0,
}

function register(settings: Settings, number: number): number | undefined {
  const known = REGISTERS[number]
  if (known !== undefined) return settings[known[0]]
  const factory = INERT_REGISTERS[number]
  return factory === undefined ? undefined : (settings.inert.get(`S${number}`) ?? factory)
}

function readRegister({ settings }: Run, number: number): Reply {
  const value = register(settings, number)
  return value === undefined ? ERROR : [value.toString().padStart(3, '0')]
}

function setRegister(settings: Settings, number: number, value: number): Result {
  const known = REGISTERS[number]
  const most = known?.[1] ?? (INERT_REGISTERS[number] === undefined ? -1 : 255)
  if (value > most) return ERROR
  if (known === undefined) settings.inert.set(`S${number}`, value)
  else settings[known[0]] = value
  return OK
}

/** The rates of V.250 §6.2.10, 0 for whatever the terminal has. */
const RATES = [0, 9600, 19_200, 38_400, 57_600, 115_200, 230_400, 460_800, 921_600] as const

const bit = (value: number): boolean => value === 1

export const basicCommands: readonly AtCommand[] = [
  basic('E', 'V.250 §6.2.4', [0, 1], (settings, value) => (settings.echo = bit(value))),
  basic('Q', 'V.250 §6.2.5', [0, 1], (settings, value) => (settings.quiet = bit(value))),
  basic('V', 'V.250 §6.2.6', [0, 1], (settings, value) => (settings.verbose = bit(value))),
  basic('X', 'V.250 §6.2.7', [0, 1, 2, 3, 4], (settings, value) => (settings.progress = value)),
  basic('&C', 'V.250 §6.2.8', [0, 1], (settings, value) => (settings.carrierFollows = bit(value))),
  basic('&D', 'V.250 §6.2.9', [0, 1, 2], (settings, value) => {
    settings.terminalGone = value as Settings['terminalGone'] // one of those three
  }),
  {
    name: 'S',
    source: 'V.250 §5.3.2',
    read: readRegister,
    set: (run, text, number) => (text === '' ? ERROR : setRegister(run.settings, number, Number(text))),
    execute: () => OK,
  },
  inert('L', 'V.250 §6.3.13', [0, 1, 2, 3]),
  inert('M', 'V.250 §6.3.14', [0, 1, 2]),
  inert('&S', 'Hayes', [0, 1]),
  inert('&K', 'Hayes', [0, 3, 4]),
  inert('P', 'V.250 §6.3.3', [0]),
  inert('T', 'V.250 §6.3.2', [0]),
  basic('Z', 'V.250 §6.1.1', [0], (_, __, run) => {
    run.port.restore('stored')
  }),
  basic('&F', 'V.250 §6.1.2', [0], (_, __, run) => {
    run.port.restore('factory')
  }),
  basic('&W', 'Hayes', [0], (settings, _, run) => {
    run.at.store(settings)
  }),
  {
    name: '&V',
    source: 'Hayes',
    execute: ({ settings }) => profile(settings),
  },
  setting({
    name: '+IPR',
    source: 'V.250 §6.2.10',
    fields: [oneOf(...RATES)],
    get: ({ rate }) => [rate],
    put: (settings, [rate]) => {
      settings.rate = rate
      return undefined
    },
  }),
  setting({
    name: '+ICF',
    source: 'V.250 §6.2.11',
    fields: [whole(0, 6), or(whole(0, 3), 3)],
    get: ({ framing }) => framing,
    put: (settings, framing) => {
      settings.framing = framing
      return undefined
    },
  }),
  setting({
    name: '+IFC',
    source: 'V.250 §6.2.12',
    fields: [whole(0, 2), or(whole(0, 2), 2)],
    get: ({ flowControl }) => flowControl,
    put: (settings, flowControl) => {
      settings.flowControl = flowControl
      return undefined
    },
  }),
  {
    name: '+FCLASS',
    source: 'T.32 §8.2',
    test: () => ['0'],
    read: () => ['0'],
    set: takes([whole(0, 0)], () => OK),
  },
  {
    name: '+DS',
    source: 'V.250 §6.6.1',
    test: telling('+DS', [whole(0, 0)]),
    read: () => ['+DS: 0,0'],
    set: takes([whole(0, 0), or(whole(0, 1), 0)], () => OK),
  },
]

function profile(settings: Settings): readonly string[] {
  const { echo, quiet, verbose, progress, carrierFollows, terminalGone } = settings
  const flag = (value: boolean): string => (value ? '1' : '0')
  const registers = [...Object.keys(REGISTERS), ...Object.keys(INERT_REGISTERS)]
    .map(Number)
    .toSorted((one, other) => one - other)
    .map(
      (number) =>
        `S${number.toString().padStart(2, '0')}:${(register(settings, number) ?? 0).toString().padStart(3, '0')}`,
    )
  return [
    `E${flag(echo)} Q${flag(quiet)} V${flag(verbose)} X${progress} &C${flag(carrierFollows)} &D${terminalGone}`,
    registers.join(' '),
  ]
}
