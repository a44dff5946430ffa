/**
 * The connection-notification procedure of the Mobile Broadband API, as its documentation describes it: create the
 * connection manager, find both of its connection points, advise a sink at each, connect by profile, wait for
 * OnConnectComplete, unadvise. It needs a running service: `npx dialtone serve --virtual`.
 *
 *     npx node examples/mbn-connect.ts [profile]
 *
 * In a project of your own the names come from 'dialtone/win32'. The same program in plain words is connect.ts.
 */
import {
  CLSCTX_ALL,
  CLSID_MbnConnectionManager,
  CoCreateInstance,
  CoInitializeEx,
  COINIT_MULTITHREADED,
  CoUninitialize,
  E_FAIL,
  FAILED,
  FormatMessage,
  IID_IConnectionPointContainer,
  IID_IMbnConnectionEvents,
  IID_IMbnConnectionManager,
  IID_IMbnConnectionManagerEvents,
  MBN_CONNECTION_MODE_PROFILE,
  out,
  S_OK,
  type HRESULT,
  type IConnectionPoint,
  type IConnectionPointContainer,
  type IMbnConnection,
  type IMbnConnectionEvents,
  type IMbnConnectionManager,
  type IMbnConnectionManagerEvents,
  type MBN_ACTIVATION_STATE,
} from '../src/face/win32/index.ts'

const strProfile = process.argv[2] ?? 'internet'

/** What the sinks have heard, and who waits for it. */
const completions = new Map<number, HRESULT>()
const arrivals: IMbnConnection[] = []
let wake = Promise.withResolvers<undefined>()

const connectionManagerEvents: IMbnConnectionManagerEvents = {
  OnConnectionArrival(newConnection) {
    newConnection.AddRef()
    arrivals.push(newConnection)
    wake.resolve(undefined)
    return S_OK
  },
  OnConnectionRemoval() {
    console.log('OnConnectionRemoval')
    return S_OK
  },
}

const connectionEvents: IMbnConnectionEvents = {
  OnConnectComplete(_newConnection, requestID, status) {
    console.log(`OnConnectComplete: request ${requestID}: ${FormatMessage(status)}`)
    completions.set(requestID, status)
    wake.resolve(undefined)
    return S_OK
  },
  OnDisconnectComplete() {
    return S_OK
  },
  async OnConnectStateChange(newConnection) {
    const state = out<MBN_ACTIVATION_STATE>()
    const profile = out<string | null>()
    const hr = await newConnection.GetConnectionState(state, profile)
    console.log(`OnConnectStateChange: ${FAILED(hr) ? FormatMessage(hr) : state.value}`)
    return hr
  },
  OnVoiceCallStateChange() {
    return S_OK
  },
}

/** Waits for what a sink brings. */
async function waitFor<T>(look: () => T | undefined): Promise<T> {
  for (let found = look(); ; found = look()) {
    if (found !== undefined) return found
    await wake.promise
    wake = Promise.withResolvers()
  }
}

async function run(): Promise<HRESULT> {
  const connectionManager = out<IMbnConnectionManager>()
  let hr = await CoCreateInstance(
    CLSID_MbnConnectionManager,
    null,
    CLSCTX_ALL,
    IID_IMbnConnectionManager,
    connectionManager,
  )
  if (FAILED(hr)) return hr

  const container = out<IConnectionPointContainer>()
  hr = await connectionManager.value.QueryInterface(IID_IConnectionPointContainer, container)
  if (FAILED(hr)) return hr

  const managerPoint = out<IConnectionPoint<IMbnConnectionManagerEvents>>()
  hr = await container.value.FindConnectionPoint(IID_IMbnConnectionManagerEvents, managerPoint)
  if (FAILED(hr)) return hr

  const connectionPoint = out<IConnectionPoint<IMbnConnectionEvents>>()
  hr = await container.value.FindConnectionPoint(IID_IMbnConnectionEvents, connectionPoint)
  if (FAILED(hr)) return hr

  const managerCookie = out<number>()
  hr = await managerPoint.value.Advise(connectionManagerEvents, managerCookie)
  if (FAILED(hr)) return hr

  const connectionCookie = out<number>()
  hr = await connectionPoint.value.Advise(connectionEvents, connectionCookie)
  if (FAILED(hr)) return hr

  const connections = out<readonly IMbnConnection[]>()
  hr = await connectionManager.value.GetConnections(connections)
  if (FAILED(hr)) return hr
  // A device that is not registered yet has no connection; it will.
  const connection = connections.value[0] ?? (await waitFor(() => arrivals[0]))

  const requestID = out<number>()
  hr = await connection.Connect(MBN_CONNECTION_MODE_PROFILE, strProfile, requestID)
  if (FAILED(hr)) return hr
  console.log(`Connect: request ${requestID.value}`)
  hr = await waitFor(() => completions.get(requestID.value))

  await connectionPoint.value.Unadvise(connectionCookie.value)
  await managerPoint.value.Unadvise(managerCookie.value)
  connectionPoint.value.Release()
  managerPoint.value.Release()
  container.value.Release()
  connection.Release()
  connectionManager.value.Release()
  return hr
}

await CoInitializeEx(null, COINIT_MULTITHREADED)
const hr = await run().catch(() => E_FAIL)
if (FAILED(hr)) {
  console.error(`0x${hr.toString(16)}: ${FormatMessage(hr)}`)
  process.exitCode = 1
}
CoUninitialize()
