/** What is new in the flat view of all connections, as it happens. */
import { ConnectionManager } from '../src/main/index.ts'

await using manager = await ConnectionManager.connect()
for await (const { status, news } of manager.network.changes()) {
  console.log(news, status.level, status.preferred) // ['preferred', 'level'] internet 0c9c…
}
