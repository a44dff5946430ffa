/** The peer of the codec's benchmark: `libmbim-codec.c`, compiled against the libmbim of this machine. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Nanoseconds a time. */
export interface Figures {
  readonly encode: number
  /** From a message that is parsed already. */
  readonly decode: number
  /** From the bytes of the message. */
  readonly receive: number
}

export interface LibmbimRun {
  readonly figures: Figures
  /** The CONNECT set that was encoded, in hexadecimal. */
  readonly encoded: string
  /** The fields of the DEVICE_CAPS response: numbers and texts. */
  readonly decoded: readonly string[]
}

export interface Libmbim extends Disposable {
  readonly version: string
  /** Measures, decoding this response. */
  run(response: Uint8Array): LibmbimRun
}

/** Nothing where the compiler or the library is not installed. */
export function compileLibmbim(): Libmbim | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'dialtone-bench-'))
  const remove = (): void => rmSync(folder, { recursive: true })
  try {
    const version = execFileSync('pkg-config', ['--modversion', 'mbim-glib'], { encoding: 'utf8' })
    const flags = execFileSync('pkg-config', ['--cflags', '--libs', 'mbim-glib'], { encoding: 'utf8' })
    const program = join(folder, 'libmbim-codec')
    const source = join(import.meta.dirname, 'libmbim-codec.c')
    execFileSync('gcc', ['-O2', '-o', program, source, ...flags.trim().split(/\s+/)])
    return {
      version: version.trim(),
      run: (response) => runProgram(program, response),
      [Symbol.dispose]: remove,
    }
  } catch {
    remove()
    return undefined
  }
}

function runProgram(program: string, response: Uint8Array): LibmbimRun {
  const output = execFileSync(program, { input: Buffer.from(response).toString('hex'), encoding: 'utf8' })
  const values = new Map(
    output
      .trimEnd()
      .split('\n')
      .map((line) => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)]),
  )
  const value = (name: string): string => {
    const found = values.get(name)
    if (found === undefined) throw new Error(`the peer does not tell "${name}":\n${output}`)
    return found
  }
  return {
    figures: {
      encode: Number(value('encode')),
      decode: Number(value('decode')),
      receive: Number(value('receive')),
    },
    encoded: value('encoded'),
    decoded: value('decoded').split('\t'),
  }
}
