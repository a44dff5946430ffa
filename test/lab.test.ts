import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { commandLine } from '../lab/running.ts'

const inShell = (line: string): string => spawnSync('sh', ['-c', line], { encoding: 'utf8' }).stdout

test.each([
  [['printf', '<%s>', 'a b', "it's", '', '$HOME', '*', '--route=10.0.0.0/8 quiet', 'a;b', '\n']],
  [['printf', '<%s>', 'plain', '/dev/cdc-wdm0', 'KEY=value']],
  [['sh', '-c', 'printf "<%s>" "$0" "$1"', 'one', 'two three']],
])('what `npm run lab -- run` is given arrives in the machine word by word: %j', (words) => {
  const [program = '', ...others] = words
  expect(inShell(commandLine(words))).toBe(spawnSync(program, others, { encoding: 'utf8' }).stdout)
})

test('one word alone is a line for the shell of the machine', () => {
  expect(inShell(commandLine(['cd / && pwd']))).toBe('/\n')
})

test.each(['0', '100', 'many'])('--modems %s is refused before anything is built or booted', (count) => {
  const { status, stderr } = spawnSync(process.execPath, ['lab/run.ts', `--modems=${count}`], {
    encoding: 'utf8',
  })
  expect([status, stderr]).toEqual([
    2,
    expect.stringMatching(/^--modems is a number from 1 to 99\n\nUsage: npm run lab/),
  ])
})
