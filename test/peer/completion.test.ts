/** The completion of the command line in the shells themselves, against a service. */
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { execFileSync } from 'node:child_process'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { SCRIPTS, type Shell } from '../../src/face/cli/completion/script.ts'
import { openCommandLine, type CommandLine } from '../support/command-line.ts'
import { fakeDialInterface } from '../support/fake-dial.ts'
import { requirePeer } from './peer.ts'
import { openShell, type ShellSession } from './shell-session.ts'

let cli: CommandLine
let folder: string
let env: Record<string, string>

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dialtone-shell-'))
  cli = await openCommandLine()
  for (const name of ['branch', 'my office', `$(touch ${folder}/owned)`, '`id`;x', 'büro']) {
    const one = fakeDialInterface({ name, dialer: { kind: 'modem', modems: [], profile: 'internet' } })
    cli.service.dials.set(one.id, one)
  }
  symlinkSync(resolve('bin/dialtone.js'), join(folder, 'dialtone'))
  writeFileSync(join(folder, 'settings.xml'), '')
  for (const [shell, script] of Object.entries(SCRIPTS)) writeFileSync(join(folder, shell), script)
  env = { DIALTONE_SOCKET: cli.socket, HOME: folder, PATH: `${folder}:${process.env['PATH'] ?? ''}` }
})

afterAll(async () => {
  await cli[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true })
})

/** How each is begun, so that it asks for nothing and writes nothing, and what ends in a prompt of its own. */
const BEGIN: Record<Shell, { readonly command: string; readonly setUp: string }> = {
  bash: {
    command: 'bash --norc --noprofile -i',
    setUp: `source /usr/share/bash-completion/bash_completion; bind 'set bell-style none'; cd; source ./bash; PS1='> '; echo begun-$((1+1))\n`,
  },
  zsh: {
    command: 'zsh -f -i',
    setUp: `unsetopt zle_bracketed_paste; autoload -Uz compinit; compinit -u -d $HOME/dump; cd; source ./zsh; PS1='> '; setopt no_list_beep; print begun-$((1+1))\n`,
  },
  fish: {
    command: 'fish --no-config -i',
    setUp: `function fish_prompt; echo '> '; end; cd; source ./fish; echo begun-(math 1 + 1)\n`,
  },
}

async function begin(shell: Shell): Promise<ShellSession> {
  const session = openShell(BEGIN[shell].command, env)
  session.type(BEGIN[shell].setUp)
  await session.shows(/begun-2/)
  return session
}

/** Types, completes, and has the shell write down the words that it would have run. */
async function completed(session: ShellSession, shell: Shell, line: string, mark: string): Promise<string> {
  session.type(`${line}\t`)
  // What is typed meanwhile waits until the shell has completed.
  const sum = shell === 'fish' ? '(math 1 + 1)' : '$((1+1))'
  session.type(`\u0001printf '<%s>' \u0005 >${mark}; echo ${mark}-${sum}\n`)
  await session.shows(new RegExp(`${mark}-2`))
  return readFileSync(join(folder, mark), 'utf8')
}

const LINES: readonly (readonly [string, string])[] = [
  ['dialtone dial conn', '<dialtone><dial><connect>'],
  ['dialtone why br', '<dialtone><why><branch>'],
  ['dialtone why my', '<dialtone><why><my office>'],
  ['dialtone why \\`', '<dialtone><why><`id`;x>'],
  ['dialtone why bü', '<dialtone><why><büro>'],
  ['dialtone connect --modem mo', '<dialtone><connect><--modem><modem0>'],
  ['dialtone connect --modem=mo', '<dialtone><connect><--modem=modem0>'],
  ['dialtone connect int', '<dialtone><connect><internet>'],
  ['dialtone modem radio of', '<dialtone><modem><radio><off>'],
  ['dialtone profile add setti', '<dialtone><profile><add><settings.xml>'],
  ['dialtone modem show --rev', '<dialtone><modem><show><--reveal>'],
]

for (const shell of ['bash', 'zsh', 'fish'] as const) {
  requirePeer(shell, `apt-get install ${shell}`)(`completion in ${shell}`, () => {
    test('completes commands, options, names and files, and evaluates no name', async () => {
      await using session = await begin(shell)
      for (const [at, [line, expected]] of LINES.entries()) {
        const words = await completed(session, shell, line, `${shell}${at}`)
        expect([line, words]).toEqual([line, expected])
      }
      expect(existsSync(join(folder, 'owned'))).toBe(false)
    })

    test('says nothing where no service runs', async () => {
      env = { ...env, DIALTONE_SOCKET: join(folder, 'nobody') }
      await using session = await begin(shell)
      expect(await completed(session, shell, 'dialtone why br', `${shell}-none`)).toBe('<dialtone><why><br>')
      env = { ...env, DIALTONE_SOCKET: cli.socket }
    })
  })
}

test('what the command prints is what was tried', () => {
  const printed = execFileSync('dialtone', ['completion', 'bash'], {
    env: { ...process.env, ...env },
    encoding: 'utf8',
  })
  expect(printed).toBe(SCRIPTS.bash)
})
