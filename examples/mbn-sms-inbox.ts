/**
 * Reads the new messages as the documentation of the Mobile Broadband API describes it: advise a sink of IMbnSmsEvents,
 * SmsRead with the filter NEW, and take what OnSmsReadComplete brings until it says that there is no more. It needs a
 * running service: `npx dialtone serve --virtual`; `npx dialtone virtual sms "hello"` sends a message.
 *
 *     npx node examples/mbn-sms-inbox.ts
 *
 * In a project of your own the names come from 'dialtone/win32'. The same program in plain words is sms-inbox.ts.
 */
import {
  CLSCTX_ALL,
  CLSID_MbnInterfaceManager,
  CoCreateInstance,
  CoInitializeEx,
  COINIT_MULTITHREADED,
  CoUninitialize,
  E_FAIL,
  FAILED,
  FormatMessage,
  IID_IConnectionPointContainer,
  IID_IMbnInterfaceManager,
  IID_IMbnSms,
  IID_IMbnSmsEvents,
  IID_IMbnSmsReadMsgPdu,
  MBN_SMS_FLAG_NEW,
  MBN_SMS_FORMAT_PDU,
  out,
  S_OK,
  type HRESULT,
  type IConnectionPoint,
  type IConnectionPointContainer,
  type IMbnInterface,
  type IMbnInterfaceManager,
  type IMbnSms,
  type IMbnSmsEvents,
  type IMbnSmsReadMsgPdu,
  type IUnknown,
} from '../src/face/win32/index.ts'

const finished = Promise.withResolvers<HRESULT>()
/** A sink hears the completions of other programs as well. */
const request = out<number>()

async function print(message: IUnknown): Promise<void> {
  const pdu = out<IMbnSmsReadMsgPdu>()
  if (FAILED(await message.QueryInterface(IID_IMbnSmsReadMsgPdu, pdu))) return
  const index = out<number>()
  const data = out<string>()
  await pdu.value.get_Index(index)
  await pdu.value.get_PduData(data)
  console.log(`message ${index.value}: ${data.value}`)
}

const ignored = (): HRESULT => S_OK
const smsEvents: IMbnSmsEvents = {
  OnSmsConfigurationChange: ignored,
  OnSetSmsConfigurationComplete: ignored,
  OnSmsSendComplete: ignored,
  async OnSmsReadComplete(_sms, _smsFormat, readMsgs, moreMsgs, requestID, status) {
    if (requestID !== request.value) return S_OK
    console.log(`OnSmsReadComplete: request ${requestID}: ${FormatMessage(status)}`)
    for (const message of readMsgs) await print(message)
    if (!moreMsgs) finished.resolve(status)
    return S_OK
  },
  OnSmsNewClass0Message: ignored,
  OnSmsDeleteComplete: ignored,
  OnSmsStatusChange: ignored,
}

async function run(): Promise<HRESULT> {
  const manager = out<IMbnInterfaceManager>()
  let hr = await CoCreateInstance(
    CLSID_MbnInterfaceManager,
    null,
    CLSCTX_ALL,
    IID_IMbnInterfaceManager,
    manager,
  )
  if (FAILED(hr)) return hr
  const interfaces = out<readonly IMbnInterface[]>()
  hr = await manager.value.GetInterfaces(interfaces)
  if (FAILED(hr)) return hr
  const [device] = interfaces.value
  if (device === undefined) return E_FAIL
  const sms = out<IMbnSms>()
  hr = await device.QueryInterface(IID_IMbnSms, sms)
  if (FAILED(hr)) return hr

  const container = out<IConnectionPointContainer>()
  hr = await manager.value.QueryInterface(IID_IConnectionPointContainer, container)
  if (FAILED(hr)) return hr
  const point = out<IConnectionPoint<IMbnSmsEvents>>()
  hr = await container.value.FindConnectionPoint(IID_IMbnSmsEvents, point)
  if (FAILED(hr)) return hr
  const cookie = out<number>()
  hr = await point.value.Advise(smsEvents, cookie)
  if (FAILED(hr)) return hr

  hr = await sms.value.SmsRead({ flag: MBN_SMS_FLAG_NEW, messageIndex: 0 }, MBN_SMS_FORMAT_PDU, request)
  if (FAILED(hr)) return hr
  console.log(`SmsRead: request ${request.value}`)
  hr = await finished.promise
  await point.value.Unadvise(cookie.value)
  return hr
}

await CoInitializeEx(null, COINIT_MULTITHREADED)
const hr = await run()
if (FAILED(hr)) {
  console.error(`0x${hr.toString(16)}: ${FormatMessage(hr)}`)
  process.exitCode = 1
}
CoUninitialize()
