/** The closing line of `.ci/run` is what others read: it must not say that all is well when it is not. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dialtone-tally-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const file = (status: 'passed' | 'failed', ...tests: readonly string[]) => ({
  status,
  assertionResults: tests.map((each) => ({ status: each })),
})
const good = [file('passed', 'passed', 'passed'), file('passed', 'passed')]

type Row = [
  name: string,
  files: readonly unknown[] | 'none',
  failedSteps: readonly string[],
  line: string,
  code: number,
]
const rows: Row[] = [
  ['all is well', good, [], '3 passed, 0 failed', 0],
  ['some are skipped', [...good, file('passed', 'skipped', 'todo')], [], '3 passed, 0 failed, 2 skipped', 0],
  ['a test fails', [...good, file('failed', 'failed', 'passed')], ['tests'], '4 passed, 1 failed', 1],
  ['a file does not load', [...good, file('failed')], ['tests'], '3 passed, 1 failed', 1],
  ['a hook throws', [...good, file('failed', 'skipped')], ['tests'], '3 passed, 1 failed, 1 skipped', 1],
  ['an error outside of all tests', good, ['tests'], '3 passed, 1 failed', 1],
  ['lint fails', good, ['lint'], '3 passed, 1 failed', 1],
  ['everything fails', [file('failed', 'failed')], ['format', 'lint', 'tests'], '0 passed, 3 failed', 1],
  ['the tests hang', 'none', ['tests'], '0 passed, 1 failed', 1],
  ['nothing can be installed', 'none', ['install'], '0 passed, 1 failed', 1],
  ['there are no tests', [], [], '0 passed, 1 failed', 1],
]

test.each(rows)('%s', (_name, files, failedSteps, line, code) => {
  const report = join(folder, 'tests.json')
  rmSync(report, { force: true })
  if (files !== 'none') writeFileSync(report, JSON.stringify({ testResults: files }))
  const script = join(import.meta.dirname, '../.ci/tally.js')
  const { stdout, status } = spawnSync(process.execPath, [script, report, ...failedSteps], {
    encoding: 'utf8',
  })
  expect({ stdout, status }).toEqual({ stdout: `${line}\n`, status: code })
})
