/**
 * The connection-notification procedure of the router administration API: connect to the router, register an event, take a
 * first snapshot, and after each signal take another and say which interface has changed; deregister at the end. It
 * needs a running service with a dial interface: `npx dialtone dial add branch --profile internet`.
 *
 *     npx node examples/mpr-notification.ts [changes]
 *
 * In a project of your own the names come from 'dialtone/win32'.
 */
import {
  CloseHandle,
  CreateEvent,
  FormatMessage,
  INFINITE,
  inout,
  MprAdminDeregisterConnectionNotification,
  MprAdminInterfaceEnum,
  MprAdminRegisterConnectionNotification,
  MprAdminServerConnect,
  MprAdminServerDisconnect,
  NO_ERROR,
  out,
  ROUTER_CONNECTION_STATE,
  ROUTER_IF_STATE_CONNECTED,
  WAIT_OBJECT_0,
  WaitForSingleObject,
  type MPR_INTERFACE_0,
} from '../src/face/win32/index.ts'

const changes = Number(process.argv[2] ?? Infinity)

/** As a program in C leaves with the number of what failed. */
function check(code: number): void {
  if (code !== NO_ERROR) throw new Error(FormatMessage(code))
}

const ALL = 0xffffffff

async function snapshot(server: number): Promise<ReadonlyMap<string, MPR_INTERFACE_0>> {
  const interfaces = out<readonly MPR_INTERFACE_0[]>()
  check(await MprAdminInterfaceEnum(server, 0, interfaces, ALL, out(), out(), inout(0)))
  return new Map(interfaces.value.map((one) => [one.wszInterfaceName, one]))
}

function nameOf(state: number | undefined): string {
  const [name] = Object.entries(ROUTER_CONNECTION_STATE).find(([, number]) => number === state) ?? []
  return name ?? 'gone'
}

try {
  const server = out<number>()
  check(await MprAdminServerConnect(null, server))
  const event = CreateEvent(null, false, false)
  check(await MprAdminRegisterConnectionNotification(server.value, event))

  // Registered first: what happens from here on is signalled, and nothing is missed in between.
  let before = await snapshot(server.value)
  console.log(`watching ${[...before.keys()].join(', ')}`)
  for (let change = 0; change < changes; change++) {
    if ((await WaitForSingleObject(event, INFINITE)) !== WAIT_OBJECT_0) throw new Error('the event is gone')
    const after = await snapshot(server.value)
    for (const name of new Set([...before.keys(), ...after.keys()])) {
      const was = before.get(name)?.dwConnectionState === ROUTER_IF_STATE_CONNECTED
      const is = after.get(name)?.dwConnectionState === ROUTER_IF_STATE_CONNECTED
      if (was !== is) console.log(`${name}: ${nameOf(after.get(name)?.dwConnectionState)}`)
    }
    before = after
  }

  check(await MprAdminDeregisterConnectionNotification(server.value, event))
  CloseHandle(event)
  await MprAdminServerDisconnect(server.value)
} catch (thrown) {
  console.error(thrown instanceof Error ? thrown.message : thrown)
  process.exitCode = 1
}
