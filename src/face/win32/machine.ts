/** The facade over this machine's service, as the module's own functions. */
import { createClient, type Fetch } from '../../api/index.ts'
import { findSocket, unixFetch, type UnixFetch } from '../../reach/index.ts'
import { createWin32, type Win32 } from './create-win32.ts'

const channels = new Map<string, UnixFetch>()

/** The service is looked for anew with each request: it may be started, or started elsewhere, at any time. */
const fetch: Fetch = (url, init) => {
  const path = findSocket()
  const channel = channels.get(path) ?? unixFetch(path)
  channels.set(path, channel)
  return channel.fetch(url, init)
}

// This API has always shown who the subscriber is; whether a caller may see it is for the service to say.
const machine = createWin32(createClient(fetch, { reveal: true }))

/** @see Win32.CoInitializeEx */
export const CoInitializeEx: Win32['CoInitializeEx'] = (...values) => machine.CoInitializeEx(...values)

/** @see Win32.CoUninitialize */
export const CoUninitialize: Win32['CoUninitialize'] = () => machine.CoUninitialize()

/** @see Win32.CoCreateInstance */
export const CoCreateInstance: Win32['CoCreateInstance'] = (...values) => machine.CoCreateInstance(...values)
