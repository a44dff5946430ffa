/**
 * From an indication on the wire to a subscriber in this process, the journal on a disk included: decoded, taken by the
 * machine, serialised, written, committed, told. One at a time, as a modem sends them, and the machine otherwise idle.
 * ModemManager's is from the virtual modem, through a proxy socket, to the D-Bus signal in another program: it has no
 * subscribers in process.
 */
import type { Channel } from '../src/channel/index.ts'
import { createVirtualModem } from '../src/virtual/index.ts'
import { runModemManager } from './peer/modem-manager.ts'
import type { BenchRow } from './row.ts'
import { immediate, openBenchService } from './support/bench-service.ts'
import { milliseconds, quantile } from './support/figure.ts'

const WARM_UP = 2000
const SAMPLES = 10_000
const PEER_SAMPLES = 500

export async function run(): Promise<BenchRow[]> {
  const samples = await measure()
  const [half, most] = [quantile(samples, 0.5), quantile(samples, 0.99)]
  const run = await runModemManager('signal', PEER_SAMPLES)
  const slowest = `${SAMPLES} signal indications; the slowest took ${milliseconds(quantile(samples, 1))}`
  return [
    {
      what: 'indication on the wire to a subscriber in process, journal included, p50 / p99',
      ours: `${milliseconds(half)} / ${milliseconds(most)}`,
      aim: 'under 0.1 / 1 ms',
      met: half < 0.1 && most < 1,
      ...('missing' in run
        ? { note: `${slowest}; no ${run.missing}` }
        : {
            peer: `${milliseconds(quantile(run.figures.signal, 0.5))} / ${milliseconds(quantile(run.figures.signal, 0.99))}`,
            note: `${slowest}. ${run.name}: ${PEER_SAMPLES} times, through a proxy socket, to a program on the bus`,
          }),
    },
  ]
}

async function measure(): Promise<readonly number[]> {
  using modem = createVirtualModem({ name: 'virtual0', timing: 'instant' })
  let onWire = 0
  await using open = await openBenchService(() => tapped(modem.connect(), () => (onWire = performance.now())))
  const { service } = open
  const items = service.watch({})[Symbol.asyncIterator]()
  const arrival = async (): Promise<number> => {
    for (;;) {
      const next = await items.next()
      if (next.done === true) throw new Error('the service ended')
      if (next.value.type === 'signal.changed') return performance.now()
    }
  }
  const samples: number[] = []
  for (let round = 0; round < WARM_UP + SAMPLES; round++) {
    const arrived = arrival()
    await immediate()
    modem.setSignal(round % 2 === 0 ? -60 : -100, { steady: true })
    const time = (await arrived) - onWire
    if (round >= WARM_UP) samples.push(time)
  }
  return samples
}

/** Says when a frame has come, just before it is taken. */
function tapped(channel: Channel, came: () => void): Channel {
  return {
    name: channel.name,
    start: (sink) =>
      channel.start({
        frame: (bytes) => {
          came()
          sink.frame(bytes)
        },
        closed: (cause) => sink.closed(cause),
      }),
    send: (frame) => channel.send(frame),
    close: () => channel.close(),
  }
}
