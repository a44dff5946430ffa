/**
 * What of this machine a PPP link needs: processes, devices and what the kernel has for them. Behind it so that supervision is
 * tested without a kernel that has PPP.
 */
import type { Cause, PppDialerSettings } from '../../core/index.ts'
import type { SessionFolder } from './session-folder.ts'

/** How a process ended, as far as that is known: of one that was not our child nothing is. */
export interface ProcessEnd {
  readonly status?: number
  readonly signal?: string
}

export interface PppdProcess {
  readonly pid: number
  /** Resolves once it is gone. */
  readonly ended: Promise<ProcessEnd>
  /** Only ever reaches this process, however old its number. */
  signal(signal: 'SIGTERM' | 'SIGKILL'): void
}

export interface PppHost {
  /** Why no link at all can be brought up here. */
  obstacle(): Cause | undefined
  /** Why this line cannot be dialled with: `no_device` where it is not there, `busy` where another program has it. */
  lineObstacle(line: PppDialerSettings['line']): Cause | undefined
  /** Starts pppd with what is in the folder. It goes on without us. */
  start(folder: SessionFolder): PppdProcess
  /** The pppd that was started with this folder, if it still runs. */
  find(folder: SessionFolder): PppdProcess | undefined
  /** Calls `changed` whenever something may have been told in the folder. */
  watch(folder: SessionFolder, changed: () => void): Disposable
  /** Of the network device of a link, where it is there: bytes. */
  mtu(link: string): number | undefined
  /** Whether a link may have IPv6: the kernel speaks it, and can be told to take no route from a router's advertisement. */
  hasIpv6(): boolean
  /** Of IPv6, of the network device of a link, beside the link-local one: what a router's advertisements have led to. */
  addresses(link: string): readonly string[]
}
