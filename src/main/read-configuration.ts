/**
 * The operator's configuration file: TOML, read and never written. An interface that cannot be read is told of and leaves
 * the others alone; a file that is no TOML is no configuration at all.
 */
import { readFile } from 'node:fs/promises'
import { parse, TomlError } from 'smol-toml'
import { DialtoneError, toDialtoneError } from '../base/index.ts'
import { completeDialSettings, type PartialDialSettings } from '../core/index.ts'
import { readDialSettings } from '../api/index.ts'
import type { DialConfiguration } from '../manager/index.ts'

/** Larger than anybody writes. */
const MOST_BYTES = 4 * 1024 * 1024

/** @throws DialtoneError `invalid_argument` with line and column, or `not_found`. */
export async function readConfiguration(file: string): Promise<DialConfiguration> {
  const document = parseToml(await textOf(file), file)
  const unknown = Object.keys(document).find((key) => key !== 'dial')
  if (unknown !== undefined) throw invalid(file, `${unknown} is no section of a configuration; there is dial`)
  const { dial = {} } = document
  if (!isTable(dial)) throw invalid(file, 'dial has to be a table of interfaces: [dial.NAME]')
  const interfaces: PartialDialSettings[] = []
  const problems: { readonly dialInterface: string; readonly message: string }[] = []
  for (const [name, table] of Object.entries(dial)) {
    try {
      interfaces.push(settingsOf(name, table))
    } catch (thrown) {
      problems.push({ dialInterface: name, message: `dial.${name}: ${toDialtoneError(thrown).message}` })
    }
  }
  return { file, interfaces, problems }
}

function settingsOf(name: string, table: unknown): PartialDialSettings {
  if (!isTable(table)) throw new DialtoneError('invalid_argument', 'has to be a table')
  const persistent = table.persistent === true
  const base = completeDialSettings({ name, dialer: { kind: 'modem', modems: [], profile: '' }, persistent })
  const { filter, dialOutHours, credentials, ...rest } = readDialSettings(table, base)
  return {
    ...base,
    ...rest,
    ...(filter && { filter }),
    ...(dialOutHours && { dialOutHours }),
    ...(credentials && { credentials }),
  }
}

async function textOf(file: string): Promise<string> {
  try {
    const bytes = await readFile(file)
    if (bytes.length > MOST_BYTES) throw invalid(file, `is larger than ${MOST_BYTES} bytes`)
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (thrown) {
    if (DialtoneError.of(thrown) !== undefined) throw thrown
    throw new DialtoneError(
      'not_found',
      `the configuration file ${file} cannot be read: ${toDialtoneError(thrown).message}`,
    )
  }
}

function parseToml(text: string, file: string): Record<string, unknown> {
  try {
    return parse(text)
  } catch (thrown) {
    if (!(thrown instanceof TomlError)) throw thrown
    const { line, column, message } = thrown
    const [first = message] = message.split('\n')
    throw new DialtoneError('invalid_argument', `${file}, line ${line}, column ${column}: ${first}`, {
      detail: { line, column },
    })
  }
}

function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)
}

function invalid(file: string, message: string): DialtoneError {
  return new DialtoneError('invalid_argument', `${file}: ${message}`)
}
