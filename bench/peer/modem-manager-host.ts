/**
 * A process of its own, in a network namespace of its own: an instantly answering virtual modem on our proxy, and a stock
 * ModemManager that manages it. Prints its figures as one line of JSON, in milliseconds.
 *
 *     unshare -n node bench/peer/modem-manager-host.ts connect|signal|modems COUNT
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { createVirtualModem, Proxy } from '../../src/virtual/index.ts'
import { ModemManager, PYTHON } from '../../test/peer/modem-manager.ts'

const CLIENT = join(import.meta.dirname, 'modem-manager-client.py')
const WARM_UP = 10

const [what = '', count = ''] = process.argv.slice(2)
const rounds = Number(count)

const many = what === 'modems' ? rounds : 1
const modems = Array.from({ length: many }, (_, seed) =>
  createVirtualModem({ name: `cdc-wdm${seed}`, timing: 'instant', seed }),
)
const [modem = createVirtualModem({ name: 'cdc-wdm0', timing: 'instant' })] = modems
await using _proxy = await Proxy.serve({ modems: () => modems })
if (what === 'modems') console.log(JSON.stringify(await counts()))
else {
  await using manager = await ModemManager.start()
  await manager.modem(({ generic }) => generic.state === 'disabled')
  await manager.mmcli('-m', 'any', '--enable')
  await manager.modem(({ generic }) => generic.state === 'registered')
  console.log(JSON.stringify(what === 'connect' ? await connects(manager) : await signals(manager)))
}

/** Until it has one modem, and until it has all of them; what the kernel says it takes then. */
async function counts() {
  const one = await found(1)
  const all = await found(many)
  return { ready: all.ready, each: (all.resident - one.resident) / (many - 1) }
}

async function found(count: number): Promise<{ readonly ready: number; readonly resident: number }> {
  await using manager = await ModemManager.start({ modems: count })
  await manager.kill()
  const start = performance.now()
  await manager.startAgain()
  await manager.modems(count)
  return { ready: performance.now() - start, resident: await manager.resident() }
}

/** Connect and disconnect by the method calls of a program that is on the bus, until each has answered. */
async function connects(manager: ModemManager) {
  const said = await manager.run(PYTHON, [CLIENT, 'connect', (WARM_UP + rounds).toString()])
  const samples = said.trim().split('\n').slice(WARM_UP)
  const column = (index: number): number[] => samples.map((line) => Number(line.split(' ')[index]))
  return { connect: column(0), disconnect: column(1) }
}

/** From the virtual modem's change of signal to the program on the bus that hears it. */
async function signals(manager: ModemManager) {
  const client = spawn(PYTHON, [CLIENT, 'listen'], { env: manager.env, stdio: ['ignore', 'pipe', 'inherit'] })
  const lines = createInterface({ input: client.stdout })[Symbol.asyncIterator]()
  await lines.next()
  const signal: number[] = []
  for (let round = 0; round < WARM_UP + rounds; round++) {
    const start = process.hrtime.bigint()
    modem.setSignal(round % 2 === 0 ? -60 : -100, { steady: true })
    const { value } = await lines.next()
    if (round >= WARM_UP) signal.push(Number(BigInt(String(value)) - start) / 1e6)
  }
  const ended = once(client, 'exit')
  client.kill()
  await ended
  return { signal }
}
