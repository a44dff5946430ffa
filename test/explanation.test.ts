/** Why: every state of every machine has an explanation that says something, and what is blocked says what to do. */
import { CommanderError, type Command } from 'commander'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  explainWholeConnection,
  explainWholeModem,
  type DataPathState,
  type Explanation,
} from '../src/core/index.ts'
import { wholeProgram } from '../src/face/cli/index.ts'
import { COMMANDS } from '../src/main/cli.ts'
import { explainWholeDial } from '../src/policy/index.ts'
import { simpleCommands } from './document/shell.ts'
import { connections, DATA_PATHS, dials, modems, PERSONAL } from './support/explained.ts'
import { FakeHost } from './support/fake-host.ts'

const SENTENCE = /^[^\s.][^\n]{4,}[^\s.]$/

const commands = new Set<string>()
const standings = new Set<string>()
const reasons = new Set<string>()
let count = 0

/** What holds of every one. Asserted in one place, as there are thousands. */
function complaintAbout(one: Explanation): string | undefined {
  count += 1
  standings.add(one.standing)
  for (const reason of one.unreachability ?? []) reasons.add(reason)
  for (const { command } of one.remedies) if (command !== undefined) commands.add(command)
  const texts = [one.summary, ...one.steps.map(({ text }) => text), ...one.remedies.map(({ text }) => text)]
  const all = JSON.stringify(one)
  const personal = Object.values(PERSONAL).find((value) => all.includes(value))
  const bad = texts.find((text) => !SENTENCE.test(text) || /unknown|undefined|\[object|null|NaN/.test(text))
  if (bad !== undefined) return `text ${JSON.stringify(bad)}`
  if (personal !== undefined) return `personal: ${personal}`
  if (one.steps.some(({ state }) => state === 'unknown' || state === '')) return 'a step of unknown state'
  if (one.standing === 'blocked' && one.remedies.length === 0) return 'blocked, and nothing to be done'
  if (!one.summary.startsWith(`${one.name} is ${one.state}: `)) return `summary ${one.summary}`
  if (one.lastError !== undefined && one.lastError.code === 'cancelled') return 'a wish as an error'
  return undefined
}

describe('every state has an explanation', () => {
  test('of modems', () => {
    for (const [what, modem] of modems()) {
      expect([what, complaintAbout(explainWholeModem(modem))]).toEqual([what, undefined])
    }
  })

  test('of connections, whatever their modem is like', () => {
    const complaints = modems().flatMap(([what, modem]) =>
      connections().flatMap(([which, connection]) => {
        const complaint = complaintAbout(explainWholeConnection(modem, connection))
        return complaint === undefined ? [] : [`${what}, ${which}: ${complaint}`]
      }),
    )
    expect(complaints).toEqual([])
  })

  test('of dial interfaces, whatever their modem, connection and data path are like', () => {
    const few = modems().filter(([what]) => !/^(SIM .*\b[013]\b|registration \d*[1-9]$)/.test(what))
    const ways = [
      undefined,
      ...few.flatMap(([, modem]) =>
        connections()
          .filter((_, at) => at % 4 === 0)
          .map(([, connection]) => ({ modem, connection })),
      ),
    ]
    const complaints: string[] = []
    for (const [at, [what, dial]] of dials().entries()) {
      for (const [index, way] of ways.entries()) {
        // Each interface meets every modem of a few, and each modem every interface of a few.
        if ((at + index) % 5 !== 0) continue
        const dataPath: DataPathState = DATA_PATHS[(at + index * 3) % DATA_PATHS.length] ?? { state: 'open' }
        const complaint = complaintAbout(explainWholeDial(dial, { dataPath, ...(way && { way }) }))
        if (complaint !== undefined) complaints.push(`${what}: ${complaint}`)
      }
    }
    expect(complaints).toEqual([])
  })

  test('and all standings and reasons are met, or this would prove little', () => {
    expect(count).toBeGreaterThan(5000)
    expect([...standings].sort()).toEqual(['blocked', 'busy', 'held', 'unclear', 'well'])
    expect([...reasons].sort()).toEqual([
      'connection-failure',
      'dial-out-hours',
      'disabled',
      'no-device',
      'no-media-sense',
      'out-of-resources',
      'paused',
    ])
  })
})

describe('what is to be typed', () => {
  let program: Command

  beforeAll(async () => {
    program = await wholeProgram({ host: new FakeHost(), version: '1.2.3', commands: COMMANDS })
    const quiet = (command: Command): void => {
      command.action(() => undefined)
      for (const one of command.commands) quiet(one)
    }
    for (const command of program.commands) quiet(command)
  })

  test('is read by the command line, all of it', async () => {
    expect(commands.size).toBeGreaterThan(15)
    for (const command of commands) {
      const [words = []] = simpleCommands(command)
      expect(words[0], command).toBe('dialtone')
      await expect(program.parseAsync(words.slice(1), { from: 'user' }), command).resolves.toBeDefined()
    }
  })

  test('and the reading refuses what does not exist', async () => {
    await expect(program.parseAsync(['modem', 'radio', 'loud', 'modem0'], { from: 'user' })).rejects.toThrow(
      CommanderError,
    )
  })
})
