/** From a command to the part that serves it and back to an answer: input read, output written, failures given a status. */
import type { Command } from './command.ts'
import { Answer, type QueryPart, type SetPart } from './part.ts'

/**
 * Serves a command that no behaviour took. What has no service, CID or operation is answered NO_DEVICE_SUPPORT, what
 * cannot be read INVALID_PARAMETERS (MBIM 1.0 §9.4.5). A defect of a part fails the command and is told to `defect`.
 */
export function dispatch(command: Command, defect: (thrown: unknown) => void): void {
  const entry = command.services.find(command.service, command.cid)
  const part: QueryPart | SetPart | undefined =
    command.operation === 'query' ? entry?.query : command.operation === 'set' ? entry?.set : undefined
  if (part === undefined || part.cid.since > command.version) {
    command.answer('no-device-support')
    return
  }
  let input: unknown
  try {
    input = command.input(part.input)
  } catch {
    // Nothing but what the host sent decides whether it can be read.
    command.answer('invalid-parameters')
    return
  }
  const fail = (thrown: unknown): void => {
    defect(thrown)
    command.answer('failure')
  }
  try {
    const reply = part.serve(command, input)
    if (reply instanceof Promise) {
      reply
        .then((settled: unknown) => {
          answer(command, part, settled)
        })
        .catch(fail)
    } else {
      answer(command, part, reply)
    }
  } catch (thrown) {
    fail(thrown)
  }
}

function answer(command: Command, part: QueryPart | SetPart, reply: unknown): void {
  if (!(reply instanceof Answer)) command.answerWith(part.output, reply)
  else if (reply.info === undefined) command.answer(reply.status)
  else command.answerWith(part.output, reply.info, reply.status)
}
