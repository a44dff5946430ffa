/** chat, which pppd has speak with modems, carries out the scripts that we write: on a pty, with the modem played by the test. */
import { spawn } from 'node:child_process'
import { closeSync, constants, openSync, writeFileSync } from 'node:fs'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { SerialLineSettings } from '../../src/core/index.ts'
import { answerScript, CHAT_ABORTS, dialScript, sent } from '../../src/driver/ppp/chat-script.ts'
import { NonBlockingFile, Pty } from '../../src/native/index.ts'
import { scratch } from '../support/scratch.ts'
import { requirePeer } from './peer.ts'

const line: SerialLineSettings = {
  kind: 'serial',
  device: '/dev/ttyUSB0',
  speed: 115_200,
  flowControl: 'hardware',
  number: '*99***1#',
  init: [],
}

/** What chat says to a modem that answers each command in turn, and how it ends. */
async function talk(
  script: string,
  answer: (command: string) => string,
): Promise<{ readonly heard: readonly string[]; readonly status: number }> {
  using folder = scratch()
  using pty = Pty.open()
  const file = join(folder.path, 'chat')
  writeFileSync(file, script)
  const heard: string[] = []
  let text = ''
  const decoder = new TextDecoder('latin1')
  const modem = new NonBlockingFile(pty.duplicate(), {
    data: (bytes) => {
      text += decoder.decode(bytes)
      const commands = text.split('\r')
      text = commands.pop() ?? ''
      heard.push(...commands)
      for (const command of commands) modem.write(Buffer.from(answer(command)))
    },
    ended: () => undefined,
  })
  const end = openSync(pty.path, constants.O_RDWR | constants.O_NOCTTY)
  try {
    const chat = spawn('/usr/sbin/chat', ['-S', '-f', file], { stdio: [end, end, 'ignore'] })
    const [status] = (await once(chat, 'exit')) as [number]
    return { heard, status }
  } finally {
    closeSync(end)
    modem[Symbol.dispose]()
  }
}

const OK = '\r\nOK\r\n'

requirePeer('chat', 'apt-get install ppp')('chat', () => {
  test('dials as the script says', async () => {
    const script = dialScript({ ...line, apn: 'internet.example', init: ['AT+CFUN=1'] })
    const { heard, status } = await talk(script, (command) =>
      command.startsWith('ATD') ? '\r\nCONNECT 115200\r\n' : OK,
    )
    expect(heard).toEqual([
      'ATZ',
      'ATE0V1Q0',
      'AT+CFUN=1',
      'AT+CGDCONT=1,"IP","internet.example"',
      'ATD*99***1#',
    ])
    expect(status).toBe(0)
  })

  test.each(CHAT_ABORTS.map(([words], index) => [words, index + 4] as const))(
    'ends at %s with %i',
    async (words, code) => {
      const { status } = await talk(dialScript(line), (command) =>
        command.startsWith('ATD') ? `\r\n${words}\r\n` : OK,
      )
      expect(status).toBe(code)
    },
  )

  test('takes a call when one comes, and not before', async () => {
    const { heard, status } = await talk(answerScript(line), (command) => {
      if (command === 'ATA') return '\r\nCONNECT 9600\r\n'
      return command === 'ATS0=0' ? `${OK}\r\nRING\r\n` : OK
    })
    expect([heard, status]).toEqual([['ATZ', 'ATE0V1Q0', 'ATS0=0', 'ATA'], 0])
  })

  test('sends every character that a command may have as it is', async () => {
    const all = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).join('')
    const commands = [
      `AT${all}`,
      String.raw`AT\c\q\d\T\134^C$HOME`,
      `AT'"@/etc/passwd"'`,
      'AT\\',
      'at-BREAK-EOT',
    ]
    const script = `TIMEOUT 10\n${commands.map((one, index) => `${index === 0 ? "''" : 'OK'} ${sent(one)}`).join('\n')}\nOK \\c\n`
    expect(await talk(script, () => OK)).toEqual({ heard: commands, status: 0 })
  })
})
