/** A folder that looks like sysfs, procfs and /dev where a test needs it to. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

export class SysfsTree implements Disposable {
  readonly root = mkdtempSync(join(tmpdir(), 'dialtone-sysfs-'))

  /** Of `findControlDevices`. */
  get options(): { sysfs: string; dev: string } {
    return { sysfs: join(this.root, 'sys'), dev: join(this.root, 'dev') }
  }

  path(...names: string[]): string {
    return join(this.root, ...names)
  }

  dev(name: string): string {
    return this.path('dev', name)
  }

  /** Folders (an empty text), files (their text) and links (`→ path`), as sysfs has them. */
  add(files: Readonly<Record<string, string>>): void {
    for (const [path, content] of Object.entries(files)) {
      const full = this.path(path)
      mkdirSync(content === '' ? full : dirname(full), { recursive: true })
      if (content.startsWith('→ ')) {
        const target = this.path(content.slice(2))
        mkdirSync(target, { recursive: true })
        symlinkSync(target, full)
      } else if (content !== '') writeFileSync(full, content)
    }
  }

  /** A USB modem at a port, as the kernel shows it. */
  plug(port: string, wdm: string, net: string, driver = 'cdc_mbim'): void {
    const control = `sys/devices/pci0/usb1/${port}/${port}:1.0`
    this.add({
      [`${control}/usbmisc/${wdm}`]: '',
      [`${control}/net/${net}`]: '',
      [`${control}/driver`]: `→ sys/bus/usb/drivers/${driver}`,
      [`${control}/usbmisc/${wdm}/device`]: `→ ${control}`,
      [`sys/class/usbmisc/${wdm}`]: `→ ${control}/usbmisc/${wdm}`,
    })
  }

  unplug(port: string, wdm: string): void {
    rmSync(this.path('sys/class/usbmisc', wdm))
    rmSync(this.path('sys/devices/pci0/usb1', port), { recursive: true })
  }

  remove(path: string): void {
    rmSync(this.path(path), { recursive: true })
  }

  [Symbol.dispose](): void {
    rmSync(this.root, { recursive: true })
  }
}
