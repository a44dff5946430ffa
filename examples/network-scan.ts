/**
 * Looks for the networks in reach of the first modem and prints them, strongest first. It needs a running service:
 * `npx dialtone serve --virtual`.
 *
 *     npx node examples/network-scan.ts
 *
 * In a project of your own the name comes from 'dialtone'. The same program in the words of Windows is
 * mbn-network-scan.ts.
 */
import { ConnectionManager, DialtoneError } from '../src/main/index.ts'

try {
  await using manager = await ConnectionManager.connect()
  const [modem] = await manager.modems()
  if (modem === undefined) throw new DialtoneError('not_found', 'there is no modem')

  const request = await modem.scan() // a real modem takes minutes
  const networks = await request.done
  for (const { id, name, states, rssi = -Infinity } of networks.toSorted(
    (one, other) => (other.rssi ?? -Infinity) - (one.rssi ?? -Infinity),
  )) {
    console.log(`${id} ${name}: ${states.join(', ')}, ${rssi} dBm`)
  }
} catch (thrown) {
  console.error(thrown instanceof Error ? thrown.message : thrown)
  process.exitCode = 1
}
