/**
 * Connecting to an instantly answering virtual modem, from the request to its completion: in this process, and through a
 * proxy socket to another. The request is stored, the context activated, the addresses asked for, every step journalled
 * on a disk. ModemManager's is a call of Simple.Connect on the bus, from a program that is there already to the answer.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { systemClock } from '../src/base/index.ts'
import type { Service } from '../src/api/index.ts'
import { openControlChannel } from '../src/device/index.ts'
import { createVirtualModem } from '../src/virtual/index.ts'
import { runModemManager } from './peer/modem-manager.ts'
import type { BenchRow } from './row.ts'
import { openBenchService } from './support/bench-service.ts'
import { milliseconds, quantile } from './support/figure.ts'

const WARM_UP = 300
const SAMPLES = 1500
const PEER_SAMPLES = 200

/** For the SIM of that subscriber. */
const profileXml = (
  subscriber: string,
): string => `<MBNProfile xmlns="http://www.microsoft.com/networking/WWAN/profile/v1">
  <Name>internet</Name><IsDefault>false</IsDefault><SubscriberID>${subscriber}</SubscriberID>
  <Context><AccessString>internet</AccessString></Context>
</MBNProfile>`

export async function run(): Promise<BenchRow[]> {
  return [await inProcess(), await besideModemManager(await throughProxy())]
}

async function inProcess(): Promise<BenchRow> {
  using modem = createVirtualModem({ name: 'virtual0', timing: 'instant' })
  await using open = await openBenchService(() => modem.connect())
  return row('connect, request to completion, in process', await measure(open.service), 0.5)
}

async function throughProxy(): Promise<BenchRow> {
  const socketName = `dialtone-bench-${process.pid}`
  const child = fork(join(import.meta.dirname, 'support/served-modem.ts'), [socketName])
  await once(child, 'message')
  try {
    await using open = await openBenchService(() =>
      // Any device that is there: the proxy has one modem.
      openControlChannel('/dev/null', { clock: systemClock, proxy: `@${socketName}` }),
    )
    return row('connect, request to completion, through a proxy socket', await measure(open.service), 1.5)
  } finally {
    child.disconnect()
  }
}

/** Which is behind a proxy socket as well. */
async function besideModemManager(ours: BenchRow): Promise<BenchRow> {
  const run = await runModemManager('connect', PEER_SAMPLES)
  if ('missing' in run) return { ...ours, note: `${ours.note ?? ''}; no ${run.missing}` }
  const { connect, disconnect } = run.figures
  const [half, most, down] = [quantile(connect, 0.5), quantile(connect, 0.99), quantile(disconnect, 0.5)]
  const figures = `p99 ${milliseconds(most)}; disconnect ${milliseconds(down)}`
  return {
    ...ours,
    peer: milliseconds(half),
    note: `${ours.note ?? ''}. ${run.name}, D-Bus call to answer, ${PEER_SAMPLES} times: ${figures}`,
  }
}

interface Samples {
  readonly connect: readonly number[]
  readonly disconnect: readonly number[]
}

async function measure(service: Service): Promise<Samples> {
  const { sim } = await service.modem({ modem: 'modem0' })
  await service.addProfile({ xml: profileXml(sim?.subscriberId ?? '') })
  const timed = async (ask: () => Promise<{ readonly requestId: number }>): Promise<number> => {
    const start = performance.now()
    const { requestId } = await ask()
    const { state, cause } = await service.request({ request: requestId, wait: 60_000 })
    if (state !== 'succeeded') throw new Error(cause?.message ?? state)
    return performance.now() - start
  }
  const samples = { connect: [] as number[], disconnect: [] as number[] }
  for (let round = 0; round < WARM_UP + SAMPLES; round++) {
    const up = await timed(() => service.connect({ connection: 'modem0', profile: 'internet' }))
    const down = await timed(() => service.disconnect({ connection: 'modem0' }))
    if (round < WARM_UP) continue
    samples.connect.push(up)
    samples.disconnect.push(down)
  }
  return samples
}

function row(what: string, { connect, disconnect }: Samples, aim: number): BenchRow {
  const half = quantile(connect, 0.5)
  return {
    what,
    ours: milliseconds(half),
    aim: `under ${aim} ms`,
    met: half < aim,
    note: `p99 ${milliseconds(quantile(connect, 0.99))}; disconnect ${milliseconds(quantile(disconnect, 0.5))}`,
  }
}
