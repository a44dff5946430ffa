/**
 * Connects the first modem's connection by a profile, and tells how that ended. It needs a running service:
 * `npx dialtone serve --virtual`.
 *
 *     npx node examples/connect.ts [profile]
 *
 * In a project of your own the name comes from 'dialtone'. The same program in the words of Windows is mbn-connect.ts.
 */
import { ConnectionManager, DialtoneError } from '../src/main/index.ts'

const profile = process.argv[2] ?? 'internet'

try {
  await using manager = await ConnectionManager.connect()
  const [connection] = await manager.connections()
  if (connection === undefined) throw new DialtoneError('not_registered', 'no modem is registered')

  const request = await connection.connect({ profile })
  console.log(`request ${request.id}`)
  const { ip } = await request.done
  console.log(`${connection.name} is ${connection.state}:`, ip.v4?.addresses, ip.v6?.addresses)
} catch (thrown) {
  console.error(thrown instanceof Error ? thrown.message : thrown)
  process.exitCode = 1
}
