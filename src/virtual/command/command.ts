/** A thing that can be done to a virtual modem from outside: its name, its parameters, and the doing. */
import { DialtoneError } from '../../base/index.ts'
import type { VirtualModem } from '../virtual-modem.ts'
import { invalid, type ArgumentsOf, type Parameters, type RawArgument } from './parameter.ts'

export interface VirtualCommand {
  /** As it is typed: `remove-sim`. */
  readonly name: string
  /** One line. */
  readonly summary: string
  readonly parameters: Parameters
  /** What follows `dialtone virtual`. */
  readonly examples: readonly string[]
  /**
   * Does it and says in a sentence what was done.
   * @throws DialtoneError `invalid_argument` for arguments that do not fit, `invalid_state` where nothing can be done
   */
  readonly run: (modem: VirtualModem, raw: Readonly<Record<string, RawArgument>>) => string
}

export function command<const P extends Parameters>(definition: {
  readonly name: string
  readonly summary: string
  readonly parameters: P
  readonly examples: readonly string[]
  readonly run: (modem: VirtualModem, given: ArgumentsOf<P>) => string
}): VirtualCommand {
  return {
    ...definition,
    run: (modem, raw) =>
      // One value a parameter, each of its own type.
      definition.run(modem, readArguments(definition.name, definition.parameters, raw) as ArgumentsOf<P>),
  }
}

function readArguments(
  name: string,
  parameters: Parameters,
  raw: Readonly<Record<string, RawArgument>>,
): Record<string, unknown> {
  const unknown = Object.keys(raw).find((key) => !Object.hasOwn(parameters, key))
  if (unknown !== undefined) {
    const known = Object.keys(parameters)
    throw invalid(
      `virtual ${name} takes no ${JSON.stringify(unknown)}: ` +
        (known.length === 0 ? 'it takes nothing' : `it takes ${known.join(', ')}`),
    )
  }
  return Object.fromEntries(
    Object.entries(parameters).map(([key, parameter]) => {
      const given = Object.hasOwn(raw, key) ? raw[key] : parameter.default
      if (given === undefined) {
        if (parameter.required) {
          throw invalid(`virtual ${name} needs ${key} (${parameter.type}): ${parameter.help}`)
        }
        return [key, undefined]
      }
      try {
        return [key, parameter.read(given)]
      } catch (thrown) {
        if (thrown instanceof DialtoneError) throw invalid(`virtual ${name}: ${key}: ${thrown.message}`)
        throw thrown
      }
    }),
  )
}

/** For what cannot be done as things are. */
export function impossible(message: string): DialtoneError {
  return new DialtoneError('invalid_state', message)
}
