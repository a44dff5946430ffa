import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { fromHex } from '../base/index.ts'
import { controlDeviceAt, findControlDevices } from './find.ts'
import { holderOf } from './holder.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'dialtone-'))
})
afterEach(() => {
  rmSync(root, { recursive: true })
})

/** A tree of folders, files (text) and links (`→ path`), as sysfs has them. */
function tree(files: Readonly<Record<string, string>>): void {
  for (const [path, content] of Object.entries(files)) {
    const full = join(root, path)
    mkdirSync(content === '' ? full : dirname(full), { recursive: true })
    if (content.startsWith('→ ')) {
      const target = join(root, content.slice(2))
      mkdirSync(target, { recursive: true })
      symlinkSync(target, full)
    } else if (content !== '') writeFileSync(full, content)
  }
}

function usbModem(port: string, wdm: string, net: string, driver = 'cdc_mbim'): void {
  const control = `sys/devices/pci0/usb1/${port}/${port}:1.0`
  tree({
    [`${control}/usbmisc/${wdm}`]: '',
    [`${control}/net/${net}`]: '',
    [`${control}/driver`]: `→ sys/bus/usb/drivers/${driver}`,
    [`${control}/usbmisc/${wdm}/device`]: `→ ${control}`,
    [`sys/class/usbmisc/${wdm}`]: `→ ${control}/usbmisc/${wdm}`,
  })
}

const find = () => findControlDevices({ sysfs: join(root, 'sys'), dev: join(root, 'dev') })
const dev = (name: string): string => join(root, 'dev', name)

describe('control devices in sysfs', () => {
  test('a machine without modems has none', () => {
    expect(find()).toEqual([])
  })

  test('cdc-wdm devices bound to cdc_mbim, in natural order, each with its network device', () => {
    usbModem('1-10', 'cdc-wdm10', 'wwan1')
    usbModem('1-2', 'cdc-wdm2', 'wwan0')
    usbModem('1-3', 'cdc-wdm3', 'wwan2', 'qmi_wwan')
    expect(find()).toEqual([
      { path: dev('cdc-wdm2'), link: 'wwan0' },
      { path: dev('cdc-wdm10'), link: 'wwan1' },
    ])
  })

  test('MBIM ports of the wwan subsystem, others left alone', () => {
    const wwan = 'sys/devices/pci0/0000:02:00.0/wwan/wwan0'
    tree({
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
    usbModem('1-1', 'cdc-wdm0', 'wwan0')
    const wwan = 'sys/devices/pci0/usb1/1-1/1-1:1.0/wwan/wwan0'
    tree({
      [`${wwan}/wwan0mbim0/type`]: 'MBIM\n',
      [`${wwan}/wwan0mbim0/device`]: `→ ${wwan}`,
      'sys/class/wwan/wwan0mbim0': `→ ${wwan}/wwan0mbim0`,
    })
    expect(find()).toEqual([{ path: dev('cdc-wdm0'), link: 'wwan0' }])
  })

  test('a USB modem tells in its descriptors how many commands it takes at once', () => {
    usbModem('1-1', 'cdc-wdm0', 'wwan0')
    tree({ 'sys/devices/pci0/usb1/1-1/1-1:1.0/bInterfaceNumber': '00\n' })
    const descriptors = fromHex(
      '09 04 00 00 01 02 0e 00 00 0c 24 1b 00 01 00 10 20 80 00 08 20 08 24 1c 00 01 10 dc 05',
    )
    writeFileSync(join(root, 'sys/devices/pci0/usb1/1-1/descriptors'), descriptors)
    expect(find()).toEqual([{ path: dev('cdc-wdm0'), link: 'wwan0', maxOutstanding: 16 }])
  })

  test('a modem without network device has no link', () => {
    usbModem('1-1', 'cdc-wdm0', 'wwan0')
    rmSync(join(root, 'sys/devices/pci0/usb1/1-1/1-1:1.0/net'), { recursive: true })
    expect(find()).toEqual([{ path: dev('cdc-wdm0') }])
  })

  test('a device that was named is looked up, also through a link; a pty is just a path', () => {
    usbModem('1-1', 'cdc-wdm0', 'wwan0')
    tree({ 'dev/cdc-wdm0': 'x' })
    symlinkSync(dev('cdc-wdm0'), dev('modem'))
    const sysfs = { sysfs: join(root, 'sys') }
    expect(controlDeviceAt(dev('modem'), sysfs)).toEqual({ path: dev('modem'), link: 'wwan0' })
    expect(controlDeviceAt('/dev/pts/0', sysfs)).toEqual({ path: '/dev/pts/0' })
  })
})

describe('who holds a device', () => {
  const procfs = () => ({ procfs: join(root, 'proc'), self: 7 })

  test('another process that has it open, by number and name', () => {
    tree({ 'dev/cdc-wdm0': 'x', 'proc/7/comm': 'node\n', 'proc/42/comm': 'ModemManager\n', 'proc/42/fd': '' })
    tree({ 'proc/self': '', 'proc/99': '' })
    symlinkSync('/dev/null', join(root, 'proc/42/fd/0'))
    expect(holderOf(dev('cdc-wdm0'), procfs())).toBeUndefined()
    symlinkSync(dev('cdc-wdm0'), join(root, 'proc/42/fd/5'))
    expect(holderOf(dev('cdc-wdm0'), procfs())).toEqual({ pid: 42, name: 'ModemManager' })
  })

  test('ourselves does not count, nor does a device that is not there', () => {
    tree({ 'dev/cdc-wdm0': 'x', 'proc/7/fd': '' })
    symlinkSync(dev('cdc-wdm0'), join(root, 'proc/7/fd/5'))
    expect(holderOf(dev('cdc-wdm0'), procfs())).toBeUndefined()
    expect(holderOf(dev('cdc-wdm9'), procfs())).toBeUndefined()
  })

  test('on this machine it can be asked at all', () => {
    expect(holderOf('/dev/null', { self: 0 })?.pid).toBeGreaterThan(0)
  })
})
