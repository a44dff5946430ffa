/** In the gateway: a datagram dials, is kept, and leaves when the link is up; again and again. */
import { join } from 'node:path'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { silent, systemClock } from '../../src/base/index.ts'
import { linuxNetwork } from '../../src/network/index.ts'
import { compilePacketFilter, summarizePacket } from '../../src/policy/index.ts'
import { branch } from '../../test/network/settings.ts'
import { LINK } from '../../test/network/stage.ts'

const WARM_UP = 20
const SAMPLES = 200
const [folder = '', resolvConf = ''] = process.argv.slice(2)

await using network = linuxNetwork({
  clock: systemClock,
  log: silent,
  reader: { compile: compilePacketFilter, summarize: summarizePacket },
  folders: { run: join(folder, 'run'), state: join(folder, 'state') },
  resolver: { resolvConf, resolved: '/nonexistent', resolvconf: '/nonexistent' },
})
await network.start([])
let told: (() => void) | undefined
const path = await network.path(branch(), ({ type }) => {
  if (type === 'traffic') told?.()
})
const now = (): number => Number(process.hrtime.bigint()) / 1e6
const dialled: number[] = []
const opened: number[] = []
for (let round = 0; round < WARM_UP + SAMPLES; round++) {
  await path.hold()
  const socket = createSocket('udp4')
  const traffic = new Promise<number>((resolve) => {
    told = () => {
      resolve(now())
    }
  })
  const sent = now()
  socket.send('x', 9, '203.0.113.10')
  dialled.push((await traffic) - sent)
  const arrived = once(process, 'message')
  opened.push(now())
  await path.open(LINK)
  await arrived
  socket.close()
}
await path[Symbol.asyncDispose]()
process.send?.({ dialled: dialled.slice(WARM_UP), opened }, () => {
  process.disconnect()
})
