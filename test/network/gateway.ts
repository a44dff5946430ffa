/**
 * A process with data paths, in the gateway's namespace: does what its parent says, and tells it the facts. Told to die at a step,
 * it kills itself at that call to the kernel, counted from then on, without any farewell.
 */
import { silent, systemClock } from '../../src/base/index.ts'
import { causeOf, type DataPath, type DataPathSettings, type OpenLink } from '../../src/core/index.ts'
import { linuxNetwork, systemKernel, type Kernel } from '../../src/network/index.ts'
import { compilePacketFilter, summarizePacket } from '../../src/policy/index.ts'

export type Order =
  | { readonly do: 'start'; readonly live: readonly { readonly name: string; readonly link: OpenLink }[] }
  | { readonly do: 'path' | 'change'; readonly settings: DataPathSettings }
  | { readonly do: 'open'; readonly name: string; readonly link: OpenLink }
  | { readonly do: 'hold' | 'withdraw' | 'dispose' | 'counters' | 'usage' | 'clear'; readonly name: string }
  | { readonly do: 'die'; readonly at: number }
  | { readonly do: 'obstacle' | 'end' }

const [run = '', state = '', resolvConf = ''] = process.argv.slice(2)

/** What changes something, in the order in which it happens. */
const CHANGES = [
  'setDevice',
  'removeDevices',
  'addAddress',
  'removeAddress',
  'addRoute',
  'replaceRoute',
  'removeRoute',
  'rules',
  'openTun',
  'openSender',
] as const

let steps = 0
let lastStep = 0

function mortal(kernel: Kernel): Kernel {
  const doomed = Object.fromEntries(
    CHANGES.map((name) => [
      name,
      (...args: unknown[]): unknown => {
        if (++steps === lastStep) process.kill(process.pid, 'SIGKILL')
        // Whatever the arguments are, they are those of this call.
        return (kernel[name] as (...given: unknown[]) => unknown)(...args)
      },
    ]),
  )
  return new Proxy(kernel, {
    get: (target, key) => Reflect.get(key in doomed ? doomed : target, key) as unknown,
  })
}

/** Below a device: nobody can ever make it. */
const NOWHERE = '/dev/null/nowhere'

const network = linuxNetwork({
  clock: systemClock,
  log: silent,
  reader: { compile: compilePacketFilter, summarize: summarizePacket },
  folders: { run, state },
  resolver: { resolvConf, resolved: NOWHERE, resolvconf: NOWHERE },
  kernel: mortal(systemKernel()),
})
const paths = new Map<string, DataPath>()

async function carryOut(order: Order): Promise<unknown> {
  switch (order.do) {
    case 'start':
      return network.start(order.live)
    case 'obstacle':
      return network.obstacle
    case 'path': {
      const { name } = order.settings
      paths.set(
        name,
        await network.path(order.settings, (fact) =>
          process.send?.({ fact: { name, ...fact }, at: performance.timeOrigin + performance.now() }),
        ),
      )
      return undefined
    }
    case 'die':
      steps = 0
      lastStep = order.at
      return undefined
    case 'end':
      await network[Symbol.asyncDispose]()
      process.disconnect()
      return undefined
    default:
  }
  const path = paths.get('settings' in order ? order.settings.name : 'name' in order ? order.name : '')
  if (path === undefined) throw new Error('no such path')
  switch (order.do) {
    case 'change':
      return path.change(order.settings)
    case 'open':
      return path.open(order.link)
    case 'dispose':
      return path[Symbol.asyncDispose]()
    case 'counters':
      return path.counters
    case 'usage':
      return path.usage()
    case 'clear':
      return path.clearStatistics()
    default:
      return path[order.do]()
  }
}

process.on('message', (message) => {
  const { id, order } = message as { id: number; order: Order } // its parent sends nothing else
  carryOut(order).then(
    (value) => process.connected && process.send?.({ id, value }),
    (thrown: unknown) => process.connected && process.send?.({ id, cause: causeOf(thrown) }),
  )
})
process.send?.({ ready: true })
