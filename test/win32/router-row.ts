/** What rows of the router administration API are made of: calls on a router with one dial interface, `branch`. */
import * as win32 from '../../src/face/win32/index.ts'
import type { RouterStage } from './router-stage.ts'

/** Gives the number that the function answered. */
export type Provoke = (stage: RouterStage) => Promise<number>

export interface FunctionRows {
  /** The call as it succeeds on the stage as it begins. */
  readonly NO_ERROR?: Provoke
  /** Error numbers by name. Those that every function has (right, session, router without demand dial) need none here. */
  readonly [code: string]: Provoke | undefined
}

export const { out, inout } = win32
export const ALL = 0xffffffff
export const holder = <T>(): win32.Out<T> => out<T>()

export const interface0 = (fields: Partial<win32.MPR_INTERFACE_0> = {}): win32.MPR_INTERFACE_0 =>
  win32.MPR_INTERFACE_0({
    wszInterfaceName: 'depot',
    fEnabled: true,
    dwIfType: win32.ROUTER_IF_TYPE_FULL_ROUTER,
    ...fields,
  })

export const header = async ({ win32: api }: RouterStage): Promise<Uint8Array> => {
  const made = holder<Uint8Array>()
  await api.MprInfoCreate(1, made)
  const route = win32.packRoute(
    win32.INTERFACE_ROUTE_INFO({
      dwRtInfoDest: 0x00001e0a,
      dwRtInfoMask: 0x0000ffff,
      dwRtInfoProto: win32.MIB_IPPROTO_NT_STATIC,
      bV4: true,
    }),
  )
  await api.MprInfoBlockAdd(made.value, win32.IP_ROUTE_INFO, route.length, 1, route, made)
  return made.value
}

export const connected =
  (run: Provoke): Provoke =>
  async (stage) => {
    const code = await stage.connect()
    // A router without demand dial says so to the function as well.
    if (code !== win32.NO_ERROR && code !== win32.ERROR_DDM_NOT_RUNNING) {
      throw new Error(`branch does not connect: ${code.toString()}`)
    }
    return run(stage)
  }

/** Where there is no demand dialling there is nothing to name: whatever number is given is not looked at. */
export const orAny = async (number: Promise<number | undefined>): Promise<number> => {
  try {
    return (await number) ?? 0
  } catch {
    return 1
  }
}
export const connection = (stage: RouterStage): Promise<number> =>
  orAny(stage.story.dial().then(({ connected: now }) => now?.number))
export const port = (stage: RouterStage): Promise<number> =>
  orAny(stage.story.service.dialPorts().then(([first]) => first?.number))

export const exHeader = win32.MPRAPI_OBJECT_HEADER({
  type: win32.MPRAPI_OBJECT_TYPE_RAS_CONNECTION_OBJECT,
  revision: win32.MPRAPI_RAS_CONNECTION_OBJECT_REVISION_1,
})
export const serverHeader = win32.MPRAPI_OBJECT_HEADER({
  type: win32.MPRAPI_OBJECT_TYPE_MPR_SERVER_OBJECT,
  revision: win32.MPRAPI_MPR_SERVER_OBJECT_REVISION_1,
})

export const config = (stage: RouterStage): Promise<number> =>
  stage.value((handle) => stage.win32.MprConfigServerConnect(null, handle))
export const stored = async (stage: RouterStage, name = 'branch'): Promise<readonly [number, number]> => {
  const handle = await config(stage)
  return [handle, await stage.value((made) => stage.win32.MprConfigInterfaceGetHandle(handle, name, made))]
}
export const enumArguments = () => [holder<number>(), holder<number>(), inout(0)] as const

/** An interface without any transport. */
export async function depot(s: RouterStage): Promise<number> {
  return s.value<number>((handle) => s.win32.MprAdminInterfaceCreate(s.server, 0, interface0(), handle))
}
