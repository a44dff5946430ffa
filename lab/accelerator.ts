/**
 * Who runs the guest's processor: this machine's (`kvm`), or QEMU, which translates instruction by instruction and is some ten times
 * slower (`tcg`). That `/dev/kvm` can be opened does not say that it works: inside a virtual machine it may run a while and stop.
 */
import { accessSync, constants } from 'node:fs'

export const ACCELERATORS = ['kvm', 'tcg'] as const
export type Accelerator = (typeof ACCELERATORS)[number]

/** The module of a kernel that runs guests by itself; `kvm_pvm`, without help of the processor, is not made for any guest. */
const HARDWARE = ['/sys/module/kvm_intel', '/sys/module/kvm_amd']

/** The fastest that can be expected to work here. */
export function bestAccelerator(): Accelerator {
  try {
    accessSync('/dev/kvm', constants.R_OK | constants.W_OK)
  } catch {
    return 'tcg'
  }
  return HARDWARE.some(isThere) ? 'kvm' : 'tcg'
}

function isThere(path: string): boolean {
  try {
    accessSync(path)
    return true
  } catch {
    return false
  }
}

/** QEMU's options. Emulated, one processor is enough: what the guest does is one thing after the other. */
export const acceleration = (accelerator: Accelerator): readonly string[] =>
  accelerator === 'kvm'
    ? ['-accel', 'kvm', '-cpu', 'host', '-smp', '2']
    : ['-accel', 'tcg,thread=multi', '-cpu', 'max', '-smp', '1']
