/**
 * Unlocks a SIM by the Mobile Broadband API, as its documentation describes it: find the device that is in
 * MBN_READY_STATE_DEVICE_LOCKED, ask its PIN manager which PIN it wants, enter that, and wait for the completions at
 * sinks of IMbnPinManagerEvents and IMbnPinEvents. The PIN is read from standard input. It needs a running service:
 * `npx dialtone serve --virtual`.
 *
 *     npx node examples/mbn-pin-unlock.ts < pin.txt
 *
 * In a project of your own the names come from 'dialtone/win32'. The same program in plain words is pin-unlock.ts.
 */
import { text } from 'node:stream/consumers'
import {
  CLSCTX_ALL,
  CLSID_MbnInterfaceManager,
  CoCreateInstance,
  CoInitializeEx,
  COINIT_MULTITHREADED,
  CoUninitialize,
  E_FAIL,
  E_MBN_FAILURE,
  ERROR_NOT_FOUND,
  FAILED,
  FormatMessage,
  HRESULT_FROM_WIN32,
  IID_IConnectionPointContainer,
  IID_IMbnInterfaceManager,
  IID_IMbnPinEvents,
  IID_IMbnPinManager,
  IID_IMbnPinManagerEvents,
  MBN_PIN_STATE_ENTER,
  MBN_READY_STATE_DEVICE_LOCKED,
  out,
  S_OK,
  type HRESULT,
  type IConnectionPoint,
  type IConnectionPointContainer,
  type IMbnInterface,
  type IMbnInterfaceManager,
  type IMbnPin,
  type IMbnPinEvents,
  type IMbnPinManager,
  type IMbnPinManagerEvents,
  type MBN_PIN_INFO,
  type MBN_READY_STATE,
} from '../src/face/win32/index.ts'

interface Completion {
  readonly pinInfo: MBN_PIN_INFO
  readonly status: HRESULT
}

/** What the sinks have heard, and who waits for it. */
const completions = new Map<number, Completion>()
let wake = Promise.withResolvers<undefined>()

function complete(requestID: number, completion: Completion): HRESULT {
  completions.set(requestID, completion)
  wake.resolve(undefined)
  return S_OK
}

async function completionOf(requestID: number): Promise<Completion> {
  for (;;) {
    const completion = completions.get(requestID)
    if (completion !== undefined) return completion
    await wake.promise
    wake = Promise.withResolvers()
  }
}

const pinManagerEvents: IMbnPinManagerEvents = {
  OnPinListAvailable: () => S_OK,
  OnGetPinStateComplete: (_pinManager, pinInfo, requestID, status) =>
    complete(requestID, { pinInfo, status }),
}

const ended: IMbnPinEvents['OnEnterComplete'] = (_pin, pinInfo, requestID, status) =>
  complete(requestID, { pinInfo, status })
const pinEvents: IMbnPinEvents = {
  OnEnableComplete: ended,
  OnDisableComplete: ended,
  OnEnterComplete: ended,
  OnChangeComplete: ended,
  OnUnblockComplete: ended,
}

/** The device whose SIM is locked, if there is one. */
async function lockedDevice(devices: readonly IMbnInterface[]): Promise<IMbnInterface | undefined> {
  for (const device of devices) {
    const readyState = out<MBN_READY_STATE>()
    const hr = await device.GetReadyState(readyState)
    if (!FAILED(hr) && readyState.value === MBN_READY_STATE_DEVICE_LOCKED) return device
  }
  return undefined
}

async function unlock(device: IMbnInterface, code: string): Promise<HRESULT> {
  const pinManager = out<IMbnPinManager>()
  let hr = await device.QueryInterface(IID_IMbnPinManager, pinManager)
  if (FAILED(hr)) return hr

  const requestID = out<number>()
  hr = await pinManager.value.GetPinState(requestID)
  if (FAILED(hr)) return hr
  const wanted = await completionOf(requestID.value)
  if (FAILED(wanted.status)) return wanted.status
  const { pinState, pinType, attemptsRemaining } = wanted.pinInfo
  console.log(`OnGetPinStateComplete: type ${pinType}, state ${pinState}, ${attemptsRemaining} attempts`)
  // A PUK, or the last attempt at the PIN, is for a person to enter.
  if (pinState !== MBN_PIN_STATE_ENTER || attemptsRemaining === 1) return E_FAIL

  const pin = out<IMbnPin>()
  hr = await pinManager.value.GetPin(pinType, pin)
  if (FAILED(hr)) return hr
  hr = await pin.value.Enter(code, requestID)
  if (FAILED(hr)) return hr
  const { pinInfo, status } = await completionOf(requestID.value)
  console.log(`OnEnterComplete: ${FormatMessage(status)}`)
  if (status === E_MBN_FAILURE) console.log(`${pinInfo.attemptsRemaining} attempts left`)
  pin.value.Release()
  pinManager.value.Release()
  return status
}

async function run(code: string): Promise<HRESULT> {
  const interfaceManager = out<IMbnInterfaceManager>()
  let hr = await CoCreateInstance(
    CLSID_MbnInterfaceManager,
    null,
    CLSCTX_ALL,
    IID_IMbnInterfaceManager,
    interfaceManager,
  )
  if (FAILED(hr)) return hr

  const container = out<IConnectionPointContainer>()
  hr = await interfaceManager.value.QueryInterface(IID_IConnectionPointContainer, container)
  if (FAILED(hr)) return hr
  const managerPoint = out<IConnectionPoint<IMbnPinManagerEvents>>()
  hr = await container.value.FindConnectionPoint(IID_IMbnPinManagerEvents, managerPoint)
  if (FAILED(hr)) return hr
  const pinPoint = out<IConnectionPoint<IMbnPinEvents>>()
  hr = await container.value.FindConnectionPoint(IID_IMbnPinEvents, pinPoint)
  if (FAILED(hr)) return hr
  const managerCookie = out<number>()
  hr = await managerPoint.value.Advise(pinManagerEvents, managerCookie)
  if (FAILED(hr)) return hr
  const pinCookie = out<number>()
  hr = await pinPoint.value.Advise(pinEvents, pinCookie)
  if (FAILED(hr)) return hr

  const devices = out<readonly IMbnInterface[]>()
  hr = await interfaceManager.value.GetInterfaces(devices)
  if (FAILED(hr)) return hr
  const device = await lockedDevice(devices.value)
  if (device === undefined) console.error('no device has a locked SIM')
  hr = device === undefined ? HRESULT_FROM_WIN32(ERROR_NOT_FOUND) : await unlock(device, code)

  await pinPoint.value.Unadvise(pinCookie.value)
  await managerPoint.value.Unadvise(managerCookie.value)
  for (const point of [pinPoint.value, managerPoint.value]) point.Release()
  container.value.Release()
  interfaceManager.value.Release()
  return hr
}

await CoInitializeEx(null, COINIT_MULTITHREADED)
const hr = await run((await text(process.stdin)).trim()).catch(() => E_FAIL)
if (FAILED(hr)) {
  console.error(`0x${hr.toString(16)}: ${FormatMessage(hr)}`)
  process.exitCode = 1
}
CoUninitialize()
