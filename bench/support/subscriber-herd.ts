/**
 * Many subscribers in a process of their own: `subscriber-herd.ts SOCKET COUNT EVENTS`. Says `{"ready":true}` when all have their
 * snapshot, and in the end how many events came, and how long each took from its time in the journal.
 */
import { connect } from 'node:net'

const [path = '', count = '1', events = '1'] = process.argv.slice(2)
const wanted = Number(count) * Number(events)
const request = 'GET /v1/events?type=signal.changed HTTP/1.1\r\nhost: bench\r\n\r\n'
let ready = 0
let delivered = 0
/** How many took so many milliseconds. */
const took: number[] = []

for (let index = 0; index < Number(count); index++) {
  await open()
}

/** One after the other: a listening socket has room for some hundred who wait. */
function open(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<undefined>()
  const socket = connect(path, () => socket.write(request))
  let rest = ''
  let begun = false
  socket.setEncoding('latin1').on('data', (chunk: string) => {
    const frames = (rest + chunk).split('\n\n')
    rest = frames.pop() ?? ''
    for (const frame of frames) {
      if (!begun && frame.includes('event: snapshot')) {
        begun = true
        resolve(undefined)
        ready += 1
        if (ready === Number(count)) process.send?.({ ready: true })
      }
      const time = /event: signal\.changed\ndata: .*?"time":(\d+)/.exec(frame)?.[1]
      if (time === undefined) continue
      const late = Math.max(0, Date.now() - Number(time))
      took[late] = (took[late] ?? 0) + 1
      delivered += 1
      if (delivered === wanted) end()
    }
  })
  return promise
}

process.on('message', end)

function end(): void {
  process.send?.({ delivered, took: Array.from(took, (number: number | undefined) => number ?? 0) })
  process.exit(0)
}
