/**
 * The IP side of this computer, behind the port `Network` of core: what leads packets into a dial interface, keeps those that dial
 * until the link is up, and lets them flow in the kernel from then on. `linuxNetwork` does it, `noNetwork` says why nothing is done.
 */
export { linuxNetwork, type LinuxNetworkOptions } from './linux/linux-network.ts'
export { systemKernel } from './linux/system-kernel.ts'
export type { Kernel } from './linux/kernel.ts'
export type { RecordFolders } from './linux/record.ts'
export { noNetwork } from './none.ts'
export { resolverPaths } from './linux/resolver.ts'
