/** `dialtone sms list|show|send|delete|config`. Whoever has the right to messages sees their texts; nobody else sees any. */
import { Argument, InvalidArgumentError, Option } from 'commander'
import { DialtoneError } from '../../../base/index.ts'
import { describeMessageStore } from '../../../api/index.ts'
import { MESSAGE_FILTERS, type MessageFilter, type Modem, type OpenMessage } from '../../../core/index.ts'
import type { Define } from '../command-entry.ts'
import type { Context } from '../context.ts'
import { plain } from '../text/plain.ts'
import { dateAndTime } from '../text/time.ts'
import { awaitRequest } from './await-request.ts'
import { only } from './only.ts'

interface OfModem {
  readonly modem?: string
}

const MODEM = ['--modem <name>', 'name or id of the modem; the only one when left out'] as const

export const sms: Define = (command, context) => {
  command
    .command('list')
    .description('List the messages of a modem, as they are known; they do not count as read by this.')
    .addOption(new Option('--filter <which>', 'only these').choices(MESSAGE_FILTERS).default('all'))
    .option(...MODEM)
    .action(async (options: OfModem & { filter: MessageFilter }) => {
      const { output, service } = context
      const modem = await find(context, options)
      const messages = await service.messages({ modem: modem.id, filter: options.filter })
      if (output.json) output.document(messages)
      else if (messages.length === 0) output.note('There is no message.')
      else {
        output.table(
          [
            { title: 'MESSAGE' },
            { title: 'STATUS' },
            { title: 'NUMBER' },
            { title: 'TIME' },
            { title: 'TEXT', least: 20 },
          ],
          messages.map((one) => [
            nameOf(one, messages),
            statusOf(one),
            one.number ?? '',
            one.time === undefined ? '' : dateAndTime(one.time),
            contentOf(one).replace(/\s+/g, ' '),
          ]),
        )
      }
    })
  command
    .command('show')
    .description('Show one message, read from the modem; it counts as read from then on.')
    .argument('<message>', 'its place in the store, or its id, which may be cut short')
    .option(...MODEM)
    .action(async (name: string, options: OfModem) => {
      const { output, service } = context
      const modem = await find(context, options)
      const message = await service.message({ modem: modem.id, message: name })
      for (const index of message.indexes) {
        const { requestId } = await service.readMessages({ modem: modem.id, index })
        await awaitRequest(context, requestId)
      }
      if (output.json) output.document(message)
      else {
        output.fields(fieldsOf(message))
        output.line()
        for (const line of contentOf(message).split(/\r\n|\r|\n/)) output.line(plain(line))
      }
    })
  command
    .command('send')
    .description('Send a text, in as many parts as it takes.')
    .argument('<number>', 'whom it goes to')
    .addArgument(new Argument('[text]', 'what it says; standard input when left out'))
    .option('--report', 'ask the network what becomes of it')
    .option('--class <class>', '0 is shown at once and not stored', messageClass)
    .option(...MODEM)
    .addHelpText('after', EXAMPLES)
    .action(
      async (
        to: string,
        given: string | undefined,
        options: OfModem & { report?: boolean; class?: 0 | 1 | 2 | 3 },
      ) => {
        const { host, output, service } = context
        const modem = await find(context, options)
        const text = given ?? new TextDecoder().decode(await host.readInput()).replace(/\r?\n$/, '')
        const { requestId } = await service.sendMessage({
          modem: modem.id,
          to,
          text,
          ...(options.class !== undefined && { class: options.class }),
          ...(options.report === true && { report: true }),
        })
        const request = await awaitRequest(context, requestId)
        if (output.json) output.document(request)
        else {
          const count = request.references?.length ?? 1
          output.line(plain(`Sent to ${to}${count === 1 ? '' : ` in ${count} parts`}`))
        }
      },
    )
  command
    .command('delete')
    .description('Delete a message, or all of a kind.')
    .argument('[message]', 'its place in the store, or its id, which may be cut short')
    .addOption(new Option('--filter <which>', 'all of these').choices(MESSAGE_FILTERS))
    .option(...MODEM)
    .action(async (name: string | undefined, options: OfModem & { filter?: MessageFilter }) => {
      const { output, service } = context
      const { filter } = options
      if ((name === undefined) === (filter === undefined)) {
        throw new DialtoneError('invalid_argument', 'say which: a message, or --filter for all of a kind')
      }
      const modem = await find(context, options)
      const { requestId } =
        name === undefined
          ? await service.deleteMessages({ modem: modem.id, ...(filter && { filter }) })
          : await service.deleteMessage({ modem: modem.id, message: name })
      const request = await awaitRequest(context, requestId)
      if (output.json) output.document(request)
      else output.line(name === undefined ? 'Deleted' : plain(`Deleted message ${name}`))
    })
  command
    .command('config')
    .description('Show where messages are kept, or set the service centre.')
    .option('--centre <number>', 'the service centre that messages are sent through')
    .option(...MODEM)
    .action(async (options: OfModem & { centre?: string }) => {
      const { output, service } = context
      const before = await find(context, options)
      if (options.centre !== undefined) {
        const input = { modem: before.id, serviceCentre: options.centre }
        const { requestId } = await service.setMessageConfiguration(input)
        await awaitRequest(context, requestId)
      }
      const { messageStore, name } = await service.modem({ modem: before.id })
      if (messageStore === undefined) {
        throw new DialtoneError('invalid_state', `${name} has not told of its messages yet, or has none`)
      }
      if (output.json) output.document(messageStore)
      else {
        output.fields([
          ['Modem', name],
          ['Messages', describeMessageStore(messageStore).replace(/^messages: /, '')],
          ['Service centre', messageStore.serviceCentre ?? 'none'],
          ['Format', messageStore.format],
        ])
      }
    })
}

const EXAMPLES = `
Examples:
  $ npx dialtone sms send +15550123 "On my way" --report
  $ uptime | npx dialtone sms send +15550123`

async function find({ service }: Context, { modem }: OfModem): Promise<Modem> {
  return modem === undefined ? only(await service.modems(), 'modem') : service.modem({ modem })
}

/** Where the id, a GUID, may be cut: after its groups. */
const CUTS = [8, 13, 18, 23]

/** Short, and good for `show` and `delete`: its first place in the store, else as much of its id as no other has. */
function nameOf({ id, indexes }: OpenMessage, all: readonly OpenMessage[]): string {
  const place = indexes[0]?.toString()
  if (place !== undefined) return place
  const shortened = CUTS.map((length) => id.slice(0, length))
  // Digits alone would be a place.
  const isClear = (start: string): boolean =>
    !/^\d+$/.test(start) && all.filter((one) => one.id.startsWith(start)).length === 1
  return shortened.find(isClear) ?? id
}

function statusOf({ status, missing, delivery }: OpenMessage): string {
  if (delivery !== undefined) return delivery.state
  return missing.length === 0 ? status : `${status}, incomplete`
}

function contentOf({ kind, text, data, report, status }: OpenMessage): string {
  if (report !== undefined) return `(report ${report.reference}: ${report.text})`
  if (text !== undefined) return text
  if (data !== undefined) return `(data ${data})`
  return kind === 'unreadable'
    ? '(unreadable)'
    : status === 'sent'
      ? '(sent; its text is not kept)'
      : '(no text)'
}

function fieldsOf(message: OpenMessage): (readonly [string, string | readonly string[]])[] {
  const { number, time, class: shown, total, indexes, direction } = message
  const fields: (readonly [string, string | readonly string[] | undefined])[] = [
    [direction === 'incoming' ? 'From' : 'To', number],
    ['Time', time === undefined ? undefined : dateAndTime(time)],
    ['Status', statusOf(message)],
    ['Class', shown?.toString()],
    ['Parts', total === 1 ? undefined : total.toString()],
    ['Places', indexes.length === 0 ? 'not stored' : indexes.join(', ')],
  ]
  return fields.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]))
}

function messageClass(value: string): number {
  if (/^[0-3]$/.test(value)) return Number(value)
  throw new InvalidArgumentError('a class is 0, 1, 2 or 3')
}
