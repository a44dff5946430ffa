/** A pty under a path of choice: a symbolic link that leads to the terminal, and is there while the terminal is. */
import { lstatSync, readlinkSync, symlinkSync, unlinkSync } from 'node:fs'
import { dirname } from 'node:path'
import { DialtoneError } from '../../base/index.ts'
import { Pty } from '../../native/index.ts'

/** @throws DialtoneError `already_exists` when something else is at the path, `channel_failed` when it cannot be made */
export function openPty(path: string): Pty {
  let pty: Pty | undefined
  try {
    pty = Pty.open()
    checkPath(path)
    if (linkTarget(path) !== undefined) unlinkSync(path)
    symlinkSync(pty.path, path)
    return pty
  } catch (cause) {
    pty?.[Symbol.dispose]()
    if (cause instanceof DialtoneError) throw cause
    throw failed(path, cause)
  }
}

const WHY: Partial<Record<string, (folder: string) => string>> = {
  ENOENT: (folder) => `there is no folder ${folder}; make it, or choose another path`,
  ENOTDIR: (folder) => `${folder} is no folder; choose another path`,
  EACCES: (folder) => `this user may not write in ${folder}; choose another path`,
  EPERM: (folder) => `what is there in ${folder} is another user's; choose another path`,
  EROFS: (folder) => `${folder} is read-only; choose another path`,
}

function failed(path: string, cause: unknown): DialtoneError {
  const { code = '', message }: NodeJS.ErrnoException =
    cause instanceof Error ? cause : new Error(String(cause))
  const why = WHY[code]?.(dirname(path)) ?? message
  return new DialtoneError('channel_failed', `cannot make a pty at ${path}: ${why}`, { cause })
}

/** The path is gone, unless somebody else has taken it meanwhile. */
export function closePty(path: string, pty: Pty): void {
  if (linkTarget(path) === pty.path) unlinkSync(path)
  pty[Symbol.dispose]()
}

/**
 * Only a link that leads to a terminal can be one of ours.
 * @throws DialtoneError `already_exists`; `channel_failed` where it cannot be looked at
 */
export function checkPath(path: string): void {
  if (isFree(path)) return
  throw new DialtoneError(
    'already_exists',
    `${path} is there already and is no pty of ours; choose another path`,
  )
}

function isFree(path: string): boolean {
  try {
    const there = lstatSync(path, { throwIfNoEntry: false })
    return there === undefined || linkTarget(path)?.startsWith('/dev/pts/') === true
  } catch (cause) {
    throw failed(path, cause)
  }
}

function linkTarget(path: string): string | undefined {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true
    ? readlinkSync(path)
    : undefined
}
