/** A process that exports one virtual modem by USB/IP until its parent goes: `responder` answers packets in it, `carrier` in a namespace. */
import {
  CarrierNamespace,
  createVirtualModem,
  mbimUsbDevice,
  openCarrierNetwork,
  responderNetwork,
  UsbipServer,
} from '../../src/virtual/index.ts'

const [where] = process.argv.slice(2)
const modem = createVirtualModem({ name: 'virtual0', timing: 'instant' })
const { nameServers } = modem.carrier
await using ending = new AsyncDisposableStack()
const carrier =
  where === 'carrier'
    ? ending.use(await CarrierNamespace.open({ name: `dialtone-bench${process.pid}`, nameServers }))
    : undefined
const network = ending.use(
  carrier === undefined ? responderNetwork() : await openCarrierNetwork({ carrier, device: 'virtual0' }),
)
const device = mbimUsbDevice({ modem, network })
const server = ending.use(await UsbipServer.serve({ devices: () => [device], port: 0 }))
process.send?.(server.port)
await new Promise<void>((resolve) => process.once('disconnect', resolve))
