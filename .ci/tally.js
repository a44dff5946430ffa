/**
 * The closing line of `.ci/run`, from vitest's own report: `node .ci/tally.js REPORT [FAILED STEP...]`. Ends with 1 unless
 * all is well. Plain JavaScript, so that it has something to say even where nothing could be installed.
 */
import { readFileSync } from 'node:fs'

const [report = '', ...failedSteps] = process.argv.slice(2)

let results
try {
  results = JSON.parse(readFileSync(report, 'utf8'))
} catch {
  results = undefined
}

const files = results?.testResults ?? []
const tests = files.flatMap((file) => file.assertionResults)
const count = (...statuses) => tests.filter(({ status }) => statuses.includes(status)).length

const passed = count('passed')
const skipped = count('skipped', 'pending', 'todo', 'disabled')
const failedTests = tests.length - passed - skipped
// A file that fails outside its tests (it does not load, a hook throws) has no failed test of its own.
const brokenFiles = files.filter(
  (file) => file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed'),
).length
// The step of the tests is spoken for by them, unless it failed without one: no report, or an error outside any test.
const others = failedSteps.filter((step) => step !== 'tests' || failedTests + brokenFiles === 0).length

const nothingRun = passed + failedTests + brokenFiles + others === 0 ? 1 : 0
const failed = failedTests + brokenFiles + others + nothingRun
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
process.exitCode = failed === 0 ? 0 : 1
