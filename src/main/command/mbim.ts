/** `dialtone mbim decode`: frames in words, for people who debug modems. */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { Option } from 'commander'
import { DialtoneError, fromHex } from '../../base/index.ts'
import { plain, refuse, type Context, type Define } from '../../face/cli/index.ts'
import {
  describe,
  describeAsJson,
  FrameSplitter,
  readHeader,
  Reassembler,
  WireError,
  type DescribeOptions,
  type MbimExVersion,
} from '../../mbim/index.ts'

interface DecodeOptions {
  readonly direction?: 'host' | 'function'
  readonly mbimex: '1' | '2' | '3' | '4'
}

export const mbim: Define = (command, context) => {
  command
    .command('decode')
    .description(
      'Print MBIM frames in words: message type, service, CID and every field. ' +
        'Frames follow one another; fragments are put together. Secret and personal fields are hidden.',
    )
    .argument(
      '[input...]',
      'hexadecimal text, a file of bytes or of hexadecimal text, or - for standard input',
    )
    .addOption(
      new Option(
        '--direction <from>',
        'who sent the frames: a type that only the other end sends is remarked',
      ).choices(['host', 'function']),
    )
    .addOption(
      new Option('--mbimex <version>', 'the version that both ends agreed on, 1 being MBIM 1.0')
        .choices(['1', '2', '3', '4'])
        .default('1'),
    )
    .addHelpText(
      'after',
      `
With --json: one JSON object a frame and line.
What cannot be read is said with its place in the input; what comes before is printed, and the exit code is 1.

Examples:
  $ npx dialtone mbim decode 01000000100000000100000000100000
  $ npx dialtone mbim decode capture.bin
  $ mbimcli -d /dev/cdc-wdm0 --verbose-full --query-device-caps | sed -n 's/.*data *= //p' | npx dialtone mbim decode`,
    )
    .action((input: readonly string[], options: DecodeOptions) => decode(context, input, options))
}

async function decode(context: Context, input: readonly string[], options: DecodeOptions): Promise<void> {
  const { output } = context
  const bytes = await readBytes(context, input)
  if (bytes.length === 0) throw new DialtoneError('invalid_argument', 'there is nothing to decode')
  const settings: DescribeOptions = {
    version: Number(options.mbimex) as MbimExVersion, // one of the choices
    reveal: context.options.reveal === true,
    ...(options.direction === undefined ? {} : { from: options.direction }),
  }
  const show = async (frame: Uint8Array): Promise<void> => {
    if (output.json) await output.record(describeAsJson(frame, settings))
    else for (const line of describe(frame, settings).split('\n')) output.line(plain(line))
  }
  const splitter = new FrameSplitter({ maxFrame: Infinity })
  const { frames, error } = splitter.push(bytes)
  const reassembler = new Reassembler({ maxBytes: bytes.length })
  let at = 0
  for (const [index, frame] of frames.entries()) {
    if (index > 0 && !output.json) output.line()
    try {
      await show(frame)
      const whole = reassembler.push(frame, 0)
      if (readHeader(frame).totalFragments > 1 && whole.outcome === 'message') {
        if (!output.json) output.line('\nPut together from its fragments:')
        await show(whole.message)
      }
    } catch (thrown) {
      throw placed(thrown, index, at)
    }
    at += frame.length
  }
  if (error !== undefined) throw placed(error, frames.length, at)
  if (splitter.held > 0) {
    try {
      readHeader(bytes.subarray(at)) // which says what keeps this from being a frame
    } catch (thrown) {
      throw placed(thrown, frames.length, at)
    }
  }
}

/** The same failure, with the frame's number and place in the whole input. */
function placed(thrown: unknown, index: number, at: number): unknown {
  if (!(thrown instanceof WireError)) return thrown
  return new DialtoneError('invalid_frame', `frame ${index + 1}, at byte ${at}: ${thrown.message}`, {
    cause: thrown,
    detail: { frame: index + 1, offset: at + thrown.offset },
  })
}

async function readBytes({ host }: Context, input: readonly string[]): Promise<Uint8Array> {
  const [first, ...others] = input
  if (first === undefined || (first === '-' && others.length === 0)) return asBytes(await host.readInput())
  const isHex = /^(0x)?[0-9a-f]{2}([0-9a-f\s:,-]|0x)*$/i.test(first) && !existsSync(first)
  if (others.length > 0 || isHex) return fromHex(input.join(' '))
  return asBytes(await readFile(first).catch((thrown: unknown) => refuse(first, thrown)))
}

/** Files hold frames, or hexadecimal text of them: a frame begins with a message type, which no text does. */
function asBytes(content: Uint8Array): Uint8Array {
  const isText = content.every((byte) => byte >= 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d)
  return isText ? fromHex(new TextDecoder().decode(content)) : content
}
