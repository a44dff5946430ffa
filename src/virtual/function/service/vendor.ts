/**
 * The device service of the virtual modem's own vendor: commands whose every answer is known beforehand, to try out what
 * goes through as it is. It has words of its own for no host: to them it is a UUID.
 */
import { cid, codec, empty, service, Status } from '../../../mbim/index.ts'
import { Answer, indication, query, set, type Part } from '../part.ts'

const { bytesRest, struct, u32 } = codec

export const VirtualVendor = service(
  'virtual-vendor',
  'd0c2e957-2dcb-408c-859f-3373e84c88b4',
  'What the virtual modem has of its own',
)

const anything = struct({ data: bytesRest })

/** Answers with what it was sent. */
export const VendorEcho = cid(VirtualVendor, 1, 'echo', {
  query: anything,
  set: anything,
  response: anything,
})

/** How often it was asked since power-on; setting it counts from there. */
export const VendorCounter = cid(VirtualVendor, 2, 'counter', {
  query: empty,
  set: struct({ value: u32 }),
  response: struct({ value: u32 }),
})

/** Is indicated with what it was set to, after the answer. */
export const VendorNotice = cid(VirtualVendor, 3, 'notice', {
  set: anything,
  response: empty,
  indication: anything,
})

/** Fails with the status it is sent, and sends it back. */
export const VendorFailure = cid(VirtualVendor, 4, 'failure', {
  set: struct({ status: Status }),
  response: struct({ status: Status }),
  infoOnFailure: true,
})

/** Answers with so many bytes, which count up. */
export const VendorFill = cid(VirtualVendor, 5, 'fill', {
  query: struct({ length: u32 }),
  response: anything,
})

/** What a function puts together for one answer at the most. */
const LONGEST_FILL = 1024 * 1024 - 4096

export const virtualVendor: readonly Part[] = [
  query(VendorEcho, (_served, { data }) => ({ data })),
  set(VendorEcho, (_served, { data }) => ({ data })),

  query(VendorCounter, ({ modem }) => ({ value: modem.vendor.count() })),
  set(VendorCounter, ({ modem }, { value }) => ({ value: (modem.vendor.counter = value) })),

  set(VendorNotice, (served, { data }) => {
    const { modem } = served
    const said = data.slice()
    served.afterwards(() => {
      modem.vendor.say(said)
    })
    return {}
  }),
  indication(VendorNotice, 'vendor', ({ vendor }) => ({ data: vendor.said })),

  set(VendorFailure, (_served, { status }) => new Answer(status, { status })),
  query(VendorFill, (_served, { length }) =>
    length <= LONGEST_FILL
      ? { data: Uint8Array.from({ length }, (_, index) => index & 0xff) }
      : new Answer('invalid-parameters'),
  ),
]
