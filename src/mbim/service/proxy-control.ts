/** How a client talks to mbim-proxy, the program that shares a modem (libmbim). Never sent to a modem. */
import { cid, empty } from '../cid.ts'
import { u16, u32 } from '../codec/integer.ts'
import { string } from '../codec/string.ts'
import { struct } from '../codec/struct.ts'
import { service } from '../service.ts'

export const ProxyControl = service(
  'proxy-control',
  '838cf7fb-8d0d-4d7f-871e-d71dbefbb39b',
  'mbim-proxy control',
)

/** A client's first message: which device it wants, and how many seconds opening it may take. */
export const ProxyConfiguration = cid(ProxyControl, 1, 'configuration', {
  set: struct({ devicePath: string(), timeout: u32 }),
  response: empty,
})

/** The versions of the device, told to clients when they are known or change. BCD, as in MsVersion. */
export const ProxyVersion = cid(ProxyControl, 2, 'version', {
  indication: struct({ mbimVersion: u16, mbimExtendedVersion: u16 }),
})
