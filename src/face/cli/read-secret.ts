/** Asks at the terminal for what nobody is to see: nothing is echoed, and nothing of it stays in a history. */
import { DialtoneError } from '../../base/index.ts'

const ENTER = /[\r\n\x04]/
const INTERRUPT = '\x03'
const ERASE = /[\x7f\b]/

/** @throws DialtoneError `invalid_argument` where standard input is no terminal; `cancelled` on Ctrl-C. */
export async function readSecret(
  prompt: string,
  stdin: NodeJS.ReadStream = process.stdin,
  stderr: { write(text: string): unknown } = process.stderr,
): Promise<string> {
  if (!stdin.isTTY) {
    throw new DialtoneError(
      'invalid_argument',
      'there is no terminal to ask at; give the code in a file by --pin-file FILE, or by --pin-file - from standard input',
    )
  }
  stderr.write(prompt)
  stdin.setRawMode(true)
  try {
    return await new Promise<string>((resolve, reject) => {
      let typed = ''
      const onData = (data: Buffer): void => {
        for (const character of data.toString('utf8')) {
          if (character === INTERRUPT) {
            stdin.off('data', onData)
            reject(new DialtoneError('cancelled', 'nothing was entered'))
            return
          }
          if (ENTER.test(character)) {
            stdin.off('data', onData)
            resolve(typed)
            return
          }
          typed = ERASE.test(character) ? typed.slice(0, -1) : typed + character
        }
      }
      stdin.on('data', onData)
      stdin.resume()
    })
  } finally {
    stdin.setRawMode(false)
    stdin.pause()
    stderr.write('\n')
  }
}
