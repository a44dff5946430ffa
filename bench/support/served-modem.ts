/** A process that plays instantly answering modems behind a proxy socket, one unless told, until its parent goes. */
import { createVirtualModem, Proxy } from '../../src/virtual/index.ts'

const [socketName = '', count = '1'] = process.argv.slice(2)
const modems = Array.from({ length: Number(count) }, (_, seed) =>
  createVirtualModem({ name: `virtual${seed}`, timing: 'instant', seed }),
)
await Proxy.serve({ socketName, modems: () => modems })
process.on('disconnect', () => process.exit())
process.send?.('ready')
