/** The messages of a fake service: those that a test puts there. What is asked of the modem is asked of whoever fakes requests. */
import { DialtoneError } from '../../src/base/index.ts'
import type { OpenMessage, Request } from '../../src/core/index.ts'
import type { Accepted, MessageService } from '../../src/api/index.ts'
import { FakeDial } from './fake-dial.ts'
import { MESSAGE } from './service-state.ts'

export abstract class FakeMessages extends FakeDial implements MessageService {
  messagesNow: readonly OpenMessage[] = [MESSAGE]
  messages: MessageService['messages'] = async (input) => {
    this.check('messages', input)
    return this.messagesNow.filter(({ status }) => [undefined, 'all', status].includes(input.filter))
  }
  message: MessageService['message'] = async ({ message }) => {
    this.check('message', { message })
    const found = this.messagesNow.find(({ id, indexes }) => id === message || indexes.join() === message)
    if (found === undefined) throw new DialtoneError('not_found', `there is no message ${message}`)
    return found
  }
  sendMessage: MessageService['sendMessage'] = async (input) =>
    this.operate('sendMessage', 'send-message', input)
  readMessages: MessageService['readMessages'] = async (input) =>
    this.operate('readMessages', 'read-messages', input)
  deleteMessage: MessageService['deleteMessage'] = async (input) =>
    this.operate('deleteMessage', 'delete-messages', input)
  deleteMessages: MessageService['deleteMessages'] = async (input) =>
    this.operate('deleteMessages', 'delete-messages', input)
  messageConfiguration: MessageService['messageConfiguration'] = async (input) =>
    this.give('messageConfiguration', input, { format: 'pdu', etag: 'messages-1' })
  setMessageConfiguration: MessageService['setMessageConfiguration'] = async (input) =>
    this.operate('setMessageConfiguration', 'set-message-configuration', input)

  /** Writes the call down, and throws what a test wants it to fail with. */
  protected abstract check(name: keyof MessageService, input: unknown): void
  protected abstract give<T>(name: keyof MessageService, input: unknown, value: T): Promise<T>
  /** Begins a request of that kind. */
  protected abstract operate(
    name: keyof MessageService,
    kind: Request['kind'],
    input: { readonly modem: string },
  ): Promise<Accepted>
}
