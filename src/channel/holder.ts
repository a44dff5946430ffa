/**
 * Which other process has a device open. The kernel lets several programs open one cdc-wdm device, and each then steals
 * the others' answers: who finds a holder does better to leave the device alone.
 */
import { readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs'
import { join } from 'node:path'

export interface Holder {
  readonly pid: number
  /** The process's name as the kernel keeps it: at most 15 characters. */
  readonly name: string
}

/**
 * The first process but ours that holds `path`, as far as this user may see: the superuser sees every process, others
 * their own. `procfs` is where procfs is mounted.
 */
export function holderOf(path: string, options: { procfs?: string; self?: number } = {}): Holder | undefined {
  const { procfs = '/proc', self = process.pid } = options
  let target: string
  try {
    target = realpathSync(path)
  } catch {
    return undefined
  }
  for (const pid of list(procfs)) {
    if (!/^\d+$/.test(pid) || Number(pid) === self) continue
    const folder = join(procfs, pid, 'fd')
    if (list(folder).some((fd) => leadsTo(join(folder, fd), target))) {
      return { pid: Number(pid), name: nameOf(join(procfs, pid, 'comm')) }
    }
  }
  return undefined
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return [] // it ended meanwhile, or is not ours to look into
  }
}

function leadsTo(link: string, target: string): boolean {
  try {
    return readlinkSync(link) === target
  } catch {
    return false
  }
}

function nameOf(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch {
    return 'another program'
  }
}
