import { symlinkSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { SysfsTree } from '../../test/support/sysfs-tree.ts'
import { fromHex } from '../base/index.ts'
import { controlDeviceAt, findControlDevices } from './find.ts'
import { holderOf } from './holder.ts'

let sysfs: SysfsTree
beforeEach(() => {
  sysfs = new SysfsTree()
})
afterEach(() => {
  sysfs[Symbol.dispose]()
})

const find = () => findControlDevices(sysfs.options)
const dev = (name: string): string => sysfs.dev(name)

describe('control devices in sysfs', () => {
  test('a machine without modems has none', () => {
    expect(find()).toEqual([])
  })

  test('cdc-wdm devices bound to cdc_mbim, in natural order, each with its network device', () => {
    sysfs.plug('1-10', 'cdc-wdm10', 'wwan1')
    sysfs.plug('1-2', 'cdc-wdm2', 'wwan0')
    sysfs.plug('1-3', 'cdc-wdm3', 'wwan2', 'qmi_wwan')
    expect(find()).toEqual([
      { path: dev('cdc-wdm2'), link: 'wwan0' },
      { path: dev('cdc-wdm10'), link: 'wwan1' },
    ])
  })

  test('MBIM ports of the wwan subsystem, others left alone', () => {
    const wwan = 'sys/devices/pci0/0000:02:00.0/wwan/wwan0'
    sysfs.add({
      [`${wwan}/wwan0mbim0/type`]: 'MBIM\n',
      [`${wwan}/wwan0at0/type`]: 'AT\n',
      [`${wwan}/net/wwan0`]: '',
      [`${wwan}/wwan0mbim0/device`]: `→ ${wwan}`,
      [`${wwan}/wwan0at0/device`]: `→ ${wwan}`,
      'sys/class/wwan/wwan0': `→ ${wwan}`,
      'sys/class/wwan/wwan0mbim0': `→ ${wwan}/wwan0mbim0`,
      'sys/class/wwan/wwan0at0': `→ ${wwan}/wwan0at0`,
    })
    expect(find()).toEqual([{ path: dev('wwan0mbim0'), link: 'wwan0' }])
  })

  test('a USB modem that shows as both is one modem', () => {
    sysfs.plug('1-1', 'cdc-wdm0', 'wwan0')
    const wwan = 'sys/devices/pci0/usb1/1-1/1-1:1.0/wwan/wwan0'
    sysfs.add({
      [`${wwan}/wwan0mbim0/type`]: 'MBIM\n',
      [`${wwan}/wwan0mbim0/device`]: `→ ${wwan}`,
      'sys/class/wwan/wwan0mbim0': `→ ${wwan}/wwan0mbim0`,
    })
    expect(find()).toEqual([{ path: dev('cdc-wdm0'), link: 'wwan0' }])
  })

  test('a USB modem tells in its descriptors how many commands it takes at once', () => {
    sysfs.plug('1-1', 'cdc-wdm0', 'wwan0')
    sysfs.add({ 'sys/devices/pci0/usb1/1-1/1-1:1.0/bInterfaceNumber': '00\n' })
    const descriptors = fromHex(
      '09 04 00 00 01 02 0e 00 00 0c 24 1b 00 01 00 10 20 80 00 08 20 08 24 1c 00 01 10 dc 05',
    )
    writeFileSync(sysfs.path('sys/devices/pci0/usb1/1-1/descriptors'), descriptors)
    expect(find()).toEqual([{ path: dev('cdc-wdm0'), link: 'wwan0', maxOutstanding: 16 }])
  })

  test('a modem without network device has no link', () => {
    sysfs.plug('1-1', 'cdc-wdm0', 'wwan0')
    sysfs.remove('sys/devices/pci0/usb1/1-1/1-1:1.0/net')
    expect(find()).toEqual([{ path: dev('cdc-wdm0') }])
  })

  test('a device that was named is looked up, also through a link; a pty is just a path', () => {
    sysfs.plug('1-1', 'cdc-wdm0', 'wwan0')
    sysfs.add({ 'dev/cdc-wdm0': 'x' })
    symlinkSync(dev('cdc-wdm0'), dev('modem'))
    expect(controlDeviceAt(dev('modem'), sysfs.options)).toEqual({ path: dev('modem'), link: 'wwan0' })
    expect(controlDeviceAt('/dev/pts/0', sysfs.options)).toEqual({ path: '/dev/pts/0' })
  })
})

describe('who holds a device', () => {
  const procfs = () => ({ procfs: sysfs.path('proc'), self: 7 })

  test('another process that has it open, by number and name', () => {
    sysfs.add({
      'dev/cdc-wdm0': 'x',
      'proc/7/comm': 'node\n',
      'proc/42/comm': 'ModemManager\n',
      'proc/42/fd': '',
    })
    sysfs.add({ 'proc/self': '', 'proc/99': '' })
    symlinkSync('/dev/null', sysfs.path('proc/42/fd/0'))
    expect(holderOf(dev('cdc-wdm0'), procfs())).toBeUndefined()
    symlinkSync(dev('cdc-wdm0'), sysfs.path('proc/42/fd/5'))
    expect(holderOf(dev('cdc-wdm0'), procfs())).toEqual({ pid: 42, name: 'ModemManager' })
  })

  test('ourselves does not count, nor does a device that is not there', () => {
    sysfs.add({ 'dev/cdc-wdm0': 'x', 'proc/7/fd': '' })
    symlinkSync(dev('cdc-wdm0'), sysfs.path('proc/7/fd/5'))
    expect(holderOf(dev('cdc-wdm0'), procfs())).toBeUndefined()
    expect(holderOf(dev('cdc-wdm9'), procfs())).toBeUndefined()
  })

  test('on this machine it can be asked at all', () => {
    expect(holderOf('/dev/null', { self: 0 })?.pid).toBeGreaterThan(0)
  })
})
