/**
 * A network scan as the documentation of the Mobile Broadband API describes it: ask for the visible providers, scan when
 * there is no valid list of them or when it is too old, wait for OnScanNetworkComplete, ask again. It needs a running
 * service: `npx dialtone serve --virtual`.
 *
 *     npx node examples/mbn-network-scan.ts
 *
 * In a project of your own the names come from 'dialtone/win32'. The same program in plain words is network-scan.ts.
 */
import {
  CLSCTX_ALL,
  CLSID_MbnInterfaceManager,
  CoCreateInstance,
  CoInitializeEx,
  COINIT_MULTITHREADED,
  CoUninitialize,
  E_FAIL,
  E_MBN_INVALID_CACHE,
  FAILED,
  FormatMessage,
  IID_IConnectionPointContainer,
  IID_IMbnInterfaceEvents,
  IID_IMbnInterfaceManager,
  MBN_PROVIDER_STATE_FORBIDDEN,
  MBN_PROVIDER_STATE_HOME,
  MBN_PROVIDER_STATE_REGISTERED,
  out,
  S_OK,
  type HRESULT,
  type IConnectionPoint,
  type IConnectionPointContainer,
  type IMbnInterface,
  type IMbnInterfaceEvents,
  type IMbnInterfaceManager,
  type MBN_PROVIDER,
} from '../src/face/win32/index.ts'

/** Seconds after which a list is too old for this program. */
const STALE = 60

/** What the sink has heard, and who waits for it. */
const completions = new Map<number, readonly [IMbnInterface, HRESULT]>()
let wake = Promise.withResolvers<undefined>()

const ignored = (): HRESULT => S_OK
const interfaceEvents: IMbnInterfaceEvents = {
  OnInterfaceCapabilityAvailable: ignored,
  OnSubscriberInformationChange: ignored,
  OnReadyStateChange: ignored,
  OnEmergencyModeChange: ignored,
  OnHomeProviderAvailable: ignored,
  OnPreferredProvidersChange: ignored,
  OnSetPreferredProvidersComplete: ignored,
  OnScanNetworkComplete(newInterface, requestID, status) {
    console.log(`OnScanNetworkComplete: request ${requestID}: ${FormatMessage(status)}`)
    newInterface.AddRef()
    completions.set(requestID, [newInterface, status])
    wake.resolve(undefined)
    return S_OK
  },
}

async function completionOf(requestID: number): Promise<readonly [IMbnInterface, HRESULT]> {
  for (let found = completions.get(requestID); ; found = completions.get(requestID)) {
    if (found !== undefined) return found
    await wake.promise
    wake = Promise.withResolvers()
  }
}

function print(providers: readonly MBN_PROVIDER[]): void {
  for (const { providerID, providerName, providerState } of providers) {
    const marks = [
      (providerState & MBN_PROVIDER_STATE_HOME) !== 0 ? 'home' : '',
      (providerState & MBN_PROVIDER_STATE_FORBIDDEN) !== 0 ? 'forbidden' : '',
      (providerState & MBN_PROVIDER_STATE_REGISTERED) !== 0 ? 'registered' : '',
    ]
    console.log([providerID, providerName, ...marks].filter((word) => word !== '').join(' '))
  }
}

async function run(): Promise<HRESULT> {
  const interfaceManager = out<IMbnInterfaceManager>()
  let hr = await CoCreateInstance(
    CLSID_MbnInterfaceManager,
    null,
    CLSCTX_ALL,
    IID_IMbnInterfaceManager,
    interfaceManager,
  )
  if (FAILED(hr)) return hr

  const interfaces = out<readonly IMbnInterface[]>()
  hr = await interfaceManager.value.GetInterfaces(interfaces)
  if (FAILED(hr)) return hr
  const [device] = interfaces.value
  if (device === undefined) return E_FAIL

  const age = out<number>()
  const providers = out<readonly MBN_PROVIDER[]>()
  hr = await device.GetVisibleProviders(age, providers)
  if (FAILED(hr) && hr !== E_MBN_INVALID_CACHE) return hr
  if (hr === S_OK && age.value < STALE) {
    console.log('The last scan is fresh enough.')
    print(providers.value)
    return hr
  }

  const container = out<IConnectionPointContainer>()
  hr = await interfaceManager.value.QueryInterface(IID_IConnectionPointContainer, container)
  if (FAILED(hr)) return hr
  const point = out<IConnectionPoint<IMbnInterfaceEvents>>()
  hr = await container.value.FindConnectionPoint(IID_IMbnInterfaceEvents, point)
  if (FAILED(hr)) return hr
  const cookie = out<number>()
  hr = await point.value.Advise(interfaceEvents, cookie)
  if (FAILED(hr)) return hr

  const requestID = out<number>()
  hr = await device.ScanNetwork(requestID)
  if (FAILED(hr)) return hr
  console.log(`ScanNetwork: request ${requestID.value}`)
  // The device that was asked is a snapshot: it is the one that comes along which knows what was found.
  const [scanned, status] = await completionOf(requestID.value)
  hr = FAILED(status) ? status : await scanned.GetVisibleProviders(age, providers)
  if (!FAILED(hr)) print(providers.value)

  await point.value.Unadvise(cookie.value)
  point.value.Release()
  container.value.Release()
  scanned.Release()
  device.Release()
  interfaceManager.value.Release()
  return hr
}

await CoInitializeEx(null, COINIT_MULTITHREADED)
const hr = await run().catch(() => E_FAIL)
if (FAILED(hr)) {
  console.error(`0x${hr.toString(16)}: ${FormatMessage(hr)}`)
  process.exitCode = 1
}
CoUninitialize()
