/** A second connection beside the default one, with an access point of its own. */
import { ConnectionManager } from '../src/main/index.ts'

await using manager = await ConnectionManager.open({ virtual: 1 })
const modem = await manager.modem('modem0')
const request = await modem.acquire({ accessString: 'ims' }) // or { profile: 'internet' }, { temporary: xml }
const connection = await request.done
console.log(connection.name, connection.ip?.v6?.addresses)
await (
  await connection.disconnect()
).done // lets go of it
