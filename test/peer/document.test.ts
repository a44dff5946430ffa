/** Every command and every file that the documents show, done in order at a terminal of its own, a page at a time. */
import { globSync, readFileSync } from 'node:fs'
import { test } from 'vitest'
import { follow } from '../document/follow.ts'
import { stepsOf } from '../document/page.ts'
import { Terminal } from '../document/terminal.ts'
import { requireNetwork } from '../network/require-network.ts'

const PAGES = ['README.md', 'CONTRIBUTING.md', ...globSync('docs/**/*.md').sort()]

/** The longest takes a quarter of a minute; each command is a process that starts, which a busy machine does far slower. */
const PATIENCE = 240_000

const suite = requireNetwork()

suite('a reader who follows the documents', () => {
  const pages = PAGES.map((path) => ({ path, steps: stepsOf(readFileSync(path, 'utf8')) }))
  const run = pages.filter(({ steps }) => steps.some(({ type }) => type === 'run'))

  test.for(run)('gets through $path', { timeout: PATIENCE }, async ({ steps }, { onTestFinished }) => {
    const terminal = await Terminal.open()
    // Also of a test that took too long, whose function never comes to its end.
    onTestFinished(() => terminal[Symbol.asyncDispose]())
    await follow(steps, terminal)
  })
})
