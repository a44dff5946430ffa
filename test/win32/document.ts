/** `docs/win32.md`: what the API does here, method by method, from the reference and from what the tests provoke. */
import { format, resolveConfig } from 'prettier'
import { reference } from './reference.ts'
import { NOT_OFFERED } from './router-document.ts'
import type { Rows } from './row.ts'
import { completionOf, STAND_INS } from './status.ts'

export async function renderDocument(rows: Rows): Promise<string> {
  const sections = Object.entries(reference.interfaces)
    .filter(([, { kind }]) => kind === 'manager' || kind === 'object')
    .map(([name, { methods }]) => {
      const lines = Object.entries(methods).map(([method, { completesWith, pendingAnnouncedBy }]) => {
        const path = `${name}.${method}`
        const kind = completesWith === undefined ? 'at once' : 'asynchronous'
        const event = eventOf(completesWith ?? pendingAnnouncedBy)
        return [`\`${method}\``, kind, event, codesOf(path), statusesOf(path)]
      })
      const header = ['Method', 'Answers', 'Event', 'Codes provoked', 'Statuses provoked']
      // Most interfaces complete nothing.
      const columns = lines.some(([, , , , statuses]) => statuses !== '') ? 5 : 4
      const table = [header, header.map(() => '---'), ...lines]
        .map((cells) => `| ${cells.slice(0, columns).join(' | ')} |`)
        .join('\n')
      return `### ${name}\n\n${table}\n`
    })
  const options = await resolveConfig('docs/win32.md')
  return format(`${INTRODUCTION}\n${sections.join('\n')}\n${NOT_OFFERED}`, { ...options, parser: 'markdown' })

  function statusesOf(path: string): string {
    const statuses = completionOf(path)?.statuses ?? []
    return statuses
      .map((status) =>
        status in STAND_INS
          ? `${short(STAND_INS[status] ?? '')} for ${status}, which no header defines`
          : short(status),
      )
      .join(', ')
  }

  function codesOf(path: string): string {
    const entries = Object.entries(rows[path] ?? {})
    const provoked = entries.flatMap(([code, row]) => (typeof row === 'function' ? [short(code)] : []))
    const others = entries.flatMap(([code, row]) =>
      typeof row === 'function' ? [] : [`not ${short(code)} (${row.because})`],
    )
    return [...provoked, ...others].join(', ')
  }
}

function eventOf(event: string | undefined): string {
  return event === undefined ? '' : `\`${event}\``
}

/** The error number says it all. */
function short(code: string): string {
  return `\`${code.replace(/^HRESULT_FROM_WIN32\((\w+)\)$/, '$1')}\``
}

const INTRODUCTION = `# The Mobile Broadband API on Linux

\`dialtone/win32\` carries the COM API of \`mbnapi.h\` with its own names, numbers and rules, over any modem that Dialtone
drives. A program that was written against the Windows documentation is carried over line by line. Whole programs, each with
its counterpart in plain words:

- the documentation's connection procedure: [mbn-connect.ts](../examples/mbn-connect.ts), [connect.ts](../examples/connect.ts)
- a network scan: [mbn-network-scan.ts](../examples/mbn-network-scan.ts), [network-scan.ts](../examples/network-scan.ts)
- a PIN: [mbn-pin-unlock.ts](../examples/mbn-pin-unlock.ts), [pin-unlock.ts](../examples/pin-unlock.ts)
- messages: [mbn-sms-inbox.ts](../examples/mbn-sms-inbox.ts), [sms-inbox.ts](../examples/sms-inbox.ts)

\`\`\`ts
import * as win32 from 'dialtone/win32'

const manager = win32.out<win32.IMbnConnectionManager>()
const { CLSID_MbnConnectionManager, CLSCTX_ALL, IID_IMbnConnectionManager } = win32
let hr = await win32.CoCreateInstance(CLSID_MbnConnectionManager, null, CLSCTX_ALL, IID_IMbnConnectionManager, manager)
const connections = win32.out<readonly win32.IMbnConnection[]>()
hr = await manager.value.GetConnections(connections)
if (win32.FAILED(hr)) console.error(win32.FormatMessage(hr))
\`\`\`

That is this machine's service. \`createWin32(manager)\` gives the same over any \`ConnectionManager\`, in process or remote;
open it with \`reveal: true\` where the program is to see who the subscriber is.

- Every method returns a promise of its HRESULT, a plain unsigned number, and throws for no documented condition.
- Out-parameters are holders: \`const requestID = out<number>()\`, then \`requestID.value\`. Left out, they give \`E_POINTER\`.
- BSTR is a string, SAFEARRAY an array (of BYTE: a \`Uint8Array\`), VARIANT_BOOL a boolean; nothing is to be freed.
- A sink is any object that has all methods of its event interface, or a \`QueryInterface\` that gives one.
- The functions of \`mprapi.h\`, the other API, have [a page of their own](win32-router.md).
- Enumerators are there by their own names (\`MBN_RADIO_ON\`) and as members of their enumeration (\`MBN_RADIO.MBN_RADIO_ON\`).

## Where the pages are silent or disagree

| Question | Here |
| --- | --- |
| Order of a completion and its state change | State first, then completion. |
| Can a completion overtake the method's return? | No: sinks are called in a later macrotask than the one in which the method's promise resolved, one call for each sink object at a time. |
| A sink that throws, hangs or is slow | Harms no other. One that falls more than 1024 calls behind reads on from the journal at its own pace, and misses nothing. |
| The service goes away for a while | Sinks stay, and are told what they missed; of a stretch that is lost, the difference. |
| \`Unadvise\` with an unknown cookie | \`CONNECT_E_NOCONNECTION\`, as ATL answers it. |
| Sinks at one connection point | 1000, then \`CONNECT_E_ADVISELIMIT\`. |
| The last reference to a manager is released | It lets go of its sinks. Releasing a connection point does not. |
| Stale objects | The device is gone: \`E_HANDLE\`. Deregistered, or an id never known: \`ERROR_NOT_FOUND\`. |
| \`Connect\` while activated or activating | \`E_MBN_MAX_ACTIVATED_CONTEXTS\`, which also stands in for E_MBN_ACTIVE_CONNECTION; no header defines that one. |
| \`Disconnect\` while connecting | The connect completes first, with \`ERROR_CANCELLED\`; then the disconnect with \`S_OK\`. |
| Creation of a profile | \`OnConnectionProfileArrival\`, then \`OnProfileUpdate\`: each page names one of them. |
| A profile that is gone | \`ERROR_NOT_FOUND\`. |
| Version of the XML of \`GetProfileXmlData\` | 1, with what versions 2 and 3 add, unless the profile holds what only version 4 has. |
| \`Connect\` with a profile that its administrator forbids here (\`AdminEnable\`, \`AdminRoamControl\`), or that is not in force (\`ProfileConditionedOn\`) | \`ERROR_INVALID_STATE\` at once. |
| A PIN that cannot be one (length, characters) | \`E_INVALIDARG\` at once: the SIM is not asked, and no attempt is spent. |
| \`GetPinList\`, \`GetPin\` with a locked SIM | The PINs, as the modem tells them: without them none could be entered. |
| A SIM, a PIN or the radio stands in the way | The request is taken on and completes with that, also of a connection that went with its SIM or radio. |
| Too many requests are pending | \`ERROR_BUSY\` at once: 256 at one device, 64 of one caller. |
| \`ScanNetwork\` with a scan under way, or by a device that has no time for it | \`ERROR_ALREADY_EXISTS\` and \`ERROR_BUSY\` stand in for E_MBN_ALREADY_ACTIVE and E_MBN_DEVICE_BUSY; no header defines these. |
| \`SetRegisterMode\`: a mode or technology that there is not, a network for the automatic mode | \`E_INVALIDARG\` at once. What is no network, and one that refuses the subscriber for good, completes with it. |
| \`SetRegisterMode\` in the mode and on the network that it is in, while connected | \`S_OK\`, and the device is not asked: asking could only do harm. |
| Data classes of a network | \`MBN_DATA_CLASS_NONE\`: MBIM does not tell them. |
| \`SetProvisionedContext\`: a type that MBIM has no name for (\`MBN_CONTEXT_TYPE_CUSTOM\`), no provider | \`E_INVALIDARG\` at once. |
| \`GetProvisionedContexts\`: types that \`MBN_CONTEXT_TYPE\` has not got (IMS, MMS, local …); passwords | \`MBN_CONTEXT_TYPE_CUSTOM\`; always empty: a password goes into the device and does not come out. |
| Is \`OnProvisionedContextListChange\` raised for what a program sets? | For a slot that was empty before, ahead of the completion; not for one that is changed or emptied. |
| How to get \`IMbnMultiCarrier\` | \`QueryInterface\` of \`IMbnInterface\`; its methods answer \`ERROR_NOT_SUPPORTED\` where the device is none. |
| Several sessions of one modem | The default one is shown, with its single context; \`Connect\` meets the others only where no session is left. |
| \`IMbnMultiCarrierEvents\`, \`IMbnDeviceServiceStateEvents\` | Their connection points are on \`IMbnInterfaceManager\` and \`IMbnDeviceServicesManager\`. |
| What is in the bytes of \`SetVendorSpecific\` | A command of a device service as MBIM has it from byte 20 of its message on: UUID, CID, type (0 query, 1 set), length, data, the numbers little-endian. The completion is UUID, CID, MBIM status, length, data; an event UUID, CID, length, data. A service that was sent something is heard from then on. |
| Which device services there are | All that the modem lists. Those by which Dialtone drives it can be queried, not set: \`ERROR_NOT_SUPPORTED\`. |
| Data sessions of device services | Each \`IMbnDeviceService\` has one of its own, until it is closed or the modem is lost; data comes to the program that opened it. \`get_MaxDataSize\` and \`OpenDataSession\` give \`ERROR_NOT_SUPPORTED\` where nothing carries the modem's streams to this host, as behind a control device alone. |
| Sessions of device services | Each \`IMbnDeviceService\` has its own. Its completions and events come to the program that asked. Without one, commands give \`ERROR_OPEN_FAILED\`; opened twice, \`ERROR_INVALID_STATE\`. |
| \`OnSessionsStateChange\` | The modem had to be opened anew, and the sessions of this program go on. |
| A device without SMS | \`SmsSend…\`, \`GetSmsConfiguration\` and, where the page lists no such code, \`GetSmsStatus\` answer \`ERROR_NOT_SUPPORTED\`; the others are taken on and complete with it. |
| \`GetSmsStatus\`: which message is the new one | The latest that nobody has read, here or in another program. A reset of the flag raises no event. |
| Messages with several parts | A record for each part, as the device stores them; 16 records go into one \`OnSmsReadComplete\`. The filter NEW means all parts of a message of which any is new, INDEX the one part. |
| Messages that are shown at once (class 0) | \`OnSmsNewClass0Message\` with the index \`MBN_MESSAGE_INDEX_NONE\`, once all parts have come; \`SmsRead\` does not give them. |
| \`SmsRead\` of a CDMA device in the form that it is not set up for | \`E_INVALIDARG\`: \`SetSmsConfiguration\` sets the form. |
| \`SetSmsConfiguration\` with the service centre as it was | It is left alone, whatever the device calls a number. What is none is \`E_INVALIDARG\` at once. |
| Is \`OnSetSmsConfigurationComplete\` raised for a subsystem that has started? | No, there is no request to complete: \`OnSmsConfigurationChange\`. |
| \`SmsSendCdma\`: an address or a message that is too long, a number that is none | \`E_INVALIDARG\` at once. |
| What a modem does not tell: voice class, bands | "Unknown", as the enumerations have it. |

## Methods

Win32 errors stand for their HRESULTs (\`HRESULT_FROM_WIN32\`). Every code here is provoked by a test.
`
