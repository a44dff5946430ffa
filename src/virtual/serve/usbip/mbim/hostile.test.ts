/** A host may do to a function whatever the bus can carry, in any order: it is refused or done, and the modem goes on. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { VirtualClock, Seconds } from '../../../../base/index.ts'
import { responderNetwork } from '../../../data-path/responder-network.ts'
import { createVirtualModem } from '../../../virtual-modem.ts'
import { readSetup } from '../setup-packet.ts'
import { mbimUsbDevice } from './mbim-usb-device.ts'

type Deed =
  | { readonly do: 'control'; readonly setup: Uint8Array; readonly data: Uint8Array }
  | { readonly do: 'give' | 'take'; readonly endpoint: number; readonly data: Uint8Array }
  | { readonly do: 'select'; readonly number: number; readonly alternate: number }
  | { readonly do: 'configure'; readonly value: number }
  | { readonly do: 'reset' }

const bytes = fc.uint8Array({ maxLength: 80 })
/** Those of the class, mostly. */
const setup = fc
  .tuple(
    fc.constantFrom(0x21, 0xa1, 0x22, 0xc0, 0x40),
    fc.oneof(fc.constantFrom(0, 1, 5, 0x80, 0x83, 0x84, 0x85, 0x86, 0x87, 0x88), fc.nat(255)),
    fc.nat(3),
    fc.constantFrom(0, 0, 0, 1, 0x81),
    fc.nat(255),
  )
  .map(([type, request, value, index, length]) => Uint8Array.of(type, request, value, 0, index, 0, length, 0))
/** A block that begins like one. */
const block = fc
  .tuple(fc.constantFrom('NCMH\x0c\0', 'ncmh\x10\0'), bytes)
  .map(([head, rest]) => Uint8Array.from([...Buffer.from(head, 'latin1'), ...rest]))
/** A message of MBIM that begins like one: OPEN, CLOSE, a command, an error. */
const message = fc
  .tuple(fc.constantFrom(1, 2, 3, 4, 0x80), bytes)
  .map(([type, rest]) => Uint8Array.from([type, 0, 0, 0, 12 + rest.length, 0, 0, 0, 1, 0, 0, 0, ...rest]))
const deed: fc.Arbitrary<Deed> = fc.oneof(
  fc.record({ do: fc.constant('control' as const), setup, data: fc.oneof(bytes, message) }),
  fc.record({
    do: fc.constant('control' as const),
    setup: fc.constant(Uint8Array.of(0x21, 0, 0, 0, 0, 0, 0, 0)),
    data: message,
  }),
  fc.record({
    do: fc.constantFrom('give' as const, 'take' as const),
    endpoint: fc.constantFrom(0x81, 0x82, 0x03, 0x04),
    data: fc.oneof(bytes, block),
  }),
  fc.record({ do: fc.constant('select' as const), number: fc.nat(2), alternate: fc.nat(1) }),
  fc.record({ do: fc.constant('configure' as const), value: fc.nat(1) }),
  fc.record({ do: fc.constant('reset' as const) }),
)

test('whatever a host does, it is answered, in transfers that are no longer than it asked for', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { maxLength: 60 }), async (deeds) => {
      const clock = new VirtualClock()
      using modem = createVirtualModem({ name: 'virtual0', clock, timing: 'instant' })
      await clock.advance(Seconds(1))
      const device = mbimUsbDevice({ modem, network: responderNetwork() })
      using host = device.connect({ ready: () => undefined, gone: () => undefined })
      host.configure(1)
      host.select(1, 1)
      for (const one of deeds) {
        if (one.do === 'control') host.control(readSetup(one.setup), one.data)
        else if (one.do === 'give') await host.give(one.endpoint, one.data)
        else if (one.do === 'select') host.select(one.number, one.alternate)
        else if (one.do === 'configure') host.configure(one.value)
        else if (one.do === 'reset') host.reset()
        else {
          expect(host.take(one.endpoint, one.data.length)?.length ?? 0).toBeLessThanOrEqual(one.data.length)
        }
        await Promise.resolve()
      }
      // It still is a modem.
      host.configure(1)
      host.control(
        readSetup(Uint8Array.of(0x21, 0, 0, 0, 0, 0, 16, 0)),
        Uint8Array.of(1, 0, 0, 0, 16, 0, 0, 0, 9, 0, 0, 0, 0, 16, 0, 0),
      )
      for (let turn = 0; turn < 20 && !modem.isOpen; turn++) await Promise.resolve()
      expect(modem.isOpen).toBe(true)
    }),
    { numRuns: 200 },
  )
})
