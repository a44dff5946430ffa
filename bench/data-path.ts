/**
 * The data path of a dial interface on a real kernel, in network namespaces: what a dial waits for because of us, and what traffic
 * costs while the interface is connected. Beside it the same machine configured by hand: addresses, routes and one rule.
 */
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DataPaths } from '../test/network/data-paths.ts'
import { branch } from '../test/network/settings.ts'
import { LINK, SERVER_V4, Stage } from '../test/network/stage.ts'
import type { BenchRow } from './row.ts'
import { milliseconds, quantile } from './support/figure.ts'

const ROUNDS = 7
const BYTES = 256 * 1024 * 1024
const PATHS = 1000

export async function run(): Promise<BenchRow[]> {
  if (process.getuid?.() !== 0) {
    const note = 'needs root, iproute2, nftables and curl'
    return [{ what: 'the data path of a dial interface', ours: '—', aim: '—', met: null, note }]
  }
  const { dialled, released } = await measureDial()
  const { ours, plain } = await measureThroughput()
  const { made, ended } = await measureMany()
  const [half, left] = [quantile(dialled, 0.5), quantile(released, 0.5)]
  return [
    {
      what: 'first packet sent into the TUN to `traffic` told, p50 / p99',
      ours: `${milliseconds(half)} / ${milliseconds(quantile(dialled, 0.99))}`,
      aim: 'under 2 ms p50',
      met: half < 2,
      note: `${dialled.length} times; what the modem takes comes on top`,
    },
    {
      what: 'link up to the kept packet at its other end, p50 / p99',
      ours: `${milliseconds(left)} / ${milliseconds(quantile(released, 0.99))}`,
      aim: 'under 5 ms p50',
      met: left < 5,
      note: `${released.length} times: addresses, routes, NAT and names are configured in between`,
    },
    {
      what: 'download through the gateway while connected, median',
      ours: `${Math.round(quantile(ours, 0.5))} MB/s`,
      peer: `${Math.round(quantile(plain, 0.5))} MB/s`,
      aim: 'no slower than by hand',
      met: quantile(ours, 0.5) > quantile(plain, 0),
      note: `${ROUNDS} times ${BYTES / 2 ** 20} MiB each, by turns; by hand between ${Math.round(quantile(plain, 0))} and ${Math.round(quantile(plain, 1))} MB/s`,
    },
    {
      what: `${PATHS} data paths that hold: taken away when the service ends`,
      ours: `${(ended / 1000).toFixed(2)} s`,
      aim: '—',
      met: null,
      note: `made in ${(made / 1000).toFixed(1)} s: a TUN, its addresses, a route and rules each`,
    },
  ]
}

interface Dial {
  /** Milliseconds. */
  readonly dialled: readonly number[]
  readonly released: readonly number[]
}

async function measureDial(): Promise<Dial> {
  await using stage = new Stage()
  const start = (namespace: string, script: string, ...args: string[]) =>
    stage.spawn(namespace, process.execPath, [join(import.meta.dirname, 'support', script), ...args], {
      ipc: true,
    })
  // As /run is: what the record costs is not what a disk costs.
  const memory = mkdtempSync('/dev/shm/dialtone-bench-')
  using cleaning = new DisposableStack()
  cleaning.defer(() => {
    rmSync(memory, { recursive: true })
  })
  const far = start(stage.carrier, 'far-end.ts')
  await once(far, 'message')
  const near = start(stage.gateway, 'near-end.ts', memory, stage.resolvConf)
  const arrivals: number[] = []
  far.on('message', (at: number) => {
    arrivals.push(at)
    near.send('arrived')
  })
  // The cast names what near-end.ts sends at its end.
  const [measured] = (await once(near, 'message')) as [{ dialled: number[]; opened: number[] }]
  const released = measured.opened
    .map((at, index) => (arrivals[index] ?? NaN) - at)
    .slice(-measured.dialled.length)
  return { dialled: measured.dialled, released }
}

async function measureThroughput(): Promise<{ readonly ours: number[]; readonly plain: number[] }> {
  await using dialled = new Stage()
  await using byHand = new Stage()
  await dialled.serve()
  await byHand.serve()
  const paths = await DataPaths.start(dialled)
  await paths.tell({ do: 'start', live: [] })
  await paths.tell({ do: 'path', settings: branch() })
  await paths.tell({ do: 'open', name: 'branch', link: LINK })
  byHand.batch(byHand.gateway, [
    'address add 10.64.0.2/30 dev wan0',
    'link set wan0 mtu 1400',
    'route add default via 10.64.0.1',
  ])
  byHand.run(
    byHand.gateway,
    'nft',
    'table ip nat { chain c { type nat hook postrouting priority srcnat; oifname wan0 masquerade; }; }',
  )
  const ours: number[] = []
  const plain: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    ours.push(await download(dialled))
    plain.push(await download(byHand))
  }
  await paths.end()
  return { ours, plain }
}

/** Milliseconds. */
async function measureMany(): Promise<{ readonly made: number; readonly ended: number }> {
  await using stage = new Stage()
  // As /run is.
  const memory = mkdtempSync('/dev/shm/dialtone-bench-')
  using cleaning = new DisposableStack()
  cleaning.defer(() => {
    rmSync(memory, { recursive: true })
  })
  const paths = await DataPaths.start(stage, { run: join(memory, 'run') })
  await paths.tell({ do: 'start', live: [] })
  const begun = performance.now()
  for (let index = 0; index < PATHS; index++) {
    const name = `path${index}`
    const destination = `10.${index >> 8}.${index & 0xff}.0/24`
    const routes = [{ destination, metric: 5, dials: true }]
    await paths.tell({ do: 'path', settings: branch({ name, routes, dns: false }) })
    await paths.tell({ do: 'hold', name })
  }
  const held = performance.now()
  await paths.end()
  return { made: held - begun, ended: performance.now() - held }
}

/** Megabytes a second. */
async function download(stage: Stage): Promise<number> {
  const url = `http://${SERVER_V4}/bytes/${BYTES}`
  return (
    Number(await stage.finish(stage.client, 'curl', '-sSo', '/dev/null', '-w', '%{speed_download}', url)) /
    1e6
  )
}
