/**
 * A process of its own, in a network namespace of its own: the cases of the compliance suite, one after the other, on modems
 * of a stock ModemManager. Prints what became of each as one line of JSON.
 *
 *     unshare -n node test/peer/modem-manager-compliance.ts MODEMS [CASE]
 */
import { COMPLIANCE } from '../../src/driver/compliance.ts'
import { modemManagerBench } from './modem-manager-bench.ts'
import { INAPPLICABLE } from './modem-manager-inapplicable.ts'

const [modems = '', only] = process.argv.slice(2)
await using bench = await modemManagerBench(Number(modems))
const outcomes: Record<string, string> = {}
for (const { name, run } of COMPLIANCE) {
  if (INAPPLICABLE.has(name) || (only !== undefined && !name.includes(only))) continue
  try {
    await run(bench)
    outcomes[name] = 'kept'
  } catch (error) {
    outcomes[name] = String(error)
  }
}
console.log(JSON.stringify(outcomes))
