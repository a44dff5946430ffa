/** A pty under a path of choice: a symbolic link that leads to the terminal, and is there while the terminal is. */
import { lstatSync, readlinkSync, symlinkSync, unlinkSync } from 'node:fs'
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
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new DialtoneError('channel_failed', `cannot make a pty at ${path}: ${why}`, { cause })
  }
}

/** The path is gone, unless somebody else has taken it meanwhile. */
export function closePty(path: string, pty: Pty): void {
  if (linkTarget(path) === pty.path) unlinkSync(path)
  pty[Symbol.dispose]()
}

/**
 * Only a link that leads to a terminal can be one of ours.
 * @throws DialtoneError `already_exists`
 */
export function checkPath(path: string): void {
  const there = lstatSync(path, { throwIfNoEntry: false })
  if (there === undefined || linkTarget(path)?.startsWith('/dev/pts/') === true) return
  throw new DialtoneError(
    'already_exists',
    `${path} is there already and is no pty of ours; choose another path`,
  )
}

function linkTarget(path: string): string | undefined {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true
    ? readlinkSync(path)
    : undefined
}
