/**
 * A command as a value: its name, where it is laid down, and what each of its forms does. The table of all of them is
 * `command-table.ts`; who reads command lines knows no command by name.
 */
import type { PacketNetwork } from '../data-path/packet-network.ts'
import type { Modem } from '../modem/modem.ts'
import type { AtModem } from './at-modem.ts'
import type { DataCall } from './data-call.ts'
import { cme, OK, type Result } from './result.ts'
import { readValues, type Field, type ValuesOf } from './parameter.ts'
import type { Settings } from './settings.ts'

/** What a command works with. */
export interface Run {
  readonly modem: Modem
  /** What the ports of the modem have in common. */
  readonly at: AtModem
  readonly settings: Settings
  /** Aborted when the terminal has gone, or gives it up by a character where the command may be given up. */
  readonly signal: AbortSignal
  /** The port itself, as far as commands see it. */
  readonly port: Port
  /** The names of all commands. */
  readonly commands: () => readonly string[]
  /** Says a line of information now, before the command has ended. */
  say(line: string): void
}

export interface Port {
  /** The call of this port, in data state or not. */
  readonly call: DataCall | undefined
  /** Where the packets of its calls go. */
  readonly network: PacketNetwork
  /** Carries this call from now on: the command ends with CONNECT. */
  carry(call: DataCall): void
  /** Says something by itself, as soon as nothing else is said. */
  tell(text: string): void
  /** Ends the call of this port, if there is one. */
  hangUp(): Promise<void>
  /** Puts the settings of the factory, or those stored by &W, in place. */
  restore(from: 'factory' | 'stored'): void
  /** Asks for a text, which Ctrl-Z ends; nothing when it was given up (3GPP TS 27.005 §3.5.1, §4.3). */
  prompt(): Promise<string | undefined>
}

/** Lines of information, then OK; or an end. */
export type Reply = Result | readonly string[]

type Maybe<T> = T | Promise<T>

export interface AtCommand {
  readonly name: string
  /** Where it is from: `3GPP TS 27.007 §7.2`. */
  readonly source: string
  /** May be given up by sending a character (V.250 §5.6.1). */
  readonly abortable?: true
  /** Only once the card may be used; else the error is that of the card. */
  readonly needsSim?: 'cme' | 'cms'
  readonly test?: (run: Run) => Maybe<Reply>
  readonly read?: (run: Run, register: number) => Maybe<Reply>
  readonly set?: (run: Run, text: string, register: number) => Maybe<Reply>
  readonly execute?: (run: Run, text: string) => Maybe<Reply>
}

/** The form with values. `=` alone is one whose values are all left out. */
export function takes<const F extends readonly Field<unknown>[]>(
  fields: F,
  act: (run: Run, ...values: ValuesOf<F>) => Maybe<Reply>,
): NonNullable<AtCommand['set']> {
  return (run, text) => {
    const values = readValues(fields, text)
    return values === undefined ? cme(50) : act(run, ...values)
  }
}

/** What may be set, as the test form tells it. */
export function telling(name: string, fields: readonly Field<unknown>[]): () => Reply {
  const form = fields.map((field) => field.form).join(',')
  return () => [`${name}: ${form}`]
}

/** Numbers that are kept: set in order, those left out unchanged; read as they are. */
export function setting<const F extends readonly Field<unknown>[]>(definition: {
  readonly name: string
  readonly source: string
  readonly fields: F
  readonly get: (settings: Settings) => readonly (string | number)[]
  readonly put: (settings: Settings, values: ValuesOf<F>, run: Run) => Reply | undefined
  readonly needsSim?: 'cme' | 'cms'
}): AtCommand {
  const { name, source, fields, get, put, needsSim } = definition
  return {
    name,
    source,
    ...(needsSim === undefined ? {} : { needsSim }),
    test: telling(name, fields),
    read: ({ settings }) => [`${name}: ${get(settings).join(',')}`],
    set: takes(fields, (run, ...values) => put(run.settings, values, run) ?? OK),
  }
}

/** A fact that is asked for by the name alone; the test form says that it may be. */
export function fact(
  name: string,
  source: string,
  tell: (run: Run) => Reply,
  needsSim?: 'cme' | 'cms',
): AtCommand {
  return { name, source, ...(needsSim === undefined ? {} : { needsSim }), test: () => OK, execute: tell }
}
