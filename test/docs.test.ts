/** The documents name everything there is, and nothing that is not: they cannot go stale unnoticed. */
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { CommanderError, type Command } from 'commander'
import { describe, expect, test } from 'vitest'
import { ERROR_CODES, type ErrorCode } from '../src/base/index.ts'
import { HTTP_STATUS, loadSchemas, OPERATIONS } from '../src/api/index.ts'
import { EXIT, EXIT_CODES, wholeProgram } from '../src/face/cli/index.ts'
import { COMMANDS } from '../src/main/cli.ts'
import { CIDS, SERVICES } from '../src/mbim/index.ts'
import { AREAS, defaultOperators, HOME_PLMN } from '../src/virtual/index.ts'
import { house } from './architecture/house.ts'
import { renderHttpDocument } from './document/http-document.ts'
import { anchors, codeBlocks, codeSpans, localLinks, tableRows } from './document/markdown.ts'
import { stepsOf } from './document/page.ts'
import { dialtoneCalls, simpleCommands } from './document/shell.ts'
import { FakeHost } from './support/fake-host.ts'

const PATHS = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...globSync('docs/**/*.md').sort()]
const texts = new Map(PATHS.map((path) => [path, readFileSync(path, 'utf8')]))
const textOf = (path: string): string => texts.get(path) ?? ''

const program = (host = new FakeHost()): Promise<Command> =>
  wholeProgram({ host, version: '1.2.3', commands: COMMANDS })

/** Every command but those that only hold others, with the words that call it. */
function leaves(command: Command, path: readonly string[] = []): (readonly [string, Command])[] {
  if (command.commands.length === 0) return [[path.join(' '), command]]
  return command.commands.flatMap((one) => leaves(one, [...path, one.name()]))
}

/** Reads a line of words as the program does, and carries nothing out. */
async function parse(words: readonly string[]): Promise<void> {
  const whole = await program()
  for (const [, command] of leaves(whole)) command.action(() => undefined)
  try {
    await whole.parseAsync(words, { from: 'user' })
  } catch (thrown) {
    // Help and version are shown, and end the program.
    if (!(thrown instanceof CommanderError) || thrown.exitCode !== 0) throw thrown
  }
}

describe('the command line', () => {
  test('shows no default as a program has it', async () => {
    for (const [path, command] of leaves(await program())) {
      expect(command.helpInformation(), path).not.toMatch(/default:\s+[[{]/)
    }
  })

  const calls = PATHS.flatMap((path) =>
    codeBlocks(textOf(path)).flatMap(({ text }) =>
      dialtoneCalls(text).map((words) => [words.join(' '), path, words] as const),
    ),
  )

  test('is shown at all', () => {
    expect(calls.length).toBeGreaterThan(30)
  })

  test.each(calls)('takes "dialtone %s" of %s', async (_line, _path, words) => {
    await parse(words)
  })

  test('takes the examples of its own help', async () => {
    const host = new FakeHost()
    const whole = await program(host)
    for (const command of [whole, ...whole.commands, ...leaves(whole).map(([, leaf]) => leaf)]) {
      command.outputHelp()
    }
    const examples = dialtoneCalls(host.stdout.text)
    expect(examples.length).toBeGreaterThan(30)
    for (const words of examples) await parse(words)
  })

  test('refuses what it does not know, or this would prove nothing', async () => {
    await expect(parse(['statsu'])).rejects.toThrow('unknown command')
    await expect(parse(['connect', '--slowly'])).rejects.toThrow('unknown option')
    await expect(parse(['virtual', 'wedge', '--until', 'noon'])).rejects.toThrow('Allowed choices')
    await expect(parse(['profile', 'show'])).rejects.toThrow('missing required argument')
  })

  test('has every command and option in its document', async () => {
    const missing: string[] = []
    for (const [path, command] of leaves(await program())) {
      const document = path.startsWith('virtual ') ? 'docs/virtual-modem.md' : 'docs/command-line.md'
      const spans = codeSpans(textOf(document)).map((span) => span.replace(/^(npx )?dialtone /, ''))
      const isNamed = (word: string): boolean => spans.some((span) => span.split(/[\s[\]]/).includes(word))
      if (!spans.some((span) => span === path || span.startsWith(`${path} `))) {
        missing.push(`${document}: ${path}`)
      }
      for (const { long = '' } of command.options) {
        if (!isNamed(long)) missing.push(`${document}: ${path} ${long}`)
      }
    }
    const general = codeSpans(textOf('docs/command-line.md')).map((span) => span.split(' ')[0])
    for (const { long = '' } of (await program()).options) {
      if (!general.includes(long)) missing.push(`docs/command-line.md: ${long}`)
    }
    expect(missing).toEqual([])
  })

  test('has every command that the documents name', async () => {
    const whole = await program()
    const unknown = PATHS.flatMap((path) =>
      codeSpans(textOf(path)).flatMap((span) => {
        const words = /^(?:npx )?dialtone ((?:[a-z-]+ ?)+)/.exec(span)?.[1]?.trim().split(' ') ?? []
        let at = whole
        for (const word of words) {
          if (at.commands.length === 0 || word === 'help' || word.startsWith('-')) break
          const next = at.commands.find((one) => one.name() === word)
          if (next === undefined) return [`${path}: ${span}`]
          at = next
        }
        return []
      }),
    )
    expect(unknown).toEqual([])
  })

  test('has every exit code in its document', () => {
    const codes = tableRows(textOf('docs/command-line.md')).flatMap(([code]) =>
      /^\d$/.test(code ?? '') ? [code] : [],
    )
    expect(codes).toEqual(Object.values(EXIT).map(String))
  })
})

test('every operation is in the document, and no other', () => {
  const operations = Object.values(OPERATIONS).map(
    ({ method, path }) => `${method} /v1${path.replaceAll(/:(\w+)/g, '{$1}')}`,
  )
  const documented = tableRows(textOf('docs/http.md')).flatMap(([first = '']) =>
    /^[A-Z]+ \/v1/.test(first) ? [first] : [],
  )
  expect(documented.toSorted()).toEqual([...operations, 'GET /v1/events', 'GET /v1/openapi.json'].sort())
})

test('every field that an operation takes is in the document', async () => {
  const { SCHEMAS } = await loadSchemas()
  const rows = new Map(tableRows(textOf('docs/http.md')).map(([first = '', , takes = '']) => [first, takes]))
  const missing = Object.entries(OPERATIONS).flatMap(([name, { method, path }]) => {
    const operation = `${method} /v1${path.replaceAll(/:(\w+)/g, '{$1}')}`
    const fields = Object.keys(SCHEMAS[name as keyof typeof SCHEMAS].input.properties) // the same names
    return fields
      .filter(
        (field) =>
          !path.includes(`:${field}`) && !new RegExp(`\\b${field}\\b`).test(rows.get(operation) ?? ''),
      )
      .map((field) => `${operation}: ${field}`)
  })
  expect(missing).toEqual([])
})

test('docs/http.md is what the table and the schemas say', async () => {
  await expect(await renderHttpDocument()).toMatchFileSnapshot('../docs/http.md')
})

test('every type of event is in the document, and no other', async () => {
  const { EVENT_DATA } = await loadSchemas()
  const documented = tableRows(textOf('docs/events.md')).flatMap(([first = '']) =>
    first.split(', ').filter((type) => /^[a-z-]+\.[a-z]+$/.test(type)),
  )
  expect(documented.toSorted()).toEqual(Object.keys(EVENT_DATA).sort())
})

test('every error code is in the document, with its meaning, HTTP status and exit code', () => {
  const documented = tableRows(textOf('docs/errors.md')).filter(([code = '']) => /^[a-z_]+$/.test(code))
  const codes = Object.keys(ERROR_CODES) as ErrorCode[] // its keys
  expect(documented).toEqual(
    codes.map((code) => [code, ERROR_CODES[code], String(HTTP_STATUS[code]), String(EXIT_CODES[code])]),
  )
})

test('the world of the virtual modem is as the document has it', () => {
  const rows = tableRows(textOf('docs/virtual-modem.md'))
  const operators = defaultOperators()
  expect(rows.filter(([, code = '']) => /^\d{5,6}$/.test(code)).map((row) => row.slice(0, 3))).toEqual(
    operators.map(({ name, plmn }) => [name, plmn, AREAS.find(({ plmns }) => plmns.includes(plmn))?.name]),
  )
  const [home] = operators.filter(({ plmn }) => plmn === HOME_PLMN)
  const names = home?.apns.map(({ name }) => name) ?? []
  expect(names.length).toBeGreaterThan(5)
  expect(rows.flatMap(([name = '']) => (names.includes(name) ? [name] : []))).toEqual(names)
  for (const { name, answer } of home?.apns ?? []) {
    const said = rows.find(([first]) => first === name)?.[1] ?? ''
    if (answer.type === 'refuse') expect(said).toContain(`cause ${answer.cause}`)
    if (answer.type === 'slow') expect(said).toContain(`${answer.delay / 1000} s`)
  }
})

test('the catalogue is as large as the document says', () => {
  expect(textOf('docs/mbim-decode.md')).toContain(`${SERVICES.length} device services`)
  expect(textOf('docs/mbim-decode.md')).toContain(`${CIDS.length} CIDs`)
})

test('the rooms that are there are in the document, with what they may import', () => {
  const rows = tableRows(textOf('docs/architecture.md')).map(([room, , imports]) => [room, imports])
  const there = Object.entries(house.rooms).filter(([room]) => existsSync(`src/${room}`))
  expect(rows.slice(2)).toEqual(
    there.map(([room, { imports }]) => [room, imports === 'all' ? 'all' : imports.join(', ') || 'nothing']),
  )
})

describe('the documents', () => {
  test('have commands and files that are run, or say why not', () => {
    const steps = PATHS.flatMap((path) => stepsOf(textOf(path)))
    expect(steps.filter(({ type }) => type === 'run').length).toBeGreaterThan(50)
    for (const step of steps) if (step.type === 'left') expect(step.why).toMatch(/\w+ \w+/)
  })

  test('lead somewhere', () => {
    const broken = PATHS.flatMap((path) =>
      localLinks(textOf(path)).filter((target) => {
        const [file = '', anchor] = target.split('#')
        const there = file === '' ? path : join(dirname(path), file)
        if (!existsSync(there)) return true
        return anchor !== undefined && !anchors(readFileSync(there, 'utf8')).includes(anchor)
      }),
    )
    expect(broken).toEqual([])
  })

  test('are all found from the first one', () => {
    const linked = ['README.md', 'docs/README.md'].flatMap((from) =>
      localLinks(textOf(from)).map((target) => join(dirname(from), target)),
    )
    expect(PATHS.filter((path) => path !== 'README.md' && !linked.includes(path))).toEqual([])
  })

  test('show programs that are files of examples/, which are compiled and run', () => {
    const examples = globSync('examples/*.ts').map((path) => asShown(readFileSync(path, 'utf8')))
    // Written by a test of its own, out of what that test has tried.
    const shown = PATHS.filter((path) => path !== 'docs/win32.md').flatMap((path) =>
      codeBlocks(textOf(path)).flatMap(({ language, text }) => (language === 'ts' ? [text] : [])),
    )
    expect(shown.length).toBeGreaterThan(2)
    for (const text of shown) expect(examples).toContain(text)
  })
})

/** Rooms that a reader knows by another name. */
const EXPORTED: Readonly<Record<string, string>> = { face: 'win32', api: 'client' }

/** An example as a reader's own project has it, without its opening comment. */
function asShown(source: string): string {
  return source
    .replace(/^\/\*\*[^]*?\*\/\n/, '')
    .replaceAll(/'\.\.\/src\/(\w+)(?:\/win32)?\/index\.ts'/g, (_whole, room: string) =>
      room === 'main' ? "'dialtone'" : `'dialtone/${EXPORTED[room] ?? room}'`,
    )
}

test.each([
  ['a b', [['a', 'b']]],
  ['a "b c" \'d "e"\' f=\'g h\'', [['a', 'b c', 'd "e"', 'f=g h']]],
  ['a | b && c; d &', [['a'], ['b'], ['c'], ['d']]],
  ['a <in >out 2>&1 b # c d', [['a', 'b']]],
])('shell: %s', (line, commands) => {
  expect(simpleCommands(line)).toEqual(commands)
})

test('shell: calls of dialtone are found, those within others as well', () => {
  expect(
    dialtoneCalls('$ x | npx dialtone a \\\n  b\nnpx dialtone no\n  $ dialtone c $(npx dialtone d)'),
  ).toEqual([['a', 'b'], ['d'], ['c', '1']])
})
