/** The manual page, as `man` shows it. */
import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { requirePeer } from './peer.ts'

requirePeer('man', 'apt-get install man-db')('the manual page', () => {
  const show = (width: number): { readonly stdout: string; readonly stderr: string } =>
    spawnSync('man', ['--warnings', '-E', 'UTF-8', '-l', 'man/dialtone.1'], {
      encoding: 'utf8',
      env: { ...process.env, MANWIDTH: width.toString(), LC_ALL: 'C.UTF-8', MANPAGER: 'cat' },
    })

  test('is formatted without a warning, also on a narrow terminal', () => {
    expect(show(80).stderr).toBe('')
    expect(show(60).stderr).toBe('')
  })

  test('names its parts, and shows what is to be typed as it is typed', () => {
    const { stdout } = show(80)
    for (const part of [
      'NAME',
      'SYNOPSIS',
      'OPTIONS',
      'COMMANDS',
      'EXIT STATUS',
      'ENVIRONMENT',
      'EXAMPLES',
    ]) {
      expect(stdout).toMatch(new RegExp(`^${part}$`, 'm'))
    }
    expect(stdout).toContain('dialtone dial set [options] interface')
    expect(stdout).toContain('--idle-timeout <time>')
  })
})
