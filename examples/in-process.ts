/** The whole of Dialtone inside one process, with a virtual modem: no service, no rights, no hardware. */
import { ConnectionManager } from '../src/main/index.ts'

await using manager = await ConnectionManager.open({ virtual: 1 }) // inside this process, with a virtual modem
// or: await ConnectionManager.connect()                           // the service of this machine

const { cursor } = await manager.snapshot()
const connection = await manager.connection('modem0')
const request = await connection.connect({ profile: 'internet' }) // returns at once: request.id
const { ip } = await request.done // rejects with the cause
console.log(ip.v4?.addresses, connection.state)

for await (const event of manager.events({ since: cursor })) {
  console.log(event.type)
  if (event.type === 'request.ended') break
}
