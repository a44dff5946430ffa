/**
 * A process of its own, in a network namespace of its own: the cases of the compliance suite, one after the other, on modems
 * of a stock ModemManager. Prints what became of each as one line of JSON.
 *
 *     unshare -n node test/peer/modem-manager-compliance.ts [CASE]
 */
import { COMPLIANCE } from '../../src/driver/compliance.ts'
import { modemManagerBench } from './modem-manager-bench.ts'
import { INAPPLICABLE } from './modem-manager-inapplicable.ts'

const [only] = process.argv.slice(2)
const outcomes: Record<string, string> = {}
let current = 'the start'
let doing = ''
// Whoever runs this gives up on it some time: then it says where it was.
process.once('SIGTERM', () => {
  console.error(`given up on after ${Math.round(process.uptime())} s, at ${current}, ${doing}`, outcomes)
})
await using bench = await modemManagerBench({ tell: (what) => (doing = what) })
for (const { name, run } of COMPLIANCE) {
  if (INAPPLICABLE.has(name) || (only !== undefined && !name.includes(only))) continue
  current = name
  try {
    await run(bench)
    outcomes[name] = 'kept'
  } catch (error) {
    outcomes[name] = String(error)
  }
}
console.log(JSON.stringify(outcomes))
