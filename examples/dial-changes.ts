/** Tells of each dial interface that changes, and why. */
import { ConnectionManager, isEvent } from '../src/main/index.ts'

await using manager = await ConnectionManager.connect()
for await (const item of manager.events({ type: 'dial.changed' })) {
  if (!isEvent(item)) console.log('watching')
  else if (item.type === 'dial.changed') console.log(item.data.name, item.data.state, item.data.reason.text)
}
