/** What `dialtone doctor` looks at, as plain data: gathered by `gather.ts`, judged by `examine.ts`. */
import type { Instant } from '../../base/index.ts'

export const KERNEL_MODULES = ['cdc_mbim', 'tun', 'nf_tables', 'ppp_generic'] as const
export type KernelModule = (typeof KERNEL_MODULES)[number]

/** What may be done with a file, a device or a socket. `denied`: it is there, and not for this user. */
export type Access = 'ok' | 'denied' | 'absent'

export interface Program {
  readonly pid: number
  /** As the kernel keeps it: at most 15 characters. */
  readonly name: string
}

export interface Facts {
  readonly now: Instant
  /** The release of this program, and when it was made: no right clock shows an earlier time. */
  readonly version: string
  readonly made: Instant
  readonly node: string
  readonly oldestNode: number
  readonly root: boolean
  /** The network may be configured: CAP_NET_ADMIN and CAP_NET_RAW. */
  readonly mayConfigure: boolean
  /** Release of the kernel that runs. */
  readonly kernel: string
  /** Its modules are installed here; in a container they are its host's. */
  readonly hasModules: boolean
  /** `loadable`: the kernel has it and loads it when it is needed. */
  readonly modules: Readonly<Record<KernelModule, 'loaded' | 'loadable' | 'missing'>>
  readonly tun: Access
  readonly nftables: boolean
  /** The program that dials serial lines and PPPoE. */
  readonly pppd: boolean
  readonly udev: boolean
  readonly modems: readonly {
    readonly path: string
    readonly access: Access
    /** The group that owns the device. */
    readonly group?: string
    readonly holder?: Program
  }[]
  readonly modemManager?: Program
  /** A program listens on its socket. */
  readonly proxy: boolean
  readonly resolver: {
    readonly kind: 'systemd-resolved' | 'resolvconf' | 'file'
    readonly access: Access
  }
  readonly service: {
    readonly socket: string
    readonly access: Access
    /** What the service says of itself. */
    readonly version?: string
    /** The modems that it drives, by name. */
    readonly modems?: readonly string[]
    /** It keeps nothing: there is no state to look at. */
    readonly inMemory?: boolean
    /** Why it did not answer. */
    readonly trouble?: string
  }
  /** Of the service that runs, where it says; else of one that would be started here. */
  readonly state: {
    readonly folder: string
    /** Of the folder, or of the nearest one above it that is there. */
    readonly access: Access
    readonly free: number
  }
  readonly configuration: {
    readonly file: string
    readonly present: boolean
    readonly mistakes: readonly string[]
    /** The control devices of `modems.devices`. */
    readonly devices?: readonly {
      readonly path: string
      readonly access: Access
      /** By the service that runs, where one answers. */
      readonly isDriven?: boolean
    }[]
    /** It has a modem driven through ModemManager, and no other way. */
    readonly needsModemManager?: boolean
  }
  readonly dashboard: boolean
  /** There is a `src/` to build from. */
  readonly clone: boolean
}
