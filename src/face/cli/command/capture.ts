/** `dialtone capture status|start|stop|save`: what passed between the service and its modems, as a file for Wireshark. */
import { writeFile } from 'node:fs/promises'
import { InvalidArgumentError, Option } from 'commander'
import {
  DialtoneError,
  formatDuration,
  formatSize,
  Milliseconds,
  parseDuration,
  parseSize,
} from '../../../base/index.ts'
import type { CaptureStatus, Recorded } from '../../../api/index.ts'
import type { Context } from '../context.ts'
import type { Define } from '../command-entry.ts'
import { formatBytes } from '../text/bytes.ts'
import { plain } from '../text/plain.ts'
import { dateAndTime } from '../text/time.ts'

interface LimitFlags {
  readonly maxSize?: number
  readonly maxAge?: number
}

interface SaveFlags {
  readonly output?: string
  readonly last?: number
  readonly modem?: string
  readonly capture?: true
}

export const capture: Define = (command, context) => {
  command
    .command('status')
    .description('Show what the recorder has, and whether a capture is running.')
    .addHelpText('after', '\nExamples:\n  $ npx dialtone capture status')
    .action(async () => say(context, await context.service.captureStatus()))
  command
    .command('start')
    .description(
      'Begin a capture that keeps everything until it is stopped, or at one of its limits. It takes the place of the one ' +
        'before. The recorder, which forgets the oldest, goes on beside it.',
    )
    .addOption(
      new Option('--max-size <size>', 'ends it, such as 100MB; 16 MiB unless told').argParser(sizeOf),
    )
    .addOption(new Option('--max-age <time>', 'ends it, such as 2h; a day unless told').argParser(durationOf))
    .addHelpText(
      'after',
      `
Examples:
  $ npx dialtone capture start
  $ npx dialtone capture start --max-age 30min
  $ npx dialtone capture stop
  $ npx dialtone capture save --capture -o attach-fails.pcapng`,
    )
    .action(async (limits: LimitFlags) => {
      const status = await context.service.startCapture(limits)
      if (context.output.json) context.output.document(status)
      else context.output.line('The capture is running. End it with "dialtone capture stop".')
    })
  command
    .command('stop')
    .description('End the capture that is running. It stays until another one is begun.')
    .addHelpText('after', '\nExamples:\n  $ npx dialtone capture stop')
    .action(async () => {
      const status = await context.service.stopCapture()
      if (context.output.json) context.output.document(status)
      else context.output.line('The capture has ended. Save it with "dialtone capture save --capture".')
    })
  command
    .command('save')
    .description(
      'Write what the recorder has to a file that Wireshark opens, with what was decided between the frames. Secrets are ' +
        'never in it; personal data is in it with --reveal only.',
    )
    .option('-o, --output <file>', 'the file to write; named by the time unless told, standard output for -')
    .addOption(new Option('--last <time>', 'no more than the last 10min, 2h …').argParser(durationOf))
    .option('--modem <name>', 'the frames of this modem alone')
    .option('--capture', 'the capture that was started, in place of what the recorder has')
    .addHelpText(
      'after',
      `
Examples:
  $ npx dialtone capture save
  $ npx dialtone capture save --last 10min --modem modem0 -o drop.pcapng
  $ npx dialtone --router branch-7 capture save -o branch-7.pcapng
  $ tshark -r drop.pcapng`,
    )
    .action(async ({ output: to, last, modem, capture: own }: SaveFlags) => {
      const { service, output, options, host } = context
      const { reveal = false } = options
      const file = await service.saveCapture(
        {
          ...(own === true && { source: 'capture' as const }),
          ...(last !== undefined && { last }),
          ...(modem !== undefined && { modem }),
        },
        { reveal },
      )
      if (to === '-') {
        host.stdout.write(file)
        return
      }
      const path =
        to ?? `dialtone-${new Date(host.clock.now()).toISOString().slice(0, 19).replaceAll(':', '')}.pcapng`
      // Whoever it is for, it is to be given by its owner.
      await writeFile(path, file, { mode: 0o600 }).catch((thrown: unknown) => refuse(path, thrown))
      if (output.json) output.document({ file: path, size: file.length, reveal })
      else {
        output.line(`${plain(path)}: ${formatBytes(file.length)}`)
        if (reveal) output.note('It holds personal data: IMEI, IMSI, ICCID, numbers and texts of messages.')
      }
    })
}

function say({ output }: Context, status: CaptureStatus): void {
  if (output.json) {
    output.document(status)
    return
  }
  const { recorder, capture: own } = status
  output.line(output.style('bold', `Recorder: ${recorder.enabled ? 'records' : 'does not record'}`))
  output.fields(fieldsOf(recorder), '  ')
  if (own === undefined) return
  const state = own.running
    ? 'running'
    : { stopped: 'was stopped', full: 'ended at its limit', restarted: 'ended with the service' }[
        own.ended ?? 'stopped'
      ]
  output.line(output.style('bold', `Capture: ${state}`))
  output.fields(fieldsOf(own), '  ')
}

function fieldsOf({ size, maxSize, maxAge, since, lost, trouble }: Recorded): (readonly [string, string])[] {
  return [
    [
      'Kept',
      `${formatBytes(size)} of ${formatSize(maxSize)}, of the last ${formatDuration(Milliseconds(maxAge))} at the most`,
    ],
    ...(since === undefined ? [] : [['Since', dateAndTime(since)] as const]),
    ...(lost === 0 ? [] : [['Lost', `${lost} frames and notes`] as const]),
    ...(trouble === undefined ? [] : [['Trouble', plain(trouble.message)] as const]),
  ]
}

function durationOf(text: string): number {
  const duration = parseDuration(text)
  if (duration === undefined || duration <= 0) {
    throw new InvalidArgumentError('It has to be a duration, such as 90s, 10min or 2h.')
  }
  return duration
}

function sizeOf(text: string): number {
  const size = parseSize(text)
  if (size === undefined) throw new InvalidArgumentError('It has to be a size, such as 512KiB or 100MB.')
  return size
}

/** The words of the system name its call and the path once more. */
const REFUSALS: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'there is no such folder'],
  ['ENOTDIR', 'what should be a folder on its way is none'],
  ['EISDIR', 'it is a folder'],
  ['EACCES', 'you may not write there'],
  ['EPERM', 'you may not write there'],
  ['EROFS', 'nothing can be written there'],
  ['ENOSPC', 'the disk is full'],
])

function refuse(path: string, thrown: unknown): never {
  // Errors of the file system say in `message` what they are.
  const { code, message } = thrown as NodeJS.ErrnoException
  const denied = code === 'EACCES' || code === 'EPERM' || code === 'EROFS'
  throw new DialtoneError(
    denied ? 'access_denied' : code === 'ENOENT' ? 'not_found' : 'invalid_argument',
    `${path} cannot be written: ${REFUSALS.get(code ?? '') ?? message}`,
    {
      cause: thrown,
    },
  )
}
