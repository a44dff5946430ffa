import { expect, test } from 'vitest'
import { createVirtualModem } from '../../virtual-modem.ts'
import { descriptorsOf } from './descriptors.ts'
import { responderNetwork } from '../../data-path/responder-network.ts'
import { mbimUsbDevice } from './mbim/mbim-usb-device.ts'

test('the descriptors of an MBIM function, byte by byte', () => {
  using modem = createVirtualModem({ name: 'virtual0' })
  const { device, configuration, strings } = descriptorsOf(
    mbimUsbDevice({ modem, network: responderNetwork() }).description,
  )
  const hex = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString('hex')
  expect(hex(device)).toBe('1201' + '0002' + 'ef0201' + '40' + '0912' + '0100' + '0001' + '010203' + '01')
  expect(hex(configuration)).toBe(
    '0902' + '5f00' + '02' + '01' + '00' + '80' + 'fa' +
      // The association, and the interface for control.
      '080b' + '0002' + '020e00' + '00' +
      '0904' + '00' + '00' + '01' + '020e00' + '04' +
      '0524' + '00' + '1001' +
      '0524' + '06' + '00' + '01' +
      '0c24' + '1b' + '0001' + '0010' + '10' + 'c0' + '0008' + '28' +
      '0824' + '1c' + '0001' + '20' + 'dc05' +
      '0705' + '81' + '03' + '1000' + '05' +
      // The one for data, first without endpoints.
      '0904' + '01' + '00' + '00' + '0a0002' + '00' +
      '0904' + '01' + '01' + '02' + '0a0002' + '00' +
      '0705' + '82' + '02' + '0002' + '00' +
      '0705' + '03' + '02' + '0002' + '00',
  ) // prettier-ignore
  expect(hex(strings[0])).toBe('0403' + '0904')
  expect(hex(strings[1])).toBe('1203' + Buffer.from('Dialtone', 'utf16le').toString('hex'))
  const serial = Buffer.from(strings[3] ?? []).toString('utf16le', 2)
  expect(serial).toBe(modem.inside.equipment.imei)
})
