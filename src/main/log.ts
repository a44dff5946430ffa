/**
 * The service's log: calm lines for a person at a terminal, JSON by pino for whoever collects logs. Both say the same.
 * Fields hold no secret; `subject` names what a line is about.
 */
import { fstatSync } from 'node:fs'
import { styleText } from 'node:util'
import type { BaseLogger } from 'pino'
import type { Clock, Logger } from '../base/index.ts'
import { formatFields, plain, timeOfDay, type Sink, type Style } from '../face/cli/index.ts'

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

export const LOG_FORMATS = ['human', 'json'] as const
export type LogFormat = (typeof LOG_FORMATS)[number]

export interface LogOptions {
  readonly sink: Sink
  readonly level: LogLevel
  readonly format: LogFormat
  readonly clock: Clock
  /** The journal of systemd reads it: each line begins with its priority, and needs no time and no colour of its own. */
  readonly journal?: boolean
}

/** As sd-daemon(3) has them: severities of syslog. systemd takes them off again. */
const PRIORITY: Record<LogLevel, string> = { debug: '<7>', info: '<6>', warn: '<4>', error: '<3>' }

/** Whether what this process writes goes to the journal of systemd, as systemd says in its environment. */
export function isJournal({ JOURNAL_STREAM: stream }: Readonly<Record<string, string | undefined>>): boolean {
  if (!stream) return false
  try {
    const { dev, ino } = fstatSync(1)
    return stream === `${dev}:${ino}`
  } catch {
    return false
  }
}

type Fields = Readonly<Record<string, unknown>>

export interface Log {
  readonly logger: Logger
  /** From now on, also for loggers that were made of it before. */
  readonly setLevel: (level: LogLevel) => void
}

export async function createLog(options: LogOptions): Promise<Log> {
  const gate: Gate = { least: LOG_LEVELS.indexOf(options.level) }
  return {
    logger: options.format === 'human' ? humanLog(options, gate, {}) : await jsonLog(options, gate),
    setLevel: (level) => {
      gate.least = LOG_LEVELS.indexOf(level)
    },
  }
}

/** What is logged at present, for a logger and all that were made of it. */
interface Gate {
  least: number
}

async function jsonLog({ sink, clock, journal }: LogOptions, gate: Gate): Promise<Logger> {
  const { pino, stdSerializers } = await import('pino')
  // Of the line that is being written: pino writes before it returns.
  let priority = ''
  const root = pino(
    {
      level: LOG_LEVELS[0],
      base: null,
      timestamp: () => `,"time":${clock.now()}`,
      formatters: { level: (name) => ({ level: name }) },
      serializers: { error: stdSerializers.err },
    },
    { write: (line) => sink.write(priority + line) },
  )
  const over = (logger: BaseLogger & { child(fields: Fields): typeof root }): Logger => {
    const at =
      (level: LogLevel) =>
      ({ style: _, details: __, ...fields }: Fields, message: string): void => {
        if (LOG_LEVELS.indexOf(level) < gate.least) return
        priority = journal === true ? PRIORITY[level] : ''
        logger[level](fields, message)
      }
    return {
      debug: at('debug'),
      info: at('info'),
      warn: at('warn'),
      error: at('error'),
      child: (fields) => over(logger.child(fields)),
    }
  }
  return over(root)
}

const STYLE: Record<LogLevel, Style | undefined> = {
  debug: 'dim',
  info: undefined,
  warn: 'yellow',
  error: 'red',
}

/** What a line is about stands in a column of its own, the widest usual name fitting in. */
const SUBJECT_WIDTH = 8

/** Below the message. */
const DETAILS = ' '.repeat('00:00:00.000'.length + 2 + SUBJECT_WIDTH + 4)

/** What lines for people make use of; given by the code that writes them. */
interface HumanFields extends Fields {
  readonly subject?: string
  readonly style?: Style
  readonly details?: readonly (readonly [name: string, value: string])[]
}

function humanLog(options: LogOptions, gate: Gate, bound: Fields): Logger {
  const { sink, clock, journal = false } = options
  const paint = (style: Style | undefined, text: string): string =>
    sink.colour && !journal && style !== undefined ? styleText(style, text, { validateStream: false }) : text
  const at =
    (level: LogLevel) =>
    (given: Fields, message: string): void => {
      if (LOG_LEVELS.indexOf(level) < gate.least) return
      const { subject, style, details = [], ...fields } = { ...bound, ...given } as HumanFields
      // What happens as it should is told in words alone.
      const rest =
        level === 'info' ? [] : Object.entries(fields).map(([name, value]) => `${name}=${shown(value)}`)
      const about = subject ?? 'service'
      const time = journal ? '' : `${paint('dim', timeOfDay(clock.now()))}  `
      const lines = [
        `${time}${paint('bold', plain(about).padEnd(SUBJECT_WIDTH))}  ` +
          paint(style ?? STYLE[level], plain(message)) +
          (rest.length === 0 ? '' : `  ${paint('dim', plain(rest.join(' ')))}`),
        ...formatFields(details, { indent: DETAILS, name: (name) => paint('dim', name) }),
      ]
      for (const line of lines) sink.write(`${journal ? PRIORITY[level] : ''}${line}\n`)
    }
  return {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    child: (fields) => humanLog(options, gate, { ...bound, ...fields }),
  }
}

function shown(value: unknown): string {
  if (value instanceof Error) return value.stack ?? value.message
  if (typeof value === 'string') return value
  return value === undefined ? 'nothing' : JSON.stringify(value)
}
