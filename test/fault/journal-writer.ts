/** A process that appends events as fast as it can, and says on its standard output which it has been told of. */
import { writeSync } from 'node:fs'
import { openStore } from '../../src/store/index.ts'

const [folder = '', bootId = ''] = process.argv.slice(2)
const store = openStore({ folder, bootId })
store.journal.subscribe((events) => {
  // Synchronous, so that what was told has left this process before anything can end it.
  for (const { epoch, seq } of events) writeSync(1, `${epoch}-${seq}\n`)
})
let rssi = 0
const append = (): void => {
  for (let count = 0; count < 1 + (rssi % 20); count++) {
    store.journal.append({ type: 'signal.changed', modem: 'm', data: { rssi: rssi++ } })
  }
  setImmediate(append)
}
append()
