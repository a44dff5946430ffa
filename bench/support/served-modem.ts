/** A process that plays one instantly answering modem behind a proxy socket, until its parent goes. */
import { createVirtualModem, Proxy } from '../../src/virtual/index.ts'

const [socketName = ''] = process.argv.slice(2)
const modem = createVirtualModem({ name: 'virtual0', timing: 'instant' })
await Proxy.serve({ socketName, modems: () => [modem] })
process.on('disconnect', () => process.exit())
process.send?.('ready')
