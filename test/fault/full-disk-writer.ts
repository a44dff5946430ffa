/**
 * A process that appends events to a state folder on a disk that is soon full (a limit on the size of files, set by whoever
 * starts this), goes on for a while, and says what it was told.
 */
import { openStore } from '../../src/store/index.ts'

const [folder = '', bootId = ''] = process.argv.slice(2)
const store = openStore({ folder, bootId })
const told: string[] = []
store.journal.subscribe((events) =>
  told.push(...events.map(({ epoch, seq, type }) => `${epoch}-${seq} ${type}`)),
)
for (let left = Infinity; left > 0; left--) {
  for (let count = 0; count < 50; count++) {
    store.journal.append({ type: 'signal.changed', by: 'x'.repeat(500), data: { rssi: count } })
  }
  store.journal.flush()
  if (store.trouble !== undefined) left = Math.min(left, 10)
}
await store.journal.told()
const all = store.journal.read({ epoch: told[0]?.split('-')[0] ?? '', seq: 0 }, 100_000)
const read = typeof all === 'string' ? all : all.length
process.stdout.write(JSON.stringify({ told, read, trouble: store.trouble?.message }))
await store.close()
